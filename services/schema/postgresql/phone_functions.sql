-- What the telephone may know before, and how it comes to know more. These functions read past the policies of
-- row_policies.sql, and give away what the check allows.

-- Number and counts, without names or titles: the same statement as services/lookup/look_up_statement.py's `glimpse`.
CREATE OR REPLACE FUNCTION madoguchi_glimpse(by_number text, by_patron bigint)
RETURNS TABLE (status text, record json)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF by_number IS NOT NULL THEN
        RETURN QUERY SELECT found.status::text, found.record FROM ({glimpse_by_number}) AS found;
    ELSE
        RETURN QUERY SELECT found.status::text, found.record FROM ({glimpse_by_patron}) AS found;
    END IF;
END $$;

-- One look by telephone: recorded in the login's own name, and by number also the end of earlier callers' checks.
-- Only desks of the version before ask it, which go on while the library is upgraded: the others ask looks.sql.
CREATE OR REPLACE FUNCTION madoguchi_phone_look(
    by_number text, by_patron bigint, by_staff text, at_branch bigint, at_workstation text, for_purpose text
) RETURNS TABLE (status text, record json)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF by_number IS NOT NULL THEN
        UPDATE identity_check SET ended_at = madoguchi_now()
        WHERE staff_id = by_staff AND workstation = at_workstation AND ended_at IS NULL
          AND (staff_id = session_user OR madoguchi_is_owner());
    END IF;
    INSERT INTO access_log (at, staff_id, branch_id, workstation, channel, patron_id, purpose)
    SELECT madoguchi_now(), by_staff, at_branch, at_workstation, 'phone', c.patron_id, for_purpose
    FROM card c
    WHERE c.status <> 'retired' AND CASE WHEN by_number IS NOT NULL THEN c.number = by_number
                                         ELSE c.patron_id = by_patron END;
    RETURN QUERY SELECT * FROM madoguchi_glimpse(by_number, by_patron);
END $$;

