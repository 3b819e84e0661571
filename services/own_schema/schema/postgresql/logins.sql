-- What an administrator does to logins, with the administrator's own rights.

-- The logins that may connect besides the staff. A dump has no rights on its database; this table is in the dump.
CREATE TABLE IF NOT EXISTS madoguchi.service_login (name text PRIMARY KEY);
ALTER TABLE madoguchi.service_login OWNER TO madoguchi_owner;

-- How many connections a login may have at once: ten desks at three for staff. A number that an administrator set stays.
CREATE OR REPLACE FUNCTION madoguchi_limit_connections(login text) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    most integer := CASE
        WHEN pg_has_role(login, 'madoguchi_worker', 'MEMBER') THEN 10
        WHEN pg_has_role(login, 'madoguchi_portal', 'MEMBER')
            OR pg_has_role(login, 'madoguchi_circulation', 'MEMBER') THEN 20
        ELSE 30
    END;
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = login AND rolconnlimit = -1) THEN
        EXECUTE format('ALTER ROLE %I CONNECTION LIMIT %s', login, most);
    END IF;
END $$;

-- Resets a login's settings, by which it could spoil its later sign-ins, and sets its limit of connections.
CREATE OR REPLACE FUNCTION madoguchi_reset_login(login text) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    place text;
BEGIN
    FOR place IN
        SELECT CASE WHEN d.oid IS NULL THEN '' ELSE format('IN DATABASE %I', d.datname) END
        FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole LEFT JOIN pg_database d ON d.oid = s.setdatabase
        WHERE r.rolname = login
    LOOP
        EXECUTE format('ALTER ROLE %I %s RESET ALL', login, place);
    END LOOP;
    PERFORM madoguchi_limit_connections(login);
END $$;

CREATE OR REPLACE FUNCTION madoguchi_let_connect(login text) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF madoguchi_kinds_of(login::name, 'USAGE') > 1 THEN
        PERFORM madoguchi_refuse('a login is of one kind');
    END IF;
    INSERT INTO madoguchi.service_login (name)
    SELECT login WHERE NOT EXISTS (SELECT FROM staff WHERE id = login) ON CONFLICT DO NOTHING;
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), login);
    PERFORM madoguchi_reset_login(login);
END $$;

-- The logins that should be able to connect to this library, by its own tables.
CREATE OR REPLACE FUNCTION madoguchi_should_connect() RETURNS SETOF text
LANGUAGE sql STABLE SET search_path = public, pg_catalog, pg_temp AS $$
    SELECT id::text FROM staff WHERE disabled_at IS NULL UNION SELECT name FROM madoguchi.service_login
$$;

CREATE OR REPLACE FUNCTION madoguchi_end_connections(login text) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = login) THEN
        RETURN;  -- the server has lost it
    ELSIF NOT pg_has_role(current_user, login, 'USAGE') THEN
        EXECUTE format('GRANT %I TO %I WITH INHERIT TRUE', login, current_user);  -- to end connections, for this moment
        PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = login;
        EXECUTE format('REVOKE %I FROM %I', login, current_user);
    ELSE
        PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = login;
    END IF;
END $$;

-- The login is in this group of staff and in no other. A membership is revoked as its grantor; an administrator who may
-- not is refused. An open transaction would keep its old rights, so connections end.
CREATE OR REPLACE FUNCTION madoguchi_put_in_group(login text, wanted text) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    held record;
BEGIN
    FOR held IN
        SELECT r.rolname AS name, giver.rolname AS given_by FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid
        JOIN pg_roles giver ON giver.oid = m.grantor JOIN pg_roles member ON member.oid = m.member
        WHERE member.rolname = login AND r.rolname <> wanted
          AND r.rolname IN ('madoguchi_counter', 'madoguchi_phone', 'madoguchi_supervisor')
    LOOP
        EXECUTE format('REVOKE %I FROM %I GRANTED BY %I', held.name, login, held.given_by);
    END LOOP;
    EXECUTE format('GRANT %I TO %I', wanted, login);
    PERFORM madoguchi_reset_login(login);
    PERFORM madoguchi_end_connections(login);
END $$;

-- The login works again, in the group of its role; one that the server lost with its logins is made anew, and connects
-- once it has a password.
CREATE OR REPLACE FUNCTION madoguchi_enable(login text, wanted text) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    UPDATE staff SET disabled_at = NULL WHERE id = login;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = login) THEN
        EXECUTE format('ALTER ROLE %I LOGIN', login);
    ELSE
        EXECUTE format('CREATE ROLE %I LOGIN', login);
    END IF;
    PERFORM madoguchi_put_in_group(login, wanted);
    PERFORM madoguchi_let_connect(login);
END $$;

-- No sign-in, no right and no open connection is left, and all of it happens or nothing.
CREATE OR REPLACE FUNCTION madoguchi_disable(login text) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    held text;
BEGIN
    UPDATE staff SET disabled_at = madoguchi_moment() WHERE id = login AND disabled_at IS NULL;
    DELETE FROM madoguchi.service_login WHERE name = login;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = login) THEN
        RETURN;  -- the server has lost it
    END IF;
    EXECUTE format('ALTER ROLE %I NOLOGIN', login);
    PERFORM madoguchi_reset_login(login);
    FOR held IN
        SELECT r.rolname FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid
        JOIN pg_roles member ON member.oid = m.member WHERE member.rolname = login
    LOOP
        EXECUTE format('REVOKE %I FROM %I', held, login);
    END LOOP;
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM %I', current_database(), login);
    PERFORM madoguchi_end_connections(login);
END $$;

-- A database that was restored has no rights of its own: all logins that should connect may again. A login that another
-- administrator made may be given no limit by this one; doctor names it.
DO $$
DECLARE
    login text;
BEGIN
    FOR login IN
        SELECT rolname FROM pg_roles JOIN madoguchi_should_connect() AS it ON it = rolname
        WHERE rolcanlogin AND NOT rolsuper AND madoguchi_kinds_of(rolname, 'USAGE') = 1
    LOOP
        EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), login);
        BEGIN
            PERFORM madoguchi_limit_connections(login);
        EXCEPTION WHEN insufficient_privilege THEN
            NULL;
        END;
    END LOOP;
END $$;
