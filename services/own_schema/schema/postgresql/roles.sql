-- The group roles. They belong to the server, so that libraries beside each other share them; each library's own
-- logins may connect to it and to no other, because CONNECT is granted to logins only.
DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY[
        'madoguchi_owner', 'madoguchi_counter', 'madoguchi_phone', 'madoguchi_supervisor',
        'madoguchi_worker', 'madoguchi_portal', 'madoguchi_circulation'
    ] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN
                NULL;  -- another library of this server's was made at the same moment
            END;
        END IF;
    END LOOP;
END $$;

-- The login that makes the library can give its tables to the owner's role, and goes on as the owner.
DO $$
BEGIN
    IF NOT pg_has_role(current_user, 'madoguchi_owner', 'SET') THEN
        EXECUTE format('GRANT madoguchi_owner TO %I WITH INHERIT TRUE, SET TRUE', current_user);
    END IF;
END $$;

-- A supervisor may do what the counter may, and more.
GRANT madoguchi_counter TO madoguchi_supervisor;

-- No login has rights that aren't granted by name below.
DO $$
DECLARE
    here text := current_database();
    thing record;
BEGIN
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', here);
    REVOKE ALL ON SCHEMA public FROM PUBLIC;
    GRANT USAGE ON SCHEMA public
        TO madoguchi_counter, madoguchi_phone, madoguchi_worker, madoguchi_portal, madoguchi_circulation, madoguchi_owner;
    GRANT CREATE ON SCHEMA public TO madoguchi_owner;
    FOR thing IN SELECT oid::regclass AS name FROM pg_class
                 WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' LOOP
        EXECUTE format('ALTER TABLE %s OWNER TO madoguchi_owner', thing.name);
    END LOOP;
    REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, madoguchi_counter, madoguchi_phone,
        madoguchi_supervisor, madoguchi_worker, madoguchi_portal, madoguchi_circulation;
    REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, madoguchi_counter, madoguchi_phone,
        madoguchi_supervisor, madoguchi_worker, madoguchi_portal, madoguchi_circulation;
END $$;

-- The same of functions and procedures.
DO $$
DECLARE
    it text;
BEGIN
    FOR it IN SELECT oid::regprocedure FROM pg_proc
              WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'madoguchi\_%' LOOP
        EXECUTE format('REVOKE EXECUTE ON ROUTINE %s FROM PUBLIC, madoguchi_counter, madoguchi_phone, '
                       'madoguchi_supervisor, madoguchi_worker, madoguchi_portal, madoguchi_circulation', it);
    END LOOP;
END $$;

-- PostgreSQL's own functions that every login may call and that stop or fill a server: advisory locks and messages in
-- savepoints fill the table of locks, which all databases share; large objects and snapshots are files.
CREATE OR REPLACE FUNCTION madoguchi_open_to_everybody() RETURNS SETOF regprocedure
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT oid::regprocedure FROM pg_proc
    WHERE pronamespace = 'pg_catalog'::regnamespace AND has_function_privilege('public', oid, 'EXECUTE')
      AND proname ~ '^(pg_(try_)?advisory_|pg_logical_emit_message$|pg_export_snapshot$|lo_|lo(read|write)$)'
$$;

-- Only a superuser can revoke them from PUBLIC; if another login makes the library, a superuser upgrades it once.
DO $$
DECLARE
    opens regprocedure;
BEGIN
    IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        FOR opens IN SELECT madoguchi_open_to_everybody() LOOP
            EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', opens);
            IF opens::text LIKE 'pg_logical_emit_message%' THEN  -- madoguchi_outcome calls it
                EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO madoguchi_owner', opens);
            END IF;
        END LOOP;
    END IF;
END $$;
