SELECT address FROM patron
SELECT phone, birth_date FROM patron WHERE id = {patron}
SELECT * FROM act
SELECT * FROM access_log
SELECT * FROM staff
SELECT reason FROM suspension
SELECT body FROM outgoing_mail
SELECT * FROM identity_check
UPDATE suspension SET lifted_at = madoguchi_now(), lifted_by = 'x'
DELETE FROM suspension
UPDATE patron SET expires_on = '2030-01-01' WHERE id = {patron}
UPDATE patron SET name = 'x' WHERE id = {patron}
INSERT INTO act (id, at, staff_id, branch_id, workstation, channel, patron_id, verb, outcome, details, sequence, hash) VALUES ('x', madoguchi_now(), '{me}', {branch}, 'w', 'counter', {patron}, 'hold.change', 'done', '{{}}', 1, repeat('0', 64))
UPDATE hold SET status = 'ready', item_id = {item}, shelf_until = '2026-12-24' WHERE id = {hold}
UPDATE hold SET placed_at = '2020-01-01' WHERE id = {hold}
DELETE FROM patron
SELECT * FROM patron_gram
SELECT search_key FROM patron
INSERT INTO act (id, at, staff_id, branch_id, workstation, channel, patron_id, verb, outcome, details, sequence, hash) VALUES ('x', madoguchi_now(), '{me}', {branch}, 'w', 'counter', NULL, 'own_password.change', 'done', '{{}}', 1, repeat('0', 64))
