-- What an administrator does to logins, with the administrator's own rights.

CREATE OR REPLACE FUNCTION madoguchi_let_connect(login text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF public.madoguchi_kinds_of(login::name, 'USAGE') > 1 THEN
        PERFORM public.madoguchi_refuse('a login is of one kind');
    END IF;
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), login);
END $$;

-- No sign-in, no right and no open connection is left, and all of it happens or nothing.
CREATE OR REPLACE FUNCTION madoguchi_disable(login text) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    held text;
BEGIN
    UPDATE staff SET disabled_at = madoguchi_now() WHERE id = login AND disabled_at IS NULL;
    EXECUTE format('ALTER ROLE %I NOLOGIN', login);
    FOR held IN
        SELECT r.rolname FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid
        JOIN pg_roles member ON member.oid = m.member WHERE member.rolname = login
    LOOP
        EXECUTE format('REVOKE %I FROM %I', held, login);
    END LOOP;
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM %I', current_database(), login);
    IF NOT pg_has_role(current_user, login, 'USAGE') THEN
        EXECUTE format('GRANT %I TO %I WITH INHERIT TRUE', login, current_user);  -- to end connections, for this moment
        PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = login;
        EXECUTE format('REVOKE %I FROM %I', login, current_user);
    ELSE
        PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = login;
    END IF;
END $$;
