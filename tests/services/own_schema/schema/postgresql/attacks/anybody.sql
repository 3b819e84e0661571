SELECT * FROM pg_authid
SELECT rolpassword FROM pg_authid WHERE rolname = '{me}'
SELECT * FROM pg_shadow
SELECT pg_read_file('pg_hba.conf')
COPY act TO '/tmp/stolen'
COPY patron TO PROGRAM 'cat'
CREATE TEMP TABLE kept AS SELECT 1
CREATE TABLE kept (id integer)
CREATE SCHEMA mine
CREATE FUNCTION public.mine() RETURNS integer LANGUAGE sql AS 'SELECT 1'
SELECT lo_create(0)
SELECT lo_from_bytea(0, 'kept')
SET ROLE madoguchi_owner
SET SESSION AUTHORIZATION postgres
ALTER ROLE {me} SUPERUSER
ALTER ROLE {me} CREATEROLE
CREATE ROLE mine LOGIN
GRANT madoguchi_owner TO {me}
GRANT madoguchi_supervisor TO {me}
ALTER TABLE act DISABLE TRIGGER ALL
ALTER TABLE hold DISABLE TRIGGER ALL
SET session_replication_role = replica
DROP TRIGGER act_chain ON act
ALTER TABLE act DISABLE ROW LEVEL SECURITY
DROP TABLE access_log
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{other}'
SELECT madoguchi_disable('{other}')
SELECT madoguchi_let_connect('{me}')
SELECT rolpassword FROM pg_authid WHERE rolname = '{other}'
SELECT pg_ls_dir('.')
SELECT lo_import('/etc/passwd')
SELECT * FROM pg_largeobject
SELECT * FROM pg_user_mapping
SELECT * FROM pg_hba_file_rules
SET log_statement = 'all'
CREATE RULE mine AS ON SELECT TO bib_record DO INSTEAD SELECT 1
CREATE TRIGGER mine BEFORE INSERT ON act EXECUTE FUNCTION madoguchi_never()
ALTER FUNCTION madoguchi_is_owner() RENAME TO mine
ALTER DATABASE postgres SET session_replication_role = 'replica'
SELECT madoguchi_use_approval('{{}}', '[]', {patron}, '{other}')
SELECT * FROM madoguchi_standing(ARRAY[{another}]::bigint[], '{other}', true, false)
SELECT madoguchi_found_by_facts('1980-04-02', NULL, NULL, '{{}}', '{{}}')
SELECT madoguchi_lock_tries('{other}', ARRAY[{patron}::bigint])
ALTER ROLE {me} CONNECTION LIMIT -1
ALTER ROLE {other} RESET ALL
SELECT madoguchi_reset_login('{other}')
SELECT pg_advisory_lock(1)
SELECT pg_try_advisory_xact_lock(1)
SELECT pg_logical_emit_message(true, '', '')
SELECT pg_export_snapshot()
