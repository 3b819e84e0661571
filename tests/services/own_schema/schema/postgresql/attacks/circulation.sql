SELECT search_key FROM patron
SELECT keys_of FROM patron
SELECT kana_key, phone_digits, phone_end FROM patron
SELECT * FROM patron
SELECT * FROM patron_gram
SELECT question FROM reference_question
SELECT name, email, phone FROM reference_question
SELECT patron_id, wrong_logins, locked_until FROM password_credential
SELECT * FROM staff
SELECT id FROM staff
SELECT * FROM act
SELECT * FROM access_log
SELECT * FROM outgoing_mail
SELECT status FROM outgoing_mail
SELECT * FROM patron_report
SELECT * FROM contact_attempt
SELECT * FROM slip_hand_over
SELECT * FROM identity_check
SELECT * FROM clearing
SELECT * FROM wording
SELECT * FROM madoguchi.lent
INSERT INTO madoguchi.lent (patron_id, bib_record_id, item_id) VALUES ({patron}, {title}, {item})
SELECT last_value FROM hold_id_seq
SELECT nextval('hold_id_seq')
SELECT setval('hold_id_seq', 1)
SELECT setval('patron_id_seq', 9000000000000000000)
SELECT nextval('card_id_seq')
CREATE TEMP TABLE import_patron (id bigint)
LOCK TABLE act IN ACCESS EXCLUSIVE MODE
LOCK TABLE loan IN SHARE ROW EXCLUSIVE MODE
TRUNCATE hold
UPDATE patron SET search_key = 'x'
UPDATE patron SET kana_key = 'x', kana_order = 1, phone_digits = '1', phone_end = '1', keys_of = 'x'
UPDATE patron SET version = 99 WHERE id = {patron}
UPDATE patron SET id = 99999 WHERE id = {patron}
UPDATE card SET number = '999999999'
UPDATE card SET patron_id = {another}
UPDATE card SET replaced_by_id = id, status = 'retired'
DELETE FROM card
UPDATE card SET status = 'lost' WHERE patron_id = {patron} -- a card is lost while its suspension is in force
INSERT INTO suspension (patron_id, reason, with_consent, started_at, started_by) VALUES ({another}, 'unreachable', false, madoguchi_now(), '{other}') -- a system stops lending in its own name
INSERT INTO suspension (patron_id, reason, with_consent, started_at, started_by, lifted_at, lifted_by) VALUES ({another}, 'unreachable', false, madoguchi_now(), 'ils', madoguchi_now(), 'ils')
UPDATE suspension SET lifted_at = madoguchi_now(), lifted_by = 'ils' WHERE started_by = '{other}' -- a system lifts its own suspensions, once
UPDATE suspension SET lifted_at = madoguchi_now(), lifted_by = '{other}' WHERE id = {suspension} -- a system lifts its own suspensions, once
UPDATE suspension SET lifted_at = NULL, lifted_by = NULL WHERE id = {lifted} -- a system lifts its own suspensions, once
UPDATE suspension SET reason = 'unreachable'
UPDATE suspension SET started_by = 'ils'
DELETE FROM suspension
INSERT INTO password_credential (patron_id, hash, kind, must_change, issued_at) VALUES ({another}, '$argon2id$x', 'initial', true, madoguchi_now())
UPDATE password_credential SET wrong_logins = 0, locked_until = NULL
UPDATE password_credential SET disabled_at = NULL
DELETE FROM password_credential
INSERT INTO patron_report (patron_id, kind, reported_at, reported_by, channel) VALUES ({patron}, 'returned', madoguchi_now(), 'ils', 'phone')
UPDATE patron_report SET settled_at = madoguchi_now(), settled_by = 'ils'
INSERT INTO outgoing_mail (patron_id, kind, recipient, body, status, queued_at, next_try_at, tries) VALUES ({patron}, 'email_registered', 'mine@example.jp', 'x', 'waiting', madoguchi_now(), madoguchi_now(), 0)
INSERT INTO access_log (at, staff_id, branch_id, workstation, channel, patron_id, purpose) VALUES (madoguchi_now(), '{me}', {branch}, 'w', 'counter', {patron}, 'look_up')
INSERT INTO act (id, at, staff_id, branch_id, workstation, channel, patron_id, verb, outcome, details, sequence, hash) VALUES ('x', madoguchi_now(), '{me}', {branch}, 'w', 'counter', {patron}, 'hold.change', 'done', '{{}}', 1, repeat('0', 64))
INSERT INTO reference_question (patron_id, name, email, question, status, received_at) VALUES ({patron}, 'x', 'x@example.jp', 'x', 'received', madoguchi_now())
UPDATE reference_question SET question = 'x'
UPDATE reference_question SET status = 'told', told_at = madoguchi_now()
DELETE FROM reference_question
UPDATE branch SET name = 'x'
UPDATE circulation_rule SET value = '99'
UPDATE masters_version SET version = version + 1
INSERT INTO clock_offset (id, seconds) VALUES (2, 86400)
UPDATE loan SET patron_id = {another} WHERE id = {loan}
UPDATE loan SET item_id = {item} WHERE id = {loan}
UPDATE loan SET loaned_on = '2020-01-01' WHERE id = {loan}
UPDATE loan SET branch_id = {branch} WHERE id = {loan}
DELETE FROM loan
INSERT INTO loan (item_id, patron_id, branch_id, loaned_on, due_on, returned_on) VALUES ({item}, {patron}, {branch}, '2026-11-24', '2026-12-08', '2026-11-24')
INSERT INTO loan (id, item_id, patron_id, branch_id, loaned_on, due_on) VALUES (9000000000000000000, {item}, {patron}, {branch}, '2026-11-24', '2026-12-08')
UPDATE loan SET returned_on = NULL WHERE id = {returned} -- a loan that was returned stays as it is
UPDATE loan SET returned_on = returned_on - 1 WHERE id = {returned} -- a loan that was returned stays as it is
UPDATE loan SET due_on = '2099-12-31' WHERE id = {returned} -- a loan that was returned stays as it is
UPDATE loan SET returned_on = '2026-11-25' WHERE id = {loan} -- a loan is returned between the day it began and today
UPDATE loan SET returned_on = '2020-01-01' WHERE id = {loan} -- a loan is returned between the day it began and today
UPDATE loan SET returned_on = 'infinity' WHERE id = {loan} -- what is told is within its bounds
UPDATE loan SET returned_on = '2026-11-24' WHERE id = {loan}; UPDATE loan SET returned_on = NULL WHERE id = {loan} -- a loan that was returned stays as it is
SET CONSTRAINTS ALL IMMEDIATE; UPDATE loan SET returned_on = NULL WHERE id = {returned} -- a loan that was returned stays as it is
SAVEPOINT here; UPDATE loan SET returned_on = NULL WHERE id = {returned}; RELEASE here -- a loan that was returned stays as it is
UPDATE hold SET patron_id = {another} WHERE id = {other_hold}
UPDATE hold SET bib_record_id = {free_title} WHERE id = {hold}
UPDATE hold SET placed_at = '2020-01-01' WHERE id = {second}
UPDATE hold SET id = 1 WHERE id = {second}
INSERT INTO hold (patron_id, bib_record_id, status, placed_at, branch_id, contact) VALUES ({another}, {free_title}, 'waiting', '2020-01-01', {branch}, 'none') -- a hold is placed at the end of the line
INSERT INTO hold (patron_id, bib_record_id, status, placed_at, branch_id, contact) VALUES ({another}, {free_title}, 'waiting', madoguchi_now() - interval '2 minutes', {branch}, 'none') -- a hold is placed at the end of the line
INSERT INTO hold (patron_id, bib_record_id, status, placed_at, branch_id, contact) VALUES ({another}, {free_title}, 'waiting', madoguchi_now() + interval '1 day', {branch}, 'none') -- a hold is placed at the end of the line
INSERT INTO hold (patron_id, bib_record_id, status, placed_at, branch_id, contact) VALUES ({another}, {free_title}, 'waiting', '-infinity', {branch}, 'none') -- what is told is within its bounds
INSERT INTO hold (patron_id, bib_record_id, status, placed_at, branch_id, contact) SELECT patron_id, bib_record_id, 'waiting', placed_at, branch_id, contact FROM hold_cancellation WHERE id = {cancelled} -- a hold is placed at the end of the line
INSERT INTO hold (patron_id, bib_record_id, status, placed_at, branch_id, contact, item_id, shelf_until) VALUES ({another}, {free_title}, 'ready', madoguchi_now(), {branch}, 'none', {item}, '2026-12-24')
INSERT INTO hold (id, patron_id, bib_record_id, status, placed_at, branch_id, contact) VALUES (1, {another}, {free_title}, 'waiting', madoguchi_now(), {branch}, 'none')
UPDATE hold SET status = 'in_transit', item_id = {free_copy} WHERE id = {second} -- a copy goes to the next in line
UPDATE hold SET status = 'ready', item_id = {free_copy}, shelf_until = '2026-12-24' WHERE id = {second} -- a copy goes to the next in line
DO $$ BEGIN PERFORM FROM bib_record WHERE id = {title} FOR NO KEY UPDATE; END $$; UPDATE hold SET status = 'in_transit', item_id = {free_copy} WHERE id = {second} -- a copy goes to the next in line
UPDATE hold SET wait_until = '2026-11-23' WHERE id = {hold} -- nobody leaves the line by a day that is over
UPDATE hold SET wait_until = '2026-11-23' WHERE id = {hold}; UPDATE hold SET status = 'in_transit', item_id = {free_copy} WHERE id = {second}; UPDATE hold SET wait_until = NULL WHERE id = {hold} -- nobody leaves the line by a day that is over
UPDATE hold SET status = 'in_transit', item_id = {free_copy} WHERE id = {late} -- a copy goes to the next in line
UPDATE hold SET status = 'in_transit', item_id = {other_copy} WHERE id = {hold} -- a hold gets a copy of its title that isn't lent
UPDATE hold SET status = 'in_transit', item_id = {lent_copy} WHERE id = {of_lent} -- a hold gets a copy of its title that isn't lent
SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; UPDATE hold SET status = 'in_transit', item_id = {free_copy} WHERE id = {hold} -- a copy is given under READ COMMITTED
SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; UPDATE hold SET status = 'in_transit', item_id = {free_copy} WHERE id = {hold} -- a copy is given under READ COMMITTED
UPDATE hold SET status = 'waiting', item_id = NULL, shelf_until = NULL WHERE id = {ready} -- a hold only moves forward
UPDATE hold SET status = 'in_transit', shelf_until = NULL WHERE id = {ready} -- a hold only moves forward
UPDATE hold SET status = 'in_transit', item_id = {free_copy} WHERE id = {hold}; UPDATE hold SET status = 'waiting', item_id = NULL WHERE id = {hold} -- a hold only moves forward
DELETE FROM hold WHERE id = {hold} -- a hold that ends was collected, or stands among the cancelled ones
DELETE FROM hold WHERE id = {ready} -- a hold that ends was collected, or stands among the cancelled ones
DELETE FROM hold -- a hold that ends was collected, or stands among the cancelled ones
UPDATE loan SET due_on = due_on WHERE id = {loan}; DELETE FROM hold WHERE id = {of_loan} -- a hold that ends was collected, or stands among the cancelled ones
UPDATE loan SET due_on = due_on + 1 WHERE id = {loan}; DELETE FROM hold WHERE id = {of_loan} -- a hold that ends was collected, or stands among the cancelled ones
INSERT INTO loan (item_id, patron_id, branch_id, loaned_on, due_on) VALUES ({free_copy}, {another}, {branch}, '2026-11-24', '2026-12-08'); DELETE FROM hold WHERE id = {hold} -- a hold that ends was collected, or stands among the cancelled ones
INSERT INTO loan (item_id, patron_id, branch_id, loaned_on, due_on) VALUES ({other_copy}, {patron}, {branch}, '2026-11-24', '2026-12-08'); DELETE FROM hold WHERE id = {hold} -- a hold that ends was collected, or stands among the cancelled ones
SAVEPOINT here; INSERT INTO loan (item_id, patron_id, branch_id, loaned_on, due_on) VALUES ({free_copy}, {patron}, {branch}, '2026-11-24', '2026-12-08'); ROLLBACK TO here; DELETE FROM hold WHERE id = {hold} -- a hold that ends was collected, or stands among the cancelled ones
WITH gone AS (DELETE FROM hold WHERE id = {hold} RETURNING *) INSERT INTO hold_cancellation (patron_id, bib_record_id, placed_at, branch_id, contact, reason, cancelled_at) SELECT patron_id, bib_record_id, placed_at, branch_id, contact, 'by_staff', '2020-01-01' FROM gone -- a hold is cancelled now
WITH gone AS (DELETE FROM hold WHERE id = {hold} RETURNING *) INSERT INTO hold_cancellation (patron_id, bib_record_id, placed_at, branch_id, contact, reason, cancelled_at) SELECT patron_id, bib_record_id, '2020-01-01', branch_id, contact, 'by_staff', madoguchi_now() FROM gone -- a hold that ends was collected, or stands among the cancelled ones
WITH gone AS (DELETE FROM hold WHERE id = {hold} RETURNING *) INSERT INTO hold_cancellation (patron_id, bib_record_id, placed_at, branch_id, contact, reason, cancelled_at) SELECT {another}, bib_record_id, placed_at, branch_id, contact, 'by_staff', madoguchi_now() FROM gone -- a hold that ends was collected, or stands among the cancelled ones
WITH gone AS (DELETE FROM hold WHERE id = {hold} RETURNING *) INSERT INTO hold_cancellation (patron_id, bib_record_id, placed_at, branch_id, contact, reason, cancelled_at, freed_item_id) SELECT patron_id, bib_record_id, placed_at, branch_id, contact, 'by_staff', madoguchi_now(), {item} FROM gone -- among the cancelled ones stands what was a hold until now, as it was
WITH gone AS (DELETE FROM hold WHERE id = {ready} RETURNING *) INSERT INTO hold_cancellation (patron_id, bib_record_id, placed_at, branch_id, contact, reason, cancelled_at, freed_item_id, status, shelf_until, shelf_place) SELECT patron_id, bib_record_id, placed_at, branch_id, contact, 'by_staff', madoguchi_now(), item_id, status, shelf_until + 300, shelf_place FROM gone -- among the cancelled ones stands what was a hold until now, as it was
WITH gone AS (DELETE FROM hold WHERE id = {hold} RETURNING *) INSERT INTO hold_cancellation (patron_id, bib_record_id, placed_at, branch_id, contact, reason, cancelled_at) SELECT patron_id, bib_record_id, placed_at, branch_id, contact, 'by_staff', madoguchi_now() FROM gone, generate_series(1, 2) -- among the cancelled ones stands what was a hold until now, as it was
INSERT INTO hold_cancellation (patron_id, bib_record_id, placed_at, branch_id, contact, reason, cancelled_at) VALUES ({patron}, {free_title}, '2020-01-01', {branch}, 'none', 'by_staff', madoguchi_now()) -- among the cancelled ones stands what was a hold until now, as it was
INSERT INTO hold_cancellation (patron_id, bib_record_id, placed_at, branch_id, contact, reason, cancelled_at) SELECT patron_id, bib_record_id, placed_at, branch_id, contact, 'by_staff', madoguchi_now() FROM hold WHERE id = {hold} -- among the cancelled ones stands what was a hold until now, as it was
UPDATE hold_cancellation SET placed_at = '2020-01-01'
UPDATE hold_cancellation SET cancelled_at = '2020-01-01'
DELETE FROM hold_cancellation
CALL madoguchi_look('123456789', NULL, false, '{me}', {branch}, 'w', 'look_up', NULL, NULL, NULL)
SELECT madoguchi_note_look('123456789', NULL, false, '{me}', {branch}, 'w', 'look_up')
SELECT * FROM madoguchi_read_patron({patron}, false, '{me}', 'w')
SELECT madoguchi_facts({patron}, '{me}', 'w', 'x', '{{}}', NULL, NULL, NULL)
SELECT * FROM madoguchi_carry_out({patron}, '{me}', '{{}}', '[]', 'x', '{{}}', NULL, NULL, NULL)
SELECT * FROM madoguchi_account(NULL)
SELECT * FROM madoguchi_acts_on({patron}, false, false, '{me}', 'w', NULL, NULL)
SELECT * FROM madoguchi_outcome('x')
SELECT * FROM madoguchi_open_mail()
SELECT * FROM madoguchi_claim_mail()
SELECT * FROM madoguchi_read_mail(1, 1)
SELECT madoguchi_clear('cancelled_hold')
SELECT * FROM madoguchi_shelves_over()
SELECT madoguchi_end_shelves('{{}}', '{{}}', '{{}}', '{{}}', '{{}}')
SELECT * FROM madoguchi_seal(false)
SELECT * FROM madoguchi_stale_names(100)
SELECT madoguchi_write_keys(ARRAY[{patron}]::bigint[], ARRAY['x'], ARRAY[1]::bigint[], ARRAY['x'], ARRAY['1'], ARRAY['1'], ARRAY['x'])
SELECT madoguchi_log_in_recipe('123456789')
SELECT madoguchi_logged_in('x')
SELECT madoguchi_portal_change_password('x', '$argon2id$x')
SELECT * FROM madoguchi_password_in_force({patron}, 'x')
SELECT * FROM madoguchi_note_try({patron}, 'x', '1980-04-02', NULL, '{me}', {branch}, 'w')
SELECT madoguchi_lock_patron({patron})
SELECT madoguchi_disable('{other}')
SELECT madoguchi_let_connect('{me}')
SELECT madoguchi_is_staff_name('{other}')
UPDATE item SET bib_record_id = {free_title} WHERE id = {lent_copy} -- a copy stays its title's while it is lent or kept
UPDATE item SET bib_record_id = {free_title} WHERE id = (SELECT item_id FROM hold WHERE id = {ready}) -- a copy stays its title's while it is lent or kept
UPDATE item SET bib_record_id = {title} WHERE id = {other_copy}; UPDATE hold SET status = 'in_transit', item_id = {other_copy} WHERE id = {hold}; UPDATE item SET bib_record_id = {free_title} WHERE id = {other_copy} -- a copy stays its title's while it is lent or kept
UPDATE item SET bib_record_id = {title} WHERE id = {other_copy}; INSERT INTO loan (item_id, patron_id, branch_id, loaned_on, due_on) VALUES ({other_copy}, {patron}, {branch}, '2026-11-24', '2026-12-08'); DELETE FROM hold WHERE id = {hold}; UPDATE loan SET returned_on = '2026-11-24' WHERE item_id = {other_copy}; UPDATE item SET bib_record_id = {free_title} WHERE id = {other_copy} -- a copy stays its title's while it is lent or kept
