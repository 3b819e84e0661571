-- Per-login mutexes, one row each: for acts (their chain) and for checks of callers (their count). Advisory locks won't
-- do: unless a superuser made the library, any login could take and keep them; these rows a login reaches only by its
-- own calls. Unlogged: empty after a crash.
CREATE UNLOGGED TABLE IF NOT EXISTS madoguchi.turn (what text, login text, PRIMARY KEY (what, login));
ALTER TABLE madoguchi.turn OWNER TO madoguchi_owner;

CREATE OR REPLACE FUNCTION madoguchi_take_turn(of_what text, of_login text) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM FROM madoguchi.turn t WHERE t.what = of_what AND t.login = of_login FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO madoguchi.turn VALUES (of_what, of_login) ON CONFLICT DO NOTHING;
        PERFORM FROM madoguchi.turn t WHERE t.what = of_what AND t.login = of_login FOR UPDATE;
    END IF;
END $$;

-- Locks a login's own chain until the transaction ends: an act's outcome is final once this lock is free.
CREATE OR REPLACE FUNCTION madoguchi_lock_chain(of_login text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF of_login IS DISTINCT FROM session_user::text AND NOT madoguchi_is_owner() THEN
        PERFORM madoguchi_refuse('a chain is locked by whose it is');
    END IF;
    PERFORM madoguchi_take_turn('act', of_login);
{errors_without_detail}END $$;
