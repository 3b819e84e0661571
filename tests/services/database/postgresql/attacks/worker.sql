SELECT name FROM patron
SELECT hash FROM password_credential
SELECT question FROM reference_question
UPDATE patron SET email = 'mine@example.jp'
UPDATE act SET outcome = 'x'
DELETE FROM act
INSERT INTO loan (item_id, patron_id, branch_id, loaned_on, due_on) VALUES ({item}, {patron}, {branch}, '2026-11-24', '2026-12-08')
UPDATE suspension SET lifted_at = now(), lifted_by = 'x'
UPDATE hold SET patron_id = {another} WHERE id = {hold}
DELETE FROM chain_seal
SELECT pg_read_file('pg_hba.conf')
SET ROLE madoguchi_owner
