-- Functions that other functions and triggers call. `session_user` is the login itself in every function: no login can
-- act under another's name. It is of the type `name`, whose order (COLLATE "C") is no index's of ours: where an index
-- is meant, it is cast. A body behind RETURN is parsed when the function is made, so that no search path matters to it;
-- without a SET of its own the server puts it into the statement that calls it.

-- The library's time, as whoever writes rows with statements of their own says it (ils-contract.md). It is that of the
-- client's statement, which may be a block that goes on for hours: no function goes by it.
CREATE OR REPLACE FUNCTION madoguchi_now() RETURNS timestamp with time zone
LANGUAGE sql STABLE PARALLEL SAFE
RETURN statement_timestamp()
    + make_interval(secs => coalesce((SELECT sum(seconds) FROM clock_offset), 0)::double precision);

-- The library's time at this very moment, which functions go by. STABLE lets a condition on it use an index: that it is
-- asked once or twice within a function's statement is the same to everybody.
CREATE OR REPLACE FUNCTION madoguchi_moment() RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE
RETURN madoguchi_now() + (clock_timestamp() - statement_timestamp());

CREATE OR REPLACE FUNCTION madoguchi_is_owner() RETURNS boolean
LANGUAGE sql STABLE
RETURN pg_has_role(session_user, 'madoguchi_owner', 'MEMBER');

CREATE OR REPLACE FUNCTION madoguchi_has_group(wanted text) RETURNS boolean
LANGUAGE sql STABLE
RETURN pg_has_role(session_user, 'madoguchi_' || wanted, 'MEMBER');

-- Of how many kinds a login is: by membership ('MEMBER') or by inherited rights ('USAGE'), which differ for the login
-- that made the groups. A superuser is of every kind. These are all the groups there are: a supervisor is the
-- counter's, too.
CREATE OR REPLACE FUNCTION madoguchi_kinds_of(login name, by text) RETURNS integer
LANGUAGE sql STABLE
RETURN pg_has_role(login, 'madoguchi_owner', by)::integer + pg_has_role(login, 'madoguchi_counter', by)::integer
    + pg_has_role(login, 'madoguchi_phone', by)::integer + pg_has_role(login, 'madoguchi_worker', by)::integer
    + pg_has_role(login, 'madoguchi_portal', by)::integer + pg_has_role(login, 'madoguchi_circulation', by)::integer;

-- Whether a login is staff: in a group of staff, or in none of the other groups. So a group missing here is restricted,
-- not let through.
CREATE OR REPLACE FUNCTION madoguchi_is_staff() RETURNS boolean
LANGUAGE sql STABLE
RETURN NOT madoguchi_is_owner()
    AND (madoguchi_has_group('counter') OR madoguchi_has_group('phone')
         OR NOT (madoguchi_has_group('worker') OR madoguchi_has_group('portal')
                 OR madoguchi_has_group('circulation')));

-- Whether a login's writes are checked (circulation.sql): all but the owner's, and the staff's, which write by acts
-- alone. A group missing here is checked.
CREATE OR REPLACE FUNCTION madoguchi_is_kept() RETURNS boolean
LANGUAGE sql STABLE
RETURN NOT madoguchi_is_owner()
    AND (madoguchi_has_group('circulation') OR NOT (madoguchi_has_group('counter') OR madoguchi_has_group('phone')));

