SELECT name FROM patron
SELECT hash FROM password_credential
SELECT question FROM reference_question
UPDATE patron SET email = 'mine@example.jp'
UPDATE act SET outcome = 'x'
UPDATE suspension SET lifted_at = madoguchi_now(), lifted_by = 'x'
UPDATE hold SET patron_id = {another} WHERE id = {hold}
SELECT * FROM patron_gram
SELECT search_key FROM patron
UPDATE patron SET search_key = 'x'
INSERT INTO act (id, at, staff_id, branch_id, workstation, channel, patron_id, verb, outcome, details, sequence, hash) VALUES ('x', madoguchi_now(), '{me}', {branch}, 'w', 'counter', NULL, 'own_password.change', 'done', '{{}}', 1, repeat('0', 64))
