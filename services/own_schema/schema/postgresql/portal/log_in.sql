-- The log-in to 「利用者のページ」, which services/rules/passwords/patron_login.py judges in a file; for the portal
-- alone. A try is committed as a wrong one before it is compared, so that no try is uncounted. A right one answers a
-- token, by which the password is changed. The hash in force never leaves the database. The portal gets its parameters,
-- and sends the hash that it made of the typed password with them.

-- Only these functions reach either table. Both are empty after a crash: patrons log in once more.
CREATE UNLOGGED TABLE IF NOT EXISTS madoguchi.portal_try (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    by_login text NOT NULL DEFAULT session_user,
    noted_by xid8 NOT NULL DEFAULT pg_current_xact_id(),
    at timestamptz NOT NULL,
    card_number text NOT NULL,
    patron_id bigint NOT NULL,
    password_version integer NOT NULL,
    told text,
    locked boolean NOT NULL
);
ALTER TABLE madoguchi.portal_try OWNER TO madoguchi_owner;
CREATE UNLOGGED TABLE IF NOT EXISTS madoguchi.portal_session (
    token_hash bytea PRIMARY KEY,
    by_login text NOT NULL DEFAULT session_user,
    patron_id bigint NOT NULL,
    password_version integer NOT NULL,
    must_change boolean NOT NULL,
    ends_at timestamptz NOT NULL
);
ALTER TABLE madoguchi.portal_session OWNER TO madoguchi_owner;

CREATE OR REPLACE FUNCTION madoguchi_for_portal() RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM madoguchi_begin_call();
    IF NOT (madoguchi_has_group('portal') OR madoguchi_is_owner()) THEN
        PERFORM madoguchi_refuse('this is the portal''s');
    END IF;
END $$;

