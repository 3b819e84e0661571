SELECT hash FROM staff
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
DELETE FROM circulation_rule -- supervisor: a change needs the record of its act
INSERT INTO wording (name, valid_from, text) VALUES ('slip.ja.title', '2026-01-01', 'x') -- supervisor: a change needs the record of its act
DELETE FROM branch
DELETE FROM code_label
SELECT * FROM identity_miss
DELETE FROM identity_miss
UPDATE identity_miss SET at = '2020-01-01'
DELETE FROM identity_check
UPDATE identity_check SET at = '2020-01-01'
UPDATE identity_check SET outcome = 'passed'
SELECT * FROM madoguchi.search_asked
DELETE FROM madoguchi.search_asked
SELECT * FROM madoguchi.told
DELETE FROM madoguchi.told
SELECT * FROM madoguchi.tried
UPDATE madoguchi.tried SET compared = false
