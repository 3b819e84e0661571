SELECT name FROM patron
SELECT hash FROM password_credential
SELECT question FROM reference_question
UPDATE patron SET email = 'mine@example.jp'
UPDATE act SET outcome = 'x'
UPDATE suspension SET lifted_at = now(), lifted_by = 'x'
UPDATE hold SET patron_id = {another} WHERE id = {hold}
