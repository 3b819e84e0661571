-- A supervisor's import of masters, or change of a branch's days: what is wanted is compared with the masters that are
-- there, and one function writes what changes.
-- Which rows of which tables it may write, and how, is compiled from the statements that SQLite runs
-- (services/own_schema/masters/master_statements.py).

-- The masters as they are, and a mark of them, independent of the rows' order and the time. A different mark means that
-- files were compared with other masters.
CREATE OR REPLACE FUNCTION madoguchi_masters_to_import(OUT masters text, OUT mark text)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_catalog, pg_temp SET "TimeZone" = 'UTC' SET "DateStyle" = 'ISO, YMD' AS $$
BEGIN
    IF NOT (madoguchi_has_group('supervisor') OR madoguchi_is_owner()) THEN
        PERFORM madoguchi_refuse('masters are brought in by a supervisor');
    END IF;
    masters := ({all_masters});
    SELECT encode(sha256(convert_to(string_agg(said, E'\n' ORDER BY said COLLATE "C"), 'UTF8')), 'hex') INTO mark
    FROM (
        SELECT concat_ws(' ', part.key, each) AS said
        FROM jsonb_each(masters::jsonb - 'now') AS part,
             jsonb_array_elements(CASE jsonb_typeof(part.value) WHEN 'array' THEN part.value
                                  ELSE jsonb_build_array(part.value) END) AS each
    ) AS rows;
{errors_without_detail}END $$;

-- How many loans of a branch are due, and how many ready holds leave its shelf, on each of some days
-- (services/own_schema/masters/open_days_statement.py). It names nobody, and isn't recorded.
CREATE OR REPLACE FUNCTION madoguchi_dates_at_branch(at_branch bigint, first_day date, last_day date) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM madoguchi_begin_reading();
    IF NOT (madoguchi_has_group('supervisor') OR madoguchi_is_owner()) THEN
        PERFORM madoguchi_refuse('this is a supervisor''s');
    ELSIF (last_day - first_day BETWEEN 0 AND 30) IS NOT TRUE THEN
        PERFORM madoguchi_refuse('days are counted by the month');
    END IF;
    RETURN ({dates_at_branch});
{errors_without_detail}END $$;

