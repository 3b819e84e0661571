-- Finding without a card: the search is recorded and committed before it is answered, and its record is answered once.
-- How patrons are found stands in search_finding.sql.

-- A login's search, until it is answered. It holds only a digest of what was typed, and not for long.
CREATE UNLOGGED TABLE IF NOT EXISTS madoguchi.search_asked (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    login text NOT NULL,
    asked bytea NOT NULL,
    look bigint NOT NULL,  -- the record of the search
    at timestamptz NOT NULL,
    made_by xid8 NOT NULL
);
ALTER TABLE madoguchi.search_asked OWNER TO madoguchi_owner;

-- Written as JSON, in which no client's setting changes a value's form.
CREATE OR REPLACE FUNCTION madoguchi_digest_of_search(
    parts text[], begun text[], lowest bigint[], highest bigint[], born date, digits text, last_digits text
) RETURNS bytea
LANGUAGE sql STABLE
RETURN sha256(convert_to(json_build_array(parts, begun, lowest, highest, born, digits, last_digits)::text, 'UTF8'));

-- Whether this is a search as services/own_schema/search/search_postgresql.py asks it: a row for each way in which all parts of
-- names can be read, a column for each part; no part that everybody has, and without a birth date or a number none that is
-- too short.
CREATE OR REPLACE FUNCTION madoguchi_is_search(
    parts text[], begun text[], lowest bigint[], highest bigint[], has_fact boolean
) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    IF parts IS NULL OR begun IS NULL OR lowest IS NULL OR highest IS NULL THEN
        RETURN false;
    ELSIF cardinality(parts) = 0 THEN
        RETURN has_fact AND cardinality(begun) = 0 AND cardinality(lowest) = 0 AND cardinality(highest) = 0;
    ELSIF array_ndims(parts) <> 2 OR array_lower(parts, 1) <> 1 OR array_lower(parts, 2) <> 1
          OR array_dims(begun) IS DISTINCT FROM array_dims(parts) OR array_dims(lowest) IS DISTINCT FROM array_dims(parts)
          OR array_dims(highest) IS DISTINCT FROM array_dims(parts) THEN
        RETURN false;
    END IF;
    RETURN NOT EXISTS (
        SELECT FROM unnest(parts, begun, lowest, highest) AS term (part, text_begun, first, last)
        WHERE part IS NULL OR text_begun IS NULL OR first IS NULL OR last IS NULL
           OR length(part) < CASE WHEN has_fact THEN 1 ELSE {fewest_letters} END
           OR translate(part, '{beginning}{spoken} ', '') <> part  -- what stands between names is no part of one
           OR substr(text_begun, 2) <> part OR left(text_begun, 1) NOT IN ('{beginning}', '{spoken}')
    );
END $$;

-- What the window shows of an address: as town_of in services/rules/people/names.py, which the desk asks once more.
CREATE OR REPLACE FUNCTION madoguchi_town(address text) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN (regexp_split_to_array(normalize(address, NFKC), '[0-9]|[一二三四五六七八九十]+(?:丁目|番)'))[1];

-- What the record says of a search: how many people it named, and whether by a birth date or a number alone.
CREATE OR REPLACE FUNCTION madoguchi_search_listed(parts text[], named integer) RETURNS json
LANGUAGE sql IMMUTABLE
RETURN json_build_object('kind', '{search_purpose}', 'bare', cardinality(parts) = 0, 'rows', named);

-- From when on a login's next search is answered, where it read too much of people within an hour, and whether one by a
-- part of a name is answered now: the rule of services/rules/people/hourly_bounds.py, to which a test holds it.
CREATE OR REPLACE FUNCTION madoguchi_search_goes_on(
    by_staff text, bare boolean, OUT goes_on_at timestamptz, OUT bare_alone boolean
)
LANGUAGE plpgsql STABLE SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    moment CONSTANT timestamptz := madoguchi_moment();
    most_named CONSTANT integer := {number people_named_an_hour};
    most_bare CONSTANT integer := {number bare_searches_an_hour};
BEGIN
    SELECT max(since.at) + {an_hour}, bool_and(since.named <= most_named - {most_named})
    INTO goes_on_at, bare_alone
    FROM (
        SELECT l.at, sum((l.listed ->> 'rows')::integer) OVER newest_first AS named,
               count(*) FILTER (WHERE (l.listed ->> 'bare')::boolean) OVER newest_first AS bare
        FROM access_log l
        WHERE l.staff_id = by_staff AND l.listed IS NOT NULL AND l.purpose = '{search_purpose}'
          AND l.at > moment - {an_hour} AND l.at <= moment  -- a clock that was ahead holds nobody up
        WINDOW newest_first AS (ORDER BY l.at DESC, l.id DESC)
    ) AS since
    WHERE since.named > most_named - {most_named} OR madoguchi_search_goes_on.bare AND since.bare >= most_bare;
END $$;