CREATE OR REPLACE FUNCTION madoguchi_refuse(why text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE insufficient_privilege USING MESSAGE = 'madoguchi: ' || why;
END $$;

-- Whether a login is of two kinds, and may do nothing; the owner may do everything.
CREATE OR REPLACE FUNCTION madoguchi_is_of_two_kinds() RETURNS boolean
LANGUAGE sql STABLE
RETURN NOT madoguchi_is_owner() AND madoguchi_kinds_of(session_user, 'MEMBER') > 1;

CREATE OR REPLACE FUNCTION madoguchi_today() RETURNS date
LANGUAGE sql STABLE
RETURN (madoguchi_moment() AT TIME ZONE 'Asia/Tokyo')::date;

-- A value of the library's policy on this day, as JSON; null where the library never set one.
CREATE OR REPLACE FUNCTION madoguchi_rule(wanted text) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
    SELECT value FROM circulation_rule
    WHERE name = wanted AND valid_from BETWEEN '0001-01-01' AND madoguchi_today()
    ORDER BY valid_from DESC LIMIT 1
$$;

-- The same as a number, a flag or a text; the program's own where what stands there is none (services/rules/policy_values.py).
-- guards.py puts their bounds in.
CREATE OR REPLACE FUNCTION madoguchi_rule_number(wanted text, smallest integer, largest integer, own integer) RETURNS integer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    said CONSTANT text := btrim(madoguchi_rule(wanted)::text, E' \t\r\n');
BEGIN
    IF said ~ '^(0|[1-9][0-9]{0,8})$' THEN
        RETURN CASE WHEN said::integer BETWEEN smallest AND largest THEN said::integer ELSE own END;
    END IF;
    RETURN own;
END $$;

CREATE OR REPLACE FUNCTION madoguchi_rule_flag(wanted text, own boolean) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
    SELECT CASE btrim(madoguchi_rule(wanted)::text, E' \t\r\n') WHEN 'true' THEN true WHEN 'false' THEN false ELSE own END
$$;

CREATE OR REPLACE FUNCTION madoguchi_rule_text(wanted text, fitting text, own text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
    SELECT CASE WHEN madoguchi_rule(wanted) #>> '{}' ~ fitting THEN madoguchi_rule(wanted) #>> '{}' ELSE own END
$$;

-- Whether a number that a card can have is a new card's (services/rules/card_numbers.py).
CREATE OR REPLACE FUNCTION madoguchi_is_new_card(said text, lengths text, letters text) RETURNS boolean
LANGUAGE sql IMMUTABLE
RETURN said ~ '[0-9]' AND (letters <> 'none' OR said !~ '[A-Z]') AND EXISTS (
    SELECT FROM regexp_split_to_table(lengths, ' ') AS one, regexp_split_to_array(one, '-') AS ends
    WHERE length(said) BETWEEN SYMMETRIC ends[1]::integer AND ends[array_upper(ends, 1)]::integer);

-- The bounds of what is typed, whichever login says it (services/rules/table_of_bounds.py): a text of one line, and one of
-- which nothing is seen (services/rules/characters.py); ...
CREATE OR REPLACE FUNCTION madoguchi_is_line(said text) RETURNS boolean
LANGUAGE sql IMMUTABLE
RETURN said !~ '[{odd}]';

CREATE OR REPLACE FUNCTION madoguchi_is_blank(said text) RETURNS boolean
LANGUAGE sql IMMUTABLE
RETURN said !~ '[^{blank}]';

-- ... an address that a mail can go to and that no header reads otherwise (services/rules/people/email.py, without the
-- characters that a library doesn't take), and ...
CREATE OR REPLACE FUNCTION madoguchi_is_address(said text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
RETURN length(said) <= 254 AND said !~ '^\.|\.\.|\.@|=\?'
    AND said ~ '^[A-Za-z0-9!#$%&''*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9!#$%&''*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&''*+/=?^_`{|}~-]+)+$';

-- ... a hash as argon2 writes it, with a cost and lengths that the checking programs accept
-- (services/rules/passwords/password_recipes.py). Base64 without padding stands for whole bytes, written in one way.
CREATE OR REPLACE FUNCTION madoguchi_is_hash(said text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
RETURN coalesce(length(said) <= {longest_hash} AND (
    SELECT cost[1] BETWEEN 8 * cost[3] AND {most_memory} AND cost[2] <= {most_passes} AND cost[3] <= {most_lanes}
       AND cost[1] * cost[2] <= {most_work}
    FROM (SELECT (regexp_match(said, '^\$argon2id\$v=(?:16|19)\$m=([1-9][0-9]{0,6}),t=([1-9][0-9]?),p=([1-9][0-9]?)'
                               '\$(?=[^$]{11,86}\$){bytes}\$(?=[^$]{22,86}$){bytes}$'))::integer[] AS cost) AS made), false);

-- Whether a visible row was written by this transaction or a subtransaction of it, such as an error handler's. Those
-- have later ids, and rows of a transaction in progress are visible to itself alone. `xmin` has no epoch. Null where
-- nothing was written yet.
CREATE OR REPLACE FUNCTION madoguchi_is_now(written xid) RETURNS boolean
LANGUAGE sql STABLE
RETURN (
    SELECT later < 2147483648 AND pg_xact_status((own + later)::text::xid8) = 'in progress'
    FROM (
        SELECT own, (written::text::bigint - own % 4294967296 + 4294967296) % 4294967296 AS later
        FROM (SELECT pg_current_xact_id_if_assigned()::text::bigint AS own) AS this
    ) AS known
);

-- Whether the caller is identified now, at this desk: this login asked there, the facts matched, nobody closed the patron
-- since; and that is committed, so that it can't be taken back by whoever read the patron.
CREATE OR REPLACE FUNCTION madoguchi_is_identified(of_patron bigint, by_staff text, at_workstation text) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM identity_check i
        WHERE i.patron_id = of_patron AND i.staff_id = by_staff AND i.workstation = at_workstation
          AND i.outcome = 'passed' AND i.ended_at IS NULL AND i.open_until > madoguchi_moment()
          AND madoguchi_is_now(i.xmin) IS NOT TRUE);
END $$;

-- Row locks for logins that may not change the rows.
CREATE OR REPLACE FUNCTION madoguchi_lock_title(wanted bigint) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
    SELECT id FROM bib_record WHERE id = wanted FOR NO KEY UPDATE
$$;

CREATE OR REPLACE FUNCTION madoguchi_lock_patron(wanted bigint) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
    SELECT p.id FROM patron p WHERE p.id = wanted FOR NO KEY UPDATE
$$;

-- Whether a copy that was kept for a hold went to another patron; for logins that may not see to whom.
CREATE OR REPLACE FUNCTION madoguchi_item_taken(wanted bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM hold WHERE item_id = wanted)
        OR EXISTS (SELECT FROM loan WHERE item_id = wanted AND returned_on IS NULL)
$$;

-- Until when a copy can wait on the shelf at most, however long a branch is closed.
CREATE OR REPLACE FUNCTION madoguchi_last_on_shelf() RETURNS date
LANGUAGE plpgsql STABLE SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    RETURN madoguchi_today() + 366 + 2 * {number shelf_open_days};
END $$;
