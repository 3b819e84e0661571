-- The tables are closed: roles.sql took every privilege on them, so that no row is left for a policy to hide. A table that has
-- none isn't locked.
DO $$
DECLARE
    policy record;
    it regclass;
BEGIN
    FOR policy IN
        SELECT polname, polrelid::regclass AS of FROM pg_policy JOIN pg_class c ON c.oid = polrelid
        WHERE c.relnamespace = 'public'::regnamespace
    LOOP
        EXECUTE format('DROP POLICY %I ON %s', policy.polname, policy.of);
    END LOOP;
    FOR it IN
        SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relrowsecurity
    LOOP
        EXECUTE format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', it);
    END LOOP;
END $$;