-- Records a search in the login's own name, and keeps what is asked until it is answered. It stands there as one that names
-- as many as one can, until the answer says how many: who never fetches that has them counted. Where the login has to wait,
-- nothing is searched, and the answer says until when.
CREATE OR REPLACE FUNCTION madoguchi_note_search(
    parts text[], begun text[], lowest bigint[], highest bigint[], born date, digits text, last_digits text,
    by_staff text, at_branch bigint, at_workstation text,
    OUT noted uuid, OUT goes_on_at timestamptz, OUT bare_alone boolean
)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    recorded bigint;
BEGIN
    PERFORM madoguchi_begin_record(by_staff, at_branch, at_workstation, 'counter', 'search');
    IF NOT madoguchi_is_owner() AND (madoguchi_has_group('phone') OR NOT madoguchi_has_group('counter')) THEN
        PERFORM madoguchi_refuse('nobody but the counter searches');
    END IF;
    IF NOT madoguchi_is_search(parts, begun, lowest, highest, coalesce(born::text, digits, last_digits) IS NOT NULL) THEN
        PERFORM madoguchi_refuse('a search asks for parts of names, a birth date or a number');
    END IF;
    PERFORM madoguchi_take_turn('search', by_staff);
    SELECT told.goes_on_at, told.bare_alone INTO goes_on_at, bare_alone
    FROM madoguchi_search_goes_on(by_staff, cardinality(parts) = 0) AS told;
    IF goes_on_at IS NOT NULL THEN
        RETURN;
    END IF;
    DELETE FROM madoguchi.search_asked a
    WHERE a.login = session_user::text AND a.at < clock_timestamp() - interval '1 minute';
    INSERT INTO access_log (at, staff_id, branch_id, workstation, channel, purpose, listed)
    VALUES (madoguchi_moment(), by_staff, at_branch, at_workstation, 'counter', '{search_purpose}',
            madoguchi_search_listed(parts, {most_named}))
    RETURNING id INTO recorded;
    INSERT INTO madoguchi.search_asked (login, asked, look, at, made_by)
    VALUES (session_user, madoguchi_digest_of_search(parts, begun, lowest, highest, born, digits, last_digits),
            recorded, clock_timestamp(), pg_current_xact_id())
    RETURNING id INTO noted;
{errors_without_detail}END $$;

-- Takes a search that this login has on record, once: by another transaction, so that it is committed. Answers the record.
CREATE OR REPLACE FUNCTION madoguchi_take_search(noted uuid, asked bytea) RETURNS bigint
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    recorded bigint;
BEGIN
    DELETE FROM madoguchi.search_asked a
    WHERE a.id = noted AND a.login = session_user::text AND a.made_by <> pg_current_xact_id()
      AND a.at > clock_timestamp() - interval '1 minute' AND a.asked = coalesce(madoguchi_take_search.asked, a.asked)
    RETURNING a.look INTO recorded;
    IF NOT FOUND THEN
        PERFORM madoguchi_refuse('what is searched is on record first');
    END IF;
    RETURN recorded;
END $$;

-- Notes how many a search named that another system answered; it is answered no more here.
CREATE OR REPLACE FUNCTION madoguchi_note_named(noted uuid, many integer) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    recorded bigint;
BEGIN
    PERFORM madoguchi_begin_call();
    recorded := madoguchi_take_search(noted, NULL);
    UPDATE access_log l
    SET listed = (l.listed::jsonb || jsonb_build_object('rows', greatest(0, least(many, {most_named}))))::json
    WHERE l.id = recorded;
    PERFORM set_config('synchronous_commit', 'off', true);  -- what is lost with the server, the record says too much of
{errors_without_detail}END $$;

-- Answers a search that this login has on record, in the very words that were asked then; the record says from then on how
-- many it named.
CREATE OR REPLACE FUNCTION madoguchi_answer_search(
    noted uuid, parts text[], begun text[], lowest bigint[], highest bigint[], born date, digits text, last_digits text,
    OUT hits json, OUT at timestamptz
)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    whom bigint[];
    anywhere text[];
    begun_anywhere text[];
    recorded bigint;
BEGIN
    PERFORM madoguchi_begin_call();
    recorded := madoguchi_take_search(
        noted, madoguchi_digest_of_search(parts, begun, lowest, highest, born, digits, last_digits));
    anywhere := madoguchi_anywhere(parts);
    begun_anywhere := madoguchi_anywhere(begun);
    IF coalesce(born::text, digits, last_digits) IS NOT NULL THEN
        whom := madoguchi_found_by_facts(born, digits, last_digits, anywhere, begun_anywhere);
    ELSE
        whom := madoguchi_found_by_names(parts, begun, lowest, highest, anywhere, begun_anywhere);
    END IF;
    at := madoguchi_moment();
    hits := ({hits_of_whom});
    UPDATE access_log l SET listed = madoguchi_search_listed(parts, cardinality(whom)) WHERE l.id = recorded;
    PERFORM set_config('synchronous_commit', 'off', true);  -- what is lost with the server, the record says too much of
{errors_without_detail}END $$;

-- One search, one round trip: as madoguchi_look.
CREATE OR REPLACE PROCEDURE madoguchi_search(
    parts text[], begun text[], lowest bigint[], highest bigint[], born date, digits text, last_digits text,
    by_staff text, at_branch bigint, at_workstation text,
    INOUT hits json DEFAULT NULL, INOUT at timestamptz DEFAULT NULL,
    INOUT goes_on_at timestamptz DEFAULT NULL, INOUT bare_alone boolean DEFAULT NULL
)
LANGUAGE plpgsql AS $$
DECLARE
    this_search uuid;
BEGIN
    SELECT told.noted, told.goes_on_at, told.bare_alone INTO this_search, goes_on_at, bare_alone
    FROM public.madoguchi_note_search(
        parts, begun, lowest, highest, born, digits, last_digits, by_staff, at_branch, at_workstation) AS told;
    COMMIT;
    IF goes_on_at IS NULL THEN
        SELECT answered.hits, answered.at INTO hits, at
        FROM public.madoguchi_answer_search(
            this_search, parts, begun, lowest, highest, born, digits, last_digits) AS answered;
    END IF;
END $$;