-- Whether each character of a text is seen, and seen alike everywhere.
CREATE OR REPLACE FUNCTION madoguchi_is_seen(said text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
RETURN said !~ '[{unseen}]';

-- Whether a change's cells are within their bounds (services/rules/table_of_bounds.py). A row that goes has none.
CREATE OR REPLACE FUNCTION madoguchi_masters_fit(it jsonb) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    fits boolean := true;
BEGIN
    CASE it ->> 'change'
{bounds_of_masters}
    ELSE
        NULL;
    END CASE;
    RETURN coalesce(fits, false);
END $$;

-- Writes rows with the record of it: `done`; `repeated` where the same request was carried out before; `again` where
-- the masters aren't those of the mark, with the present ones. How many rows of each kind there are, the record says by
-- itself, and which days, where they are the own branch's, nothing else changes and a month has as many. A row's branch is
-- named by its code: it may come with the same import.
CREATE OR REPLACE FUNCTION madoguchi_import_masters(
    by_staff text, made jsonb, changes jsonb, seen text, OUT came text, OUT masters text, OUT mark text
)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = public, pg_catalog, pg_temp SET "TimeZone" = 'UTC' SET "DateStyle" = 'ISO, YMD' AS $$
DECLARE
    most CONSTANT integer := 200000;
    rows CONSTANT integer := (
        CASE jsonb_typeof(changes) WHEN 'array' THEN jsonb_array_length(changes) ELSE 0 END);
    of_before text;
    days json;
    it jsonb;
BEGIN
    PERFORM madoguchi_begin_record(
        by_staff, (made ->> 'branch')::bigint, made ->> 'workstation', 'counter', 'masters.import');
    IF NOT (madoguchi_has_group('supervisor') OR madoguchi_is_owner()) THEN
        PERFORM madoguchi_refuse('masters are brought in by a supervisor');
    ELSIF rows NOT BETWEEN 1 AND most OR pg_column_size(changes) > rows * 16384::bigint THEN
        PERFORM madoguchi_refuse('an import changes rows, and no more than masters have');
    END IF;
    PERFORM madoguchi_take_turn('act', by_staff);
    PERFORM FROM masters_version FOR UPDATE;
    SELECT a.verb INTO of_before FROM act a
    WHERE a.id = made ->> 'id' AND (a.staff_id = by_staff OR madoguchi_is_owner());
    IF of_before IS DISTINCT FROM NULL THEN
        IF of_before <> 'masters.import' THEN
            PERFORM madoguchi_refuse('an act id belongs to one request');
        END IF;
        came := 'repeated';
        RETURN;
    END IF;
    SELECT present.masters, present.mark INTO masters, mark FROM madoguchi_masters_to_import() AS present;
    IF mark IS DISTINCT FROM seen THEN
        came := 'again';
        RETURN;
    END IF;
    masters := NULL;
    mark := NULL;
    IF rows <= 31 AND NOT EXISTS (
        SELECT FROM jsonb_array_elements(changes) AS each
        WHERE starts_with(each ->> 'change', 'closed_day_') IS NOT TRUE OR NOT madoguchi_masters_fit(each)
    ) THEN
        SELECT json_object_agg(named.name, named.days ORDER BY named.name) INTO days
        FROM (
            SELECT became.name, string_agg(became.day::text, ' ' ORDER BY became.day) AS days
            FROM (
                SELECT CASE WHEN each ->> 'change' = 'closed_day_removed' THEN 'days_by_rules'
                            WHEN (each ->> 'open')::boolean THEN 'days_open'
                            WHEN (each ->> 'special')::boolean THEN 'days_special' ELSE 'days_closed' END AS name,
                       CASE each ->> 'change' WHEN 'closed_day_removed' THEN gone.day
                                              ELSE (each ->> 'day')::date END AS day,
                       bool_and(coalesce(
                           CASE each ->> 'change'
                               WHEN 'closed_day_removed' THEN gone.branch_id = (made ->> 'branch')::bigint
                               WHEN 'closed_day_changed' THEN own.id = (made ->> 'branch')::bigint
                                   AND (gone.branch_id, gone.day) = (own.id, (each ->> 'day')::date)
                               ELSE own.id = (made ->> 'branch')::bigint END, false)) OVER () AS told
                FROM jsonb_array_elements(changes) AS each
                LEFT JOIN closed_day AS gone ON gone.id = (each ->> 'id')::bigint
                LEFT JOIN branch AS own ON own.code = each ->> 'branch'
            ) AS became
            WHERE became.told GROUP BY 1
        ) AS named;
    END IF;
    FOR it IN SELECT each FROM jsonb_array_elements(changes) AS each LOOP
        IF NOT madoguchi_masters_fit(it) THEN
            PERFORM madoguchi_refuse('what is told is within its bounds');
        END IF;
        CASE it ->> 'change'
{master_changes}
        ELSE
            PERFORM madoguchi_refuse('a change is one of those that there are');
        END CASE;
    END LOOP;
    {raise_masters_version};
    INSERT INTO act (id, at, staff_id, branch_id, workstation, channel, verb, outcome, details, sequence, hash)
    SELECT made ->> 'id', madoguchi_moment(), by_staff, (made ->> 'branch')::bigint, made ->> 'workstation', 'counter',
           'masters.import', 'done', json_object_agg(named.name, named.value ORDER BY named.name), 0, ''
    FROM (
        SELECT each ->> 'change' AS name, to_json(count(*)) AS value
        FROM jsonb_array_elements(changes) AS each GROUP BY 1
        UNION ALL SELECT key, value FROM json_each(days)
    ) AS named;
    came := 'done';
{errors_without_detail}END $$;
