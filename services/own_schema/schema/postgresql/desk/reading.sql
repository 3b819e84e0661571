-- What a desk reads of the library itself, without a privilege on its tables: the masters, the signed-in account, an
-- act's outcome, and what `doctor` asks.

-- All masters as one JSON document; a connection keeps no plan of it, which it seldom wants again.
CREATE OR REPLACE FUNCTION madoguchi_masters() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp SET DateStyle = 'ISO' AS $$
DECLARE
    masters text;
BEGIN
    EXECUTE $masters$ SELECT ({all_masters}) $masters$ INTO masters;
    RETURN masters;
{errors_without_detail}END $$;

-- The library's time, and the version of its masters.
CREATE OR REPLACE FUNCTION madoguchi_present() RETURNS TABLE (now timestamptz, version integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY {time_and_version};
{errors_without_detail}END $$;

-- An account of the staff: the login's own, or for the owner any.
CREATE OR REPLACE FUNCTION madoguchi_account(whose text)
RETURNS TABLE (id varchar, name varchar, role varchar, branch_id bigint, disabled_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    wanted CONSTANT text := coalesce(whose, session_user::text);
BEGIN
    IF wanted <> session_user::text AND NOT madoguchi_is_owner() THEN
        PERFORM madoguchi_refuse('an account is shown to whom it belongs');
    END IF;
    RETURN QUERY SELECT s.id, s.name, s.role, s.branch_id, s.disabled_at FROM staff s WHERE s.id = wanted;
{errors_without_detail}END $$;

-- The outcome of an act of this login, from its record. For a found act it writes a row, since a commit with a write
-- waits for the standby.
CREATE OR REPLACE FUNCTION madoguchi_outcome(of_act text) RETURNS TABLE (verb varchar, outcome varchar)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT a.verb, a.outcome FROM act a
                 WHERE a.id = of_act AND (a.staff_id = session_user::text OR madoguchi_is_owner());
    IF FOUND THEN
        PERFORM pg_logical_emit_message(true, 'madoguchi', '');
    END IF;
{errors_without_detail}END $$;

-- The library's time, and by how many seconds it is moved; only the demo and tests move it.
CREATE OR REPLACE FUNCTION madoguchi_clock() RETURNS TABLE (at timestamptz, moved bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY {clock_as_it_stands};
{errors_without_detail}END $$;

-- How many mails are on their way, and since when the oldest waits.
CREATE OR REPLACE FUNCTION madoguchi_open_mail() RETURNS TABLE (mails bigint, since timestamptz, now timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY {open_mail};
{errors_without_detail}END $$;
