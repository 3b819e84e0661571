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
SELECT madoguchi_password_recipe({patron})
SELECT madoguchi_password_fits({patron}, 'x')
INSERT INTO act (id, at, staff_id, branch_id, workstation, channel, patron_id, verb, outcome, details, sequence, hash) VALUES ('x', madoguchi_now(), '{me}', {branch}, 'w', 'counter', NULL, 'masters.import', 'done', '{{}}', 1, repeat('0', 64)) -- this role may not do this act on this channel
SELECT * FROM madoguchi_open_patrons()
SELECT patron_id FROM password_credential
UPDATE identity_check SET outcome = 'passed', open_until = '2030-01-01'
UPDATE identity_check SET patron_id = {another}
SELECT * FROM madoguchi_check_caller({patron}, NULL, NULL, NULL, '{me}', {branch}, 'w') -- a check takes two facts
SELECT * FROM madoguchi_check_caller({patron}, 'x', NULL, NULL, '{other}', {branch}, 'w') -- a check stands in the name of who makes it
SELECT * FROM madoguchi_phone_look('123456789', NULL, '{other}', {branch}, 'w', 'look_up') -- a look stands in the name of who looks
UPDATE patron SET email = 'mine@example.jp'
SELECT * FROM patron_gram
SELECT patron_id FROM patron_gram WHERE gram = 'カワ'
SELECT name FROM patron WHERE search_key LIKE '%カワ%'
INSERT INTO access_log (at, staff_id, branch_id, workstation, channel, patron_id, purpose) VALUES (madoguchi_now(), '{me}', {branch}, 'w', 'phone', NULL, 'search')
INSERT INTO act (id, at, staff_id, branch_id, workstation, channel, patron_id, verb, outcome, details, sequence, hash) VALUES ('x', madoguchi_now(), '{me}', {branch}, 'w', 'counter', NULL, 'own_password.change', 'done', '{{}}', 1, repeat('0', 64)) -- this role may not do this act on this channel
SELECT * FROM madoguchi_check_caller({patron}, 'カワグチハナコ', NULL, NULL, '{me}', {branch}, 'w') -- a check takes more than stands on the card
CALL madoguchi_search('{{{{カワ}}}}', '{{{{^カワ}}}}', '{{{{0}}}}', '{{{{9}}}}', NULL, NULL, NULL, '{me}', {branch}, 'w', NULL, NULL)
SELECT madoguchi_note_search('{{}}', '{{}}', '{{}}', '{{}}', '1980-04-02', NULL, NULL, '{me}', {branch}, 'w')
SELECT * FROM madoguchi_acts_on({patron}, false, false, '{me}', '2番窓口') -- by telephone acts are listed of an identified caller
SELECT * FROM madoguchi_open_mail()
SELECT * FROM madoguchi_note_try({patron}, NULL, NULL, NULL, '{me}', {branch}, 'w') -- a check takes two facts
SELECT * FROM madoguchi_note_try(NULL, NULL, '1980-04-02', NULL, '{me}', {branch}, 'w') -- a check takes two facts
SELECT * FROM madoguchi_note_try(NULL, '', '1980-04-02', NULL, '{me}', {branch}, 'w') -- a check takes two facts
SELECT * FROM madoguchi_note_try({patron}, 'x', NULL, '', '{me}', {branch}, 'w') -- a check takes more than stands on the card
SELECT * FROM madoguchi_note_try({patron}, NULL, '1980-04-02', NULL, '{other}', {branch}, 'w') -- a check stands in the name of who makes it
SELECT * FROM madoguchi_note_try({patron}, NULL, '1980-04-02', NULL, NULL, {branch}, 'w') -- a check stands in the name of who makes it
SELECT madoguchi_end_check({another}, '{other}', '2番窓口') -- a check stands in the name of who makes it
SELECT * FROM madoguchi_check_outcome(NULL) -- a try is counted and committed before it is compared, once
SELECT * FROM madoguchi_note_meant(1) -- a try is counted and committed before it is compared, once
DO $$ DECLARE t bigint; BEGIN t := (madoguchi_note_try({patron}, NULL, '1980-04-02', NULL, '{me}', {branch}, 'w')).this_try; PERFORM madoguchi_check_outcome(t); END $$ -- a try is counted and committed before it is compared, once
DO $$ DECLARE t bigint; BEGIN t := (madoguchi_note_try(NULL, 'x', '1980-04-02', NULL, '{me}', {branch}, 'w')).this_try; PERFORM madoguchi_note_meant(t); END $$ -- a try is counted and committed before it is compared, once
