-- What a desk lists: the acts on a patron, and the reports of the whole library that wait for a supervisor.

-- Whether this desk's check of the caller was passed, is committed and hasn't ended.
CREATE OR REPLACE FUNCTION madoguchi_caller_is_known(of_patron bigint, by_staff text, at_workstation text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF by_staff IS DISTINCT FROM session_user::text AND NOT madoguchi_is_owner() THEN
        PERFORM madoguchi_refuse('a check is told to who made it');
    END IF;
    RETURN madoguchi_is_identified(of_patron, by_staff, at_workstation);
{errors_without_detail}END $$;

-- The latest acts on a patron, with how many there are: a login's own, or for a supervisor at the counter all logins'
-- on a patron whom they looked up. By telephone only of an identified caller. Of the days from the first to the last, each
-- null for any.
CREATE OR REPLACE FUNCTION madoguchi_acts_on(
    of_patron bigint, everybodys boolean, phone boolean, by_staff text, at_workstation text,
    first_day date, last_day date
) RETURNS TABLE (
    at timestamptz, staff_id varchar, staff_name varchar, branch varchar, workstation varchar, channel varchar,
    verb varchar, subject varchar, subject_id bigint, outcome varchar, details json, approver varchar, total bigint
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    by_phone CONSTANT boolean := madoguchi_on_phone(phone IS NOT FALSE);
    since CONSTANT timestamptz := coalesce(first_day::timestamp AT TIME ZONE 'Asia/Tokyo', '-infinity');
    until CONSTANT timestamptz := coalesce((last_day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo', 'infinity');
BEGIN
    IF by_staff IS DISTINCT FROM session_user::text AND NOT madoguchi_is_owner() THEN
        PERFORM madoguchi_refuse('acts are listed for who asks');
    ELSIF by_phone AND NOT madoguchi_caller_is_known(of_patron, by_staff, at_workstation) THEN
        PERFORM madoguchi_refuse('by telephone acts are listed of an identified caller');
    ELSIF everybodys IS NOT TRUE THEN
        RETURN QUERY {acts_of_one};
    ELSIF by_phone OR NOT (madoguchi_has_group('supervisor') OR madoguchi_is_owner()) THEN
        PERFORM madoguchi_refuse('a supervisor at the counter lists everybody''s acts');
    ELSE
        PERFORM madoguchi_require_look(of_patron, by_staff);
        RETURN QUERY {acts_of_everybody};
    END IF;
{errors_without_detail}END $$;

-- Who looked at a patron whom this login looked up, and callers who weren't found to be that patron: a login's own, or for a
-- supervisor all logins'. Nobody lists them by telephone.
CREATE OR REPLACE FUNCTION madoguchi_looks_at(
    of_patron bigint, everybodys boolean, by_staff text, first_day date, last_day date
) RETURNS TABLE (
    at timestamptz, staff_id varchar, staff_name varchar, branch varchar, workstation varchar, channel varchar,
    verb varchar, subject varchar, subject_id bigint, outcome varchar, details json, approver varchar, total bigint
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    since CONSTANT timestamptz := coalesce(first_day::timestamp AT TIME ZONE 'Asia/Tokyo', '-infinity');
    until CONSTANT timestamptz := coalesce((last_day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo', 'infinity');
BEGIN
    PERFORM madoguchi_begin_reading();
    IF by_staff IS DISTINCT FROM session_user::text AND NOT madoguchi_is_owner() THEN
        PERFORM madoguchi_refuse('acts are listed for who asks');
    ELSIF madoguchi_on_phone(false) THEN
        PERFORM madoguchi_refuse('nobody but the counter lists looks');
    ELSIF everybodys IS TRUE AND NOT (madoguchi_has_group('supervisor') OR madoguchi_is_owner()) THEN
        PERFORM madoguchi_refuse('a supervisor at the counter lists everybody''s acts');
    END IF;
    PERFORM madoguchi_require_look(of_patron, by_staff);
    IF everybodys THEN
        RETURN QUERY {looks_of_everybody};
    ELSE
        RETURN QUERY {looks_of_one};
    END IF;
{errors_without_detail}END $$;
