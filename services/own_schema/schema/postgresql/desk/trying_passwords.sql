-- Trying a patron's password, by the statements of services/own_schema/transactions/password_try_statements.py: a try is counted
-- and committed as a wrong login before the password is compared, even if the client rolls back. The desk hashes what
-- was typed, in the way that the kept hash was made.

-- A try, with what the desk made of the typed password until it is compared: only these functions reach it.
CREATE UNLOGGED TABLE IF NOT EXISTS madoguchi.tried (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    by_login text NOT NULL,
    patron_id bigint NOT NULL,
    version integer NOT NULL,
    made text,
    was_counted integer NOT NULL,  -- the count and the lock before
    was_locked timestamptz,
    now_counted integer NOT NULL,  -- and since
    now_locked timestamptz,
    written_by xid8 NOT NULL DEFAULT pg_current_xact_id(),
    compared boolean NOT NULL DEFAULT false,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
ALTER TABLE madoguchi.tried OWNER TO madoguchi_owner;

CREATE OR REPLACE FUNCTION madoguchi_must_have_looked_up(of_patron bigint) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF NOT (madoguchi_is_owner() OR madoguchi_has_group('counter')) THEN
        PERFORM madoguchi_refuse('a password is tried at the counter');
    END IF;
    PERFORM madoguchi_require_look(of_patron, session_user::text);
END $$;

-- The parameters of the hash in force, without the hash, and the count; nothing where there is none. And whether an act
-- was carried out already, which then tries nothing.
CREATE OR REPLACE FUNCTION madoguchi_password_in_force(of_patron bigint, for_act text)
RETURNS TABLE (
    now timestamptz, recipe text, version integer, wrong_logins integer, locked_until timestamptz, disabled_at timestamptz,
    done boolean
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM madoguchi_must_have_looked_up(of_patron);
    RETURN QUERY {password_in_force};
{errors_without_detail}END $$;

-- Counts a try as a wrong login. Answers it with the count before and since; or nothing, where another password is in
-- force, or none that is looked at.
CREATE OR REPLACE FUNCTION madoguchi_note_password_try(
    of_patron bigint, of_version integer, made text,
    OUT this_try bigint, OUT was_counted integer, OUT was_locked timestamptz,
    OUT now_counted integer, OUT now_locked timestamptz
)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    most CONSTANT integer := {number wrong_logins_to_lock};
    lock_minutes CONSTANT integer := {number lock_minutes};
BEGIN
    PERFORM madoguchi_begin_call();
    PERFORM madoguchi_must_have_looked_up(of_patron);
    {tried_password} INTO was_counted, was_locked;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    {count_wrong_login} INTO now_counted, now_locked;
    DELETE FROM madoguchi.tried WHERE id IN (
        SELECT id FROM madoguchi.tried WHERE at < clock_timestamp() - interval '1 minute' FOR UPDATE SKIP LOCKED);
    INSERT INTO madoguchi.tried AS noted (by_login, patron_id, version, made, was_counted, was_locked, now_counted, now_locked)
    VALUES (session_user, of_patron, of_version, made, was_counted, was_locked, now_counted, now_locked)
    RETURNING noted.id INTO this_try;
{errors_without_detail}END $$;

-- Compares what was made in a try that is counted and committed, and forgets it. A right password ends the count, as a
-- right login does; a lock by another try since then stays.
CREATE OR REPLACE FUNCTION madoguchi_password_outcome(of_try bigint, OUT fits boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    clock CONSTANT timestamptz := clock_timestamp();
    tried record;
BEGIN
    PERFORM madoguchi_begin_call();
    SELECT t.* INTO tried FROM madoguchi.tried t
    WHERE t.id = of_try AND (t.by_login = session_user::text OR madoguchi_is_owner())
      AND t.written_by <> pg_current_xact_id() AND NOT t.compared AND t.at > clock - interval '1 minute'
    FOR UPDATE;
    IF NOT FOUND THEN
        PERFORM madoguchi_refuse('a try is counted and committed before it is compared, once');
    END IF;
    PERFORM FROM password_credential c WHERE c.patron_id = tried.patron_id FOR NO KEY UPDATE;
    fits := coalesce(({password_fits}), false);
    IF fits THEN
        DELETE FROM madoguchi.tried t WHERE t.id = of_try;
        {end_count_of_try};
    ELSE
        UPDATE madoguchi.tried t SET made = NULL, compared = true WHERE t.id = of_try;
    END IF;
{errors_without_detail}END $$;

-- Whether a change of the count takes back a try of this login, once a try. If other tries counted since, it lowers the
-- count by one. For madoguchi_carry_out alone.
CREATE OR REPLACE FUNCTION madoguchi_gives_back(
    of_patron bigint, of_version integer, counted integer, wrong integer, locked timestamptz
) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    DELETE FROM madoguchi.tried WHERE id = (
        SELECT t.id FROM madoguchi.tried t
        WHERE t.by_login = session_user::text AND t.patron_id = of_patron AND t.version = of_version AND t.compared
          AND t.written_by <> pg_current_xact_id() AND t.at > clock_timestamp() - interval '1 minute'
          AND CASE WHEN counted = t.now_counted THEN wrong = t.was_counted AND locked IS NOT DISTINCT FROM t.was_locked
                   ELSE wrong = counted - 1 AND locked IS NULL END
        ORDER BY t.id DESC LIMIT 1);
    RETURN FOUND;
END $$;

-- One try, one round trip; looks.sql says what such a procedure can't have.
CREATE OR REPLACE PROCEDURE madoguchi_try_password(
    of_patron bigint, of_version integer, made text, INOUT fits boolean DEFAULT NULL,
    INOUT was_counted integer DEFAULT NULL, INOUT was_locked timestamptz DEFAULT NULL,
    INOUT now_counted integer DEFAULT NULL, INOUT now_locked timestamptz DEFAULT NULL
)
LANGUAGE plpgsql AS $$
DECLARE
    this_try bigint;
BEGIN
    fits := NULL;
    SELECT noted.this_try, noted.was_counted, noted.was_locked, noted.now_counted, noted.now_locked
    INTO this_try, was_counted, was_locked, now_counted, now_locked
    FROM public.madoguchi_note_password_try(of_patron, of_version, made) AS noted;
    COMMIT;
    IF this_try IS NOT NULL THEN
        SELECT came.fits INTO fits FROM public.madoguchi_password_outcome(this_try) AS came;
        COMMIT;
    END IF;
END $$;
