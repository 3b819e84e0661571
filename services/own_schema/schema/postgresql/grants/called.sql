-- A client may have the server print its plans to it (`debug_print_plan`), and a plan holds the values that it is made
-- for. Callers mustn't see what the statements within a function compare. This runs after all grants.
DO $$
DECLARE
    it text;
BEGIN
    FOR it IN
        SELECT p.oid::regprocedure FROM pg_proc p
        WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'madoguchi\_%' AND prosecdef
          AND EXISTS (SELECT FROM aclexplode(proacl) AS granted WHERE granted.grantee <> proowner)
    LOOP
        EXECUTE format('ALTER FUNCTION %s SET client_min_messages = warning', it);
    END LOOP;
END $$;
