SELECT name FROM patron
SELECT kana, birth_date, address, email FROM patron WHERE id = {patron}
SELECT number FROM card
SELECT title FROM bib_record b JOIN hold h ON h.bib_record_id = b.id
SELECT * FROM loan
SELECT * FROM hold
SELECT * FROM hold_cancellation
SELECT question FROM reference_question
SELECT title FROM purchase_request
SELECT reason FROM suspension
SELECT * FROM patron_report
SELECT patron_id FROM outgoing_mail
{record:hold.change}SELECT 1 -- this role may not do this act on this channel
{record:loan.renew}SELECT 1 -- this role may not do this act on this channel
{record:password.reissue}SELECT 1 -- this role may not do this act on this channel
UPDATE password_credential SET hash = '$argon2id$x' WHERE patron_id = {patron}
INSERT INTO password_credential (patron_id, hash, kind, must_change, issued_at) VALUES ({another}, '$argon2id$x', 'initial', true, madoguchi_now())
UPDATE loan SET due_on = due_on + 14, renewals = 1, renewed_on = '2026-11-24' WHERE id = {loan}
UPDATE suspension SET lifted_at = madoguchi_now(), lifted_by = '{me}' WHERE id = {suspension}
INSERT INTO act (id, at, staff_id, branch_id, workstation, channel, patron_id, verb, outcome, details, sequence, hash) VALUES ('x', madoguchi_now(), '{me}', {branch}, 'w', 'counter', NULL, 'masters.import', 'done', '{{}}', 1, repeat('0', 64)) -- this role may not do this act on this channel
SELECT patron_id FROM password_credential
UPDATE identity_check SET outcome = 'passed', open_until = '2030-01-01'
UPDATE identity_check SET patron_id = {another}
UPDATE patron SET email = 'mine@example.jp'
SELECT * FROM patron_gram
SELECT patron_id FROM patron_gram WHERE gram = 'カワ'
SELECT name FROM patron WHERE search_key LIKE '%カワ%'
INSERT INTO access_log (at, staff_id, branch_id, workstation, channel, patron_id, purpose) VALUES (madoguchi_now(), '{me}', {branch}, 'w', 'phone', NULL, 'search')
INSERT INTO act (id, at, staff_id, branch_id, workstation, channel, patron_id, verb, outcome, details, sequence, hash) VALUES ('x', madoguchi_now(), '{me}', {branch}, 'w', 'counter', NULL, 'own_password.change', 'done', '{{}}', 1, repeat('0', 64)) -- this role may not do this act on this channel
SELECT madoguchi_password_fits({patron}, 'x')
SELECT * FROM madoguchi_check_caller({patron}, NULL, NULL, NULL, '{me}', {branch}, 'w') -- a check takes two facts
SELECT * FROM madoguchi_check_caller({patron}, 'x', NULL, NULL, '{other}', {branch}, 'w') -- a check stands in the name of who makes it
SELECT * FROM madoguchi_phone_look('123456789', NULL, '{other}', {branch}, 'w', 'look_up') -- a look stands in the name of who looks
SELECT * FROM madoguchi_check_caller({patron}, 'カワグチハナコ', NULL, NULL, '{me}', {branch}, 'w') -- a check takes more than stands on the card