-- A hash without its last part: version, cost and salt.
CREATE OR REPLACE FUNCTION madoguchi_hash_recipe(hash text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
RETURN regexp_replace(hash, '[^$]*$', '');

-- How the password of a card in use was hashed, with its last part's length; null where no password is looked at, and
-- where following it would take more than the bounds let it.
CREATE OR REPLACE FUNCTION madoguchi_log_in_recipe(by_card text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    kept text;
BEGIN
    PERFORM madoguchi_for_portal();
    SELECT p.hash INTO kept FROM card c JOIN password_credential p ON p.patron_id = c.patron_id
    WHERE c.number = upper(by_card) AND c.status <> 'retired' AND p.disabled_at IS NULL
      AND (p.locked_until > madoguchi_moment()) IS NOT TRUE AND madoguchi_is_hash(p.hash);
    RETURN madoguchi_hash_recipe(kept) || length(substring(kept FROM '[^$]*$'));
{errors_without_detail}END $$;

-- Counts a try as a wrong one and keeps what was made of the typed password; null where no recipe was answered. Nothing
-- is counted where no password is looked at: `outcome` says why. `changed`: another password is in force than the one
-- whose recipe was answered.
CREATE OR REPLACE FUNCTION madoguchi_note_log_in(
    by_card text, told text, OUT outcome text, OUT which_try bigint, OUT closed_until timestamptz
)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    moment timestamptz;
    most CONSTANT integer := {number wrong_logins_to_lock};
    lock_minutes CONSTANT integer := {number lock_minutes};
    shown card;
    kept password_credential;
    whose bigint;
    counted integer;
    until timestamptz;
BEGIN
    PERFORM madoguchi_for_portal();
    DELETE FROM madoguchi.portal_try WHERE id IN (
        SELECT id FROM madoguchi.portal_try WHERE at < madoguchi_moment() - interval '1 minute' FOR UPDATE SKIP LOCKED);
    SELECT * INTO shown FROM card WHERE number = upper(by_card);
    whose := shown.patron_id;
    SELECT * INTO kept FROM password_credential p WHERE p.patron_id = whose FOR UPDATE;
    moment := madoguchi_moment();
    outcome := CASE
        WHEN shown.id IS NULL THEN 'unknown'
        WHEN shown.status = 'retired' THEN 'retired'
        WHEN kept.patron_id IS NULL THEN 'none_issued'
        WHEN kept.disabled_at IS NOT NULL THEN 'disabled'
        WHEN kept.locked_until > moment THEN 'locked'
        WHEN madoguchi_hash_recipe(told) <> madoguchi_hash_recipe(kept.hash) THEN 'changed'
        ELSE 'noted' END;
    IF outcome = 'locked' THEN
        closed_until := kept.locked_until;
    ELSIF outcome = 'noted' THEN
        {count_try} INTO counted, until;
        INSERT INTO madoguchi.portal_try (at, card_number, patron_id, password_version, told, locked)
        VALUES (moment, shown.number, whose, kept.version, told, until IS NOT NULL) RETURNING id INTO which_try;
    END IF;
{errors_without_detail}END $$;

-- Compares a try that was committed, once, and forgets it. A right one ends the count, and the lock if its own count
-- made that.
CREATE OR REPLACE FUNCTION madoguchi_log_in_outcome(
    of_try bigint, OUT outcome text, OUT patron bigint, OUT closed_until timestamptz, OUT token text
)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    moment timestamptz;
    tried madoguchi.portal_try;
    kept password_credential;
    whose bigint;
BEGIN
    PERFORM madoguchi_for_portal();
    SELECT * INTO tried FROM madoguchi.portal_try t WHERE t.id = of_try AND t.by_login = session_user::text FOR UPDATE;
    IF tried.id IS NULL OR tried.at < madoguchi_moment() - interval '1 minute' OR tried.noted_by = pg_current_xact_id() THEN
        PERFORM madoguchi_refuse('a try is committed before it is compared');
    END IF;
    DELETE FROM madoguchi.portal_try t WHERE t.id = of_try;
    whose := tried.patron_id;
    SELECT * INTO kept FROM password_credential p WHERE p.patron_id = whose FOR UPDATE;
    moment := madoguchi_moment();
    outcome := CASE
        WHEN NOT EXISTS (SELECT FROM card c WHERE c.number = tried.card_number AND c.status <> 'retired') THEN 'retired'
        WHEN kept.disabled_at IS NOT NULL THEN 'disabled'
        WHEN (tried.told = kept.hash AND tried.password_version = kept.version) IS NOT TRUE THEN 'wrong'
        WHEN kept.locked_until > moment AND NOT tried.locked THEN 'locked'
        WHEN kept.kind = 'initial' AND madoguchi_today() > kept.expires_on THEN 'expired'
        WHEN kept.must_change THEN 'must_change'
        ELSE 'ok' END;
    IF outcome IN ('locked', 'wrong') THEN
        closed_until := kept.locked_until;
    ELSIF outcome IN ('expired', 'must_change', 'ok') THEN
        {end_count};
    END IF;
    IF outcome IN ('must_change', 'ok') THEN
        patron := whose;
        DELETE FROM madoguchi.portal_session WHERE token_hash IN (
            SELECT token_hash FROM madoguchi.portal_session WHERE ends_at <= moment FOR UPDATE SKIP LOCKED);
        token := replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
        INSERT INTO madoguchi.portal_session (token_hash, patron_id, password_version, must_change, ends_at)
        VALUES (sha256(convert_to(token, 'UTF8')), whose, kept.version, kept.must_change, moment + interval '30 minutes');
    END IF;
{errors_without_detail}END $$;

-- One try, one round trip; within a transaction of the client's the COMMIT is refused. A procedure that commits has
-- neither a definer nor settings of its own, so that it names everything with its schema.
CREATE OR REPLACE PROCEDURE madoguchi_log_in(
    by_card text, told text, INOUT outcome text DEFAULT NULL, INOUT patron bigint DEFAULT NULL,
    INOUT closed_until timestamptz DEFAULT NULL, INOUT token text DEFAULT NULL
)
LANGUAGE plpgsql AS $$
DECLARE
    noted bigint;
BEGIN
    SELECT it.outcome, it.which_try, it.closed_until INTO outcome, noted, closed_until
    FROM public.madoguchi_note_log_in(by_card, told) AS it;
    COMMIT;
    IF noted IS NOT NULL THEN
        SELECT it.outcome, it.patron, it.closed_until, it.token INTO outcome, patron, closed_until, token
        FROM public.madoguchi_log_in_outcome(noted) AS it;
    END IF;
END $$;

-- The log-in of a token: for this login, until it ends or another password is in force, and while a card is in use.
CREATE OR REPLACE FUNCTION madoguchi_session_of(of_token text) RETURNS madoguchi.portal_session
LANGUAGE plpgsql STABLE SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    found madoguchi.portal_session;
BEGIN
    PERFORM madoguchi_for_portal();
    SELECT s.* INTO found
    FROM madoguchi.portal_session s
    JOIN password_credential p ON p.patron_id = s.patron_id AND p.version = s.password_version
    WHERE s.token_hash = sha256(convert_to(of_token, 'UTF8')) AND s.by_login = session_user::text
      AND s.ends_at > madoguchi_moment() AND p.disabled_at IS NULL
      AND EXISTS (SELECT FROM card c WHERE c.patron_id = s.patron_id AND c.status <> 'retired');
    IF found.patron_id IS NULL THEN
        PERFORM madoguchi_refuse('nobody is logged in by this token');
    END IF;
    RETURN found;
END $$;

-- The logged-in patron; refuses while the password has to be changed first.
CREATE OR REPLACE FUNCTION madoguchi_logged_in(of_token text) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    is_of CONSTANT madoguchi.portal_session := madoguchi_session_of(of_token);
BEGIN
    IF is_of.must_change THEN
        PERFORM madoguchi_refuse('nobody is logged in by this token');
    END IF;
    RETURN is_of.patron_id;
{errors_without_detail}END $$;

-- The patron's own password, as its hash. The log-in that changed it goes on; every other one ends.
CREATE OR REPLACE FUNCTION madoguchi_portal_change_password(of_token text, new_hash text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    whose CONSTANT bigint := (madoguchi_session_of(of_token)).patron_id;
    moment timestamptz;
    kept password_credential;
BEGIN
    PERFORM madoguchi_lock_patron(whose);
    SELECT * INTO kept FROM password_credential p WHERE p.patron_id = whose FOR UPDATE;
    moment := madoguchi_moment();
    PERFORM madoguchi_session_of(of_token);  -- another password may have come into force meanwhile
    IF (new_hash <> kept.hash) IS NOT TRUE THEN
        PERFORM madoguchi_refuse('a new password is another one');
    END IF;
    {set_own_password};
    UPDATE madoguchi.portal_session s SET password_version = kept.version + 1, must_change = false
    WHERE s.token_hash = sha256(convert_to(of_token, 'UTF8'));
    DELETE FROM madoguchi.portal_session s WHERE s.patron_id = whose AND s.password_version <= kept.version;
{errors_without_detail}END $$;

CREATE OR REPLACE FUNCTION madoguchi_log_out(of_token text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM madoguchi_for_portal();
    DELETE FROM madoguchi.portal_session s
    WHERE s.token_hash = sha256(convert_to(of_token, 'UTF8')) AND s.by_login = session_user::text;
{errors_without_detail}END $$;
