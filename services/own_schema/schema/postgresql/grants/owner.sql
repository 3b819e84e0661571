-- The owner has all rights by ownership, except to empty or rewrite the audit record by mistake.
CREATE OR REPLACE TRIGGER act_stays BEFORE UPDATE OR DELETE ON act
    FOR EACH ROW EXECUTE FUNCTION madoguchi_never();
CREATE OR REPLACE TRIGGER act_not_emptied BEFORE TRUNCATE ON act
    FOR EACH STATEMENT EXECUTE FUNCTION madoguchi_never();
CREATE OR REPLACE TRIGGER seal_stays BEFORE UPDATE OR DELETE ON chain_seal
    FOR EACH ROW EXECUTE FUNCTION madoguchi_never();
CREATE OR REPLACE TRIGGER seal_not_emptied BEFORE TRUNCATE ON chain_seal
    FOR EACH STATEMENT EXECUTE FUNCTION madoguchi_never();

-- Functions and procedures run only for logins that are granted them by name.
DO $$
DECLARE
    it text;
BEGIN
    FOR it IN
        SELECT oid::regprocedure FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'madoguchi\_%'
    LOOP
        EXECUTE format('ALTER ROUTINE %s OWNER TO madoguchi_owner', it);
        EXECUTE format('REVOKE EXECUTE ON ROUTINE %s FROM PUBLIC', it);
    END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION
    madoguchi_note_look(text, bigint, boolean, text, bigint, text, text), madoguchi_find_look(bigint),
    madoguchi_read_look(bigint),
    madoguchi_read_patron(bigint, boolean, text, text),
    madoguchi_facts(bigint, text, text, text, text[], bigint, bigint, text), madoguchi_warm(),
    madoguchi_carry_out(bigint, text, jsonb, jsonb, text, text[], bigint, bigint, text),
    madoguchi_note_own_password(text, text, bigint, text, text), madoguchi_lock_chain(text)
TO madoguchi_counter, madoguchi_phone;
GRANT EXECUTE ON PROCEDURE
    madoguchi_look(text, bigint, boolean, text, bigint, text, text, text, json, json)
TO madoguchi_counter, madoguchi_phone;

GRANT EXECUTE ON FUNCTION madoguchi_is_owner(), madoguchi_has_group(text)
    TO madoguchi_counter, madoguchi_phone, madoguchi_worker, madoguchi_portal;