CREATE OR REPLACE FUNCTION madoguchi_fact(told text, registered text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
RETURN CASE WHEN told IS NULL THEN NULL WHEN told = registered THEN 'ok' ELSE 'ng' END;

-- A miss counts for a while, and the one with which too many count at once closes for as long: the same as
-- services/rules/people/identity_tries.py.
CREATE OR REPLACE FUNCTION madoguchi_tries(
    misses timestamptz[], moment timestamptz, most integer, span interval, OUT tries_left integer, OUT opens timestamptz
)
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN shut THEN 0 ELSE most - recent END, CASE WHEN shut THEN newest + span END
    FROM (
        SELECT newest, recent, coalesce(newest + span > moment AND before_newest >= most, false) AS shut
        FROM (SELECT max(made) AS newest FROM unnest(misses) AS made) AS last_one,
             LATERAL (SELECT count(*) FILTER (WHERE made > newest - span)::integer AS before_newest,
                             count(*) FILTER (WHERE made > moment - span)::integer AS recent
                      FROM unnest(misses) AS made) AS counted
    ) AS judged
$$;

-- The misses of one patron, by number and without, whoever asked.
CREATE OR REPLACE FUNCTION madoguchi_misses_of(patron bigint, since timestamptz) RETURNS timestamptz[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
    SELECT array_agg(at) FROM (
        SELECT at FROM identity_check WHERE patron_id = patron AND outcome = 'failed' AND at > since
        UNION ALL
        SELECT at FROM identity_miss WHERE patron_id = patron AND at > since
    ) AS made
$$;

-- What a try would meet that means these patrons: how many more may miss, of the patrons and of the login; from when
-- the next is possible, where none is now; and whether it is the login alone that is closed.
CREATE OR REPLACE FUNCTION madoguchi_standing(
    meant bigint[], by_staff text, moment timestamptz,
    OUT left_of_patrons integer, OUT left_of_login integer, OUT opens_at timestamptz, OUT of_login boolean
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    most CONSTANT integer := {number identity_misses};
    most_of_login CONSTANT integer := {number identity_misses_of_login};
    span CONSTANT interval :=
        make_interval(mins => {number identity_misses_minutes});
    patrons_open timestamptz;
    login_opens timestamptz;
BEGIN
    SELECT min(it.tries_left), max(it.opens) INTO left_of_patrons, patrons_open
    FROM unnest(meant) AS who, LATERAL madoguchi_tries(madoguchi_misses_of(who, moment - 2 * span), moment, most, span) AS it;
    SELECT it.tries_left, it.opens INTO left_of_login, login_opens
    FROM madoguchi_tries(
        ARRAY(SELECT at FROM identity_check
              WHERE staff_id = by_staff AND outcome = 'failed' AND at > moment - 2 * span),
        moment, most_of_login, span) AS it;
    opens_at := greatest(patrons_open, login_opens);
    of_login := patrons_open IS NULL AND login_opens IS NOT NULL;
END $$;

-- Compares what a caller told with what is registered, in full, and remembers which facts were OK, never what they
-- were. Without a patron the facts have to fit one and only one. The number that opened a patron counts as a fact.
-- Answers the patron on success. Otherwise null and how many more may miss, or from when the next try is possible: then
-- nothing was compared, or this was the last miss.
DROP FUNCTION IF EXISTS madoguchi_check_caller(bigint, text, date, text, text, bigint, text);  -- it answered less
CREATE FUNCTION madoguchi_check_caller(
    of_patron bigint, told_kana text, told_birth_date date, told_phone text,
    by_staff text, at_branch bigint, at_workstation text
) RETURNS TABLE (identified bigint, misses_left integer, opens_at timestamptz, of_login boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = public, pg_catalog, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    moment CONSTANT timestamptz := madoguchi_now();
    minutes CONSTANT integer := {number identity_check_minutes};
    told CONSTANT integer := num_nonnulls(told_kana, told_birth_date, told_phone);
    by_number CONSTANT boolean := of_patron IS NOT NULL;
    most_meant CONSTANT integer := {most_meant};
    meant bigint[];
    standing record;
    known record;
    hits bigint[];
    facts jsonb := '{}';
    fits boolean := false;
    checked bigint;
BEGIN
    IF by_staff <> session_user AND NOT madoguchi_is_owner() THEN
        PERFORM madoguchi_refuse('a check stands in the name of who makes it');
    ELSIF told + by_number::integer < 2 THEN
        PERFORM madoguchi_refuse('a check takes two facts');
    ELSIF by_number AND num_nonnulls(told_birth_date, told_phone) = 0
          AND {flag identity_more_than_the_card} THEN
        PERFORM madoguchi_refuse('a check takes more than stands on the card');
    END IF;
    -- Whom a miss counts for: who was opened, or else everybody whose name or number was told, unless they are too many.
    IF by_number THEN
        SELECT p.kana_key, p.birth_date, p.phone_digits INTO known
        FROM patron p JOIN card c ON c.patron_id = p.id AND c.status <> 'retired' WHERE p.id = of_patron;
        IF NOT FOUND THEN
            RETURN;
        END IF;
        meant := ARRAY[of_patron];
    ELSE
        meant := ARRAY(
            SELECT p.id FROM patron p JOIN card c ON c.patron_id = p.id AND c.status <> 'retired'
            WHERE p.kana_key = told_kana OR p.phone_digits = told_phone LIMIT most_meant + 1);
        IF cardinality(meant) > most_meant THEN
            meant := '{}';
        END IF;
    END IF;
    -- Tries are counted one after the other: the login's, then each patron's in the order of their ids.
    PERFORM madoguchi_lock_tries(by_staff, meant);
    standing := madoguchi_standing(meant, by_staff, moment);
    IF standing.opens_at IS NOT NULL THEN
        RETURN QUERY SELECT NULL::bigint, 0, standing.opens_at, standing.of_login;
        RETURN;
    END IF;
    IF by_number THEN
        facts := jsonb_strip_nulls(jsonb_build_object(
            'card_number', 'ok',
            'kana', madoguchi_fact(told_kana, known.kana_key),
            'birth_date', madoguchi_fact(told_birth_date::text, known.birth_date::text),
            'phone', madoguchi_fact(told_phone, known.phone_digits)));
        fits := NOT jsonb_path_exists(facts, '$.* ? (@ == "ng")');
    ELSE
        hits := ARRAY(
            SELECT p.id FROM patron p JOIN card c ON c.patron_id = p.id AND c.status <> 'retired'
            WHERE (told_kana IS NULL OR p.kana_key = told_kana)
              AND (told_birth_date IS NULL OR p.birth_date = told_birth_date)
              AND (told_phone IS NULL OR p.phone_digits = told_phone)
            LIMIT 2);
        fits := cardinality(hits) = 1;
        IF fits AND hits[1] <> ALL (meant) THEN  -- one of too many: whether that one is closed is told to nobody
            PERFORM madoguchi_lock_tries(NULL, hits);
            fits := (madoguchi_standing(hits, by_staff, moment)).opens_at IS NULL;
        END IF;
        of_patron := CASE WHEN fits THEN hits[1] END;
        facts := jsonb_strip_nulls(jsonb_build_object(
            'kana', CASE WHEN told_kana IS NOT NULL THEN CASE WHEN fits THEN 'ok' ELSE 'ng' END END,
            'birth_date', CASE WHEN told_birth_date IS NOT NULL THEN CASE WHEN fits THEN 'ok' ELSE 'ng' END END,
            'phone', CASE WHEN told_phone IS NOT NULL THEN CASE WHEN fits THEN 'ok' ELSE 'ng' END END));
        IF fits THEN
            UPDATE identity_check SET ended_at = moment
            WHERE staff_id = by_staff AND workstation = at_workstation AND ended_at IS NULL;
        END IF;
    END IF;
    INSERT INTO identity_check (patron_id, staff_id, branch_id, workstation, at, outcome, facts, open_until)
    VALUES (of_patron, by_staff, at_branch, at_workstation, moment, CASE WHEN fits THEN 'passed' ELSE 'failed' END,
            facts, moment + make_interval(mins => minutes))
    RETURNING id INTO checked;
    IF fits THEN
        INSERT INTO access_log (at, staff_id, branch_id, workstation, channel, patron_id, purpose)
        VALUES (moment, by_staff, at_branch, at_workstation, 'phone', of_patron,
                CASE WHEN by_number THEN 'identified' ELSE 'found_by_facts' END);
        RETURN QUERY SELECT of_patron, standing.left_of_login, NULL::timestamptz, false;
        RETURN;
    END IF;
    IF NOT by_number THEN
        -- What doesn't count any more, of everybody; what another call is clearing away is left to it.
        DELETE FROM identity_miss WHERE (check_id, patron_id) IN (
            SELECT check_id, patron_id FROM identity_miss WHERE at <= moment - 2 * make_interval(
                mins => {number identity_misses_minutes})
            FOR UPDATE SKIP LOCKED);
        INSERT INTO identity_miss (check_id, patron_id, at) SELECT checked, unnest(meant), moment;
    END IF;
    standing := madoguchi_standing(meant, by_staff, moment);
    -- Without a number, how many are left is the login's count alone: it must not say that somebody was meant.
    RETURN QUERY SELECT NULL::bigint,
        CASE WHEN standing.opens_at IS NOT NULL THEN 0
             WHEN by_number THEN least(standing.left_of_patrons, standing.left_of_login)
             ELSE standing.left_of_login END,
        standing.opens_at, standing.of_login;
END $$;
