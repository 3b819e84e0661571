SELECT * FROM pg_authid
SELECT rolpassword FROM pg_authid WHERE rolname = '{me}'
SELECT * FROM pg_shadow
SELECT pg_read_file('pg_hba.conf')
COPY act TO '/tmp/stolen'
COPY patron TO PROGRAM 'cat'
SELECT hash FROM staff
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
TRUNCATE act
TRUNCATE access_log
DELETE FROM act
UPDATE act SET outcome = 'done'
UPDATE access_log SET purpose = 'look_up'
DELETE FROM chain_seal
UPDATE circulation_rule SET value = 'true' WHERE name = 'renewal_by_phone' -- supervisor: a change needs the record of its act
UPDATE masters_version SET version = 99 -- supervisor: a change needs the record of its act
INSERT INTO clock_offset (id, seconds) VALUES (2, 86400)
UPDATE clock_offset SET seconds = 0
UPDATE staff SET role = 'supervisor' WHERE id = '{me}'
INSERT INTO staff (id, name, role, branch_id) VALUES ('mine', 'x', 'supervisor', {branch})
UPDATE branch SET name = 'x' -- supervisor: a change needs the record of its act
INSERT INTO closed_day (branch_id, day, open, special, note) VALUES ({branch}, '2027-01-01', true, false, '') -- supervisor: a change needs the record of its act
DELETE FROM patron WHERE id = {patron}
INSERT INTO patron SELECT * FROM patron
INSERT INTO loan (item_id, patron_id, branch_id, loaned_on, due_on) VALUES ({item}, {patron}, {branch}, '2026-11-24', '2026-12-08')
DELETE FROM loan WHERE id = {loan}
DELETE FROM reference_question
UPDATE purchase_request SET status = 'received'
INSERT INTO bib_record (title, author, publisher, material_type_id) VALUES ('x', '', '', 1)
UPDATE bib_record SET title = 'x'
UPDATE item SET branch_id = branch_id
DELETE FROM item
INSERT INTO access_log (at, staff_id, branch_id, workstation, channel, patron_id, purpose) VALUES (madoguchi_now(), '{other}', {branch}, 'w', '{channel}', {patron}, 'look_up') -- a look stands in the name of who looks; phone: -; call: -; worker: -; portal: -; circulation: -
INSERT INTO identity_check (patron_id, staff_id, branch_id, workstation, at, outcome, facts, open_until) VALUES ({patron}, '{me}', {branch}, 'w', madoguchi_now(), 'passed', '{{}}', '2030-01-01')
INSERT INTO identity_check (patron_id, staff_id, branch_id, workstation, at, outcome, facts, open_until) VALUES ({patron}, '{other}', {branch}, 'w', madoguchi_now(), 'passed', '{{}}', '2030-01-01')
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{other}'
SELECT madoguchi_disable('{other}')
SELECT madoguchi_let_connect('{me}')
DELETE FROM circulation_rule -- supervisor: a change needs the record of its act
INSERT INTO wording (name, valid_from, text) VALUES ('slip.ja.title', '2026-01-01', 'x') -- supervisor: a change needs the record of its act
DELETE FROM branch
DELETE FROM code_label
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
SELECT * FROM identity_miss
DELETE FROM identity_miss
UPDATE identity_miss SET at = '2020-01-01'
DELETE FROM identity_check
UPDATE identity_check SET at = '2020-01-01'
UPDATE identity_check SET outcome = 'passed'
SELECT * FROM madoguchi_misses_of({another}, '2020-01-01')
SELECT * FROM madoguchi_standing(ARRAY[{another}]::bigint[], '{other}', madoguchi_now())
SELECT * FROM madoguchi.search_asked
DELETE FROM madoguchi.search_asked
SELECT madoguchi_found_by_facts('1980-04-02', NULL, NULL, '{{}}', '{{}}')
SELECT * FROM madoguchi.told
DELETE FROM madoguchi.told
SELECT madoguchi_lock_tries('{other}', ARRAY[{patron}::bigint])
SELECT * FROM madoguchi.tried
UPDATE madoguchi.tried SET compared = false
SELECT madoguchi_is_counted_try('{{}}', '{{}}')
