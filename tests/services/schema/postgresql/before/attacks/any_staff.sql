SELECT hash FROM password_credential
SELECT * FROM password_credential
SELECT recipient, body FROM outgoing_mail
DELETE FROM access_log
SELECT * FROM act WHERE staff_id <> '{me}'
SELECT * FROM access_log WHERE staff_id <> '{me}'
SELECT * FROM chain_seal
INSERT INTO chain_seal (sequence, at, heads, hash) VALUES (1, madoguchi_now(), '{{}}', repeat('0', 64))
INSERT INTO clearing (at, kind, due_before, rows) VALUES (madoguchi_now(), 'access_log', madoguchi_now(), 9)
{record}UPDATE patron SET name = 'x' WHERE id = {patron}
{record}UPDATE patron SET birth_date = '2000-01-01' WHERE id = {patron}
{record}UPDATE patron SET registered_on = '2000-01-01' WHERE id = {patron}
UPDATE patron SET email = 'mine@example.jp' WHERE id = {patron} -- a change needs the record of its act; phone: -
{record}UPDATE patron SET email = 'mine@example.jp' WHERE id = {patron} -- a change needs the record of its act
{record:email.change}UPDATE patron SET email = 'mine@example.jp' WHERE id = {another} -- an act changes what belongs to its patron; call: -
{record:loan.renew}INSERT INTO loan (item_id, patron_id, branch_id, loaned_on, due_on) VALUES ({item}, {patron}, {branch}, '2026-11-24', '2026-12-08') -- call: this role may not do this act on this channel
{record:loan.renew loan}UPDATE loan SET returned_on = '2026-11-24' WHERE id = {loan} -- call: this role may not do this act on this channel
{record:loan.renew loan}UPDATE loan SET due_on = due_on - 1, renewals = renewals + 1, renewed_on = '2026-11-24' WHERE id = {loan} -- a loan is renewed, today and to a later day, or left as it is; call: this role may not do this act on this channel
{record:loan.renew loan}UPDATE loan SET due_on = due_on + 14 WHERE id = {loan} -- a loan is renewed, today and to a later day, or left as it is; call: this role may not do this act on this channel
UPDATE loan SET due_on = due_on + 14, renewals = renewals + 1, renewed_on = '2026-11-24' WHERE id = {loan} -- a change needs the record of its act; phone: -; call: -
UPDATE hold SET contact = 'none' WHERE id = {hold} -- a change needs the record of its act; phone: -
{record:hold.change hold}UPDATE hold SET placed_at = '2020-01-01' WHERE id = {hold}
{record:hold.change hold}UPDATE hold SET patron_id = {another} WHERE id = {hold}
{record:hold.change hold}UPDATE hold SET bib_record_id = bib_record_id + 1 WHERE id = {hold}
{record:hold.staff_cancel hold}UPDATE hold SET status = 'ready', item_id = {item}, shelf_until = '2026-12-24' WHERE id = {hold} -- a copy that became free goes to the next in line
{record:hold.extend_shelf hold}UPDATE hold SET status = 'in_transit', item_id = {item} WHERE id = {hold} -- an item is kept longer once, by its own act
{record:hold.cancel other_hold}DELETE FROM hold WHERE id = {other_hold} -- an act changes what belongs to its patron; call: -
DELETE FROM hold WHERE id = {hold} -- a change needs the record of its act; phone: -
DELETE FROM hold -- a change needs the record of its act; phone: -
{record}INSERT INTO hold (patron_id, bib_record_id, status, placed_at, branch_id, contact) VALUES ({another}, {free_title}, 'waiting', '2020-01-01', {branch}, 'none') -- a change needs the record of its act; call: -
INSERT INTO hold (patron_id, bib_record_id, status, placed_at, branch_id, contact) VALUES ({another}, {free_title}, 'waiting', '2020-01-01', {branch}, 'none') -- a change needs the record of its act; phone: -; call: -
DELETE FROM hold_cancellation -- a change needs the record of its act; phone: -
UPDATE hold_cancellation SET cancelled_at = '2020-01-01'
{record:question.told question}UPDATE reference_question SET question = 'x' WHERE id = {question}
INSERT INTO act (id, at, staff_id, branch_id, workstation, channel, patron_id, verb, outcome, details, sequence, hash) VALUES ('x', madoguchi_now(), '{other}', {branch}, 'w', '{channel}', {patron}, 'hold.change', 'done', '{{}}', 1, repeat('0', 64)) -- a record stands in the name of who acts
INSERT INTO act (id, at, staff_id, branch_id, workstation, channel, patron_id, verb, outcome, details, sequence, hash) VALUES ('x', madoguchi_now(), '{me}', {branch}, 'w', '{channel}', {patron}, 'nothing.known', 'done', '{{}}', 1, repeat('0', 64)) -- this role may not do this act on this channel
INSERT INTO act (id, at, staff_id, branch_id, workstation, channel, patron_id, verb, outcome, details, sequence, hash) VALUES ('x', madoguchi_now(), '{me}', {branch}, 'w', '{channel}', {patron}, 'hold.change', 'done', '{{"title": ["x"]}}', 1, repeat('0', 64)) -- a record keeps texts, whole numbers and booleans; phone: this role may not do this act on this channel
{record:own_password.change}UPDATE staff SET name = 'x' -- this role may not do this act on this channel
INSERT INTO act (id, at, staff_id, branch_id, workstation, channel, patron_id, verb, outcome, details, sequence, hash) VALUES ('x', madoguchi_now(), '{me}', {branch}, 'w', '{channel}', {patron}, 'own_password.change', 'done', '{{}}', 1, repeat('0', 64)) -- this role may not do this act on this channel
INSERT INTO act (id, at, staff_id, branch_id, workstation, channel, patron_id, verb, outcome, details, sequence, hash) VALUES ('x', madoguchi_now(), '{other}', {branch}, 'w', '{channel}', NULL, 'own_password.change', 'done', '{{}}', 1, repeat('0', 64)) -- a record stands in the name of who acts
{record:masters.import}UPDATE circulation_rule SET value = 'true' WHERE name = 'renewal_by_phone' -- this role may not do this act on this channel
{record:masters.import}INSERT INTO wording (name, valid_from, text) VALUES ('slip.ja.title', '2026-01-01', 'x') -- this role may not do this act on this channel
{record:hold.change}INSERT INTO public_holiday (day, name) VALUES ('2027-01-04', 'x') -- supervisor: a change needs the record of its act
{record:hold.change}UPDATE masters_version SET version = version + 1 -- supervisor: a change needs the record of its act
INSERT INTO act (id, at, staff_id, branch_id, workstation, channel, patron_id, verb, outcome, details, sequence, hash) VALUES ('x', madoguchi_now(), '{me}', {branch}, 'w', '{channel}', NULL, 'hold.change', 'done', '{{}}', 1, repeat('0', 64)) -- this role may not do this act on this channel
{record:report.take}UPDATE hold SET contact = 'none' WHERE id = {hold} -- a change needs the record of its act
{record:hold.change other_hold}UPDATE hold SET contact = 'none' WHERE id = {hold} -- an act changes the row that its record names
{record:hold.change hold}UPDATE hold SET shelf_extensions = 0, shelf_place = 'x' WHERE id = {hold} -- an act changes what it is for
{record:hold.extend_shelf hold}UPDATE hold SET shelf_extensions = 5 WHERE id = {hold} -- an item is kept longer once, by its own act
{record:hold.cancel hold}DELETE FROM hold WHERE id = {hold} -- a hold that ends stands among the cancelled ones
{record:hold.staff_cancel hold}DELETE FROM hold WHERE id = {hold} -- a hold that ends stands among the cancelled ones
{record:hold.undo_cancel}DELETE FROM hold_cancellation -- an act changes what belongs to its patron; call: an act changes the row that its record names
{record:loan.renew loan}UPDATE loan SET due_on = '2099-12-31', renewals = renewals + 1, renewed_on = '2026-11-24' WHERE id = {loan} -- a loan is renewed, today and to a later day, or left as it is; call: this role may not do this act on this channel
{record:loan.renew loan}UPDATE loan SET due_on = due_on + 14, renewals = renewals + 2, renewed_on = '2026-11-24' WHERE id = {loan} -- a loan is renewed, today and to a later day, or left as it is; call: this role may not do this act on this channel
{record:loan.renew loan}UPDATE loan SET due_on = due_on + 14, renewals = renewals + 1, renewed_on = '2026-11-23' WHERE id = {loan} -- a loan is renewed, today and to a later day, or left as it is; call: this role may not do this act on this channel
{record:hold.change hold}UPDATE password_credential SET disabled_at = madoguchi_now() WHERE patron_id = {patron} -- a change needs the record of its act
INSERT INTO outgoing_mail (patron_id, kind, recipient, body, status, queued_at, next_try_at, tries) VALUES ({patron}, 'email_registered', 'mine@example.jp', 'x', 'waiting', madoguchi_now(), madoguchi_now(), 0) -- a change needs the record of its act; phone: -
{record:email.resend}INSERT INTO outgoing_mail (patron_id, kind, recipient, body, status, queued_at, next_try_at, tries) VALUES ({patron}, 'email_registered', 'mine@example.jp', 'x', 'waiting', madoguchi_now(), madoguchi_now(), 0) -- a mail goes to the address that its act is about
{record:question.ask}INSERT INTO outgoing_mail (patron_id, kind, recipient, body, status, queued_at, next_try_at, tries) VALUES ({patron}, 'question_received', 'mine@example.jp', 'x', 'waiting', madoguchi_now(), madoguchi_now(), 0) -- a mail goes to the address that its act is about
{record:question.ask}INSERT INTO outgoing_mail (patron_id, kind, recipient, body, status, queued_at, next_try_at, tries) VALUES ({another}, 'question_received', 'mine@example.jp', 'x', 'waiting', madoguchi_now(), madoguchi_now(), 0) -- an act changes what belongs to its patron; call: -
{record:hold.undo_cancel}INSERT INTO hold (patron_id, bib_record_id, status, placed_at, branch_id, contact) VALUES ({patron}, {free_title}, 'waiting', '2020-01-01', {branch}, 'none') -- a hold comes back as it was cancelled
{record:hold.cancel}INSERT INTO hold_cancellation (patron_id, bib_record_id, placed_at, branch_id, contact, reason, cancelled_at) VALUES ({patron}, {free_title}, '2020-01-01', {branch}, 'none', 'by_staff', madoguchi_now()) -- among the cancelled ones stands what was a hold until now, as it was
{record:hold.cancel hold}WITH gone AS (DELETE FROM hold WHERE id = {hold}) INSERT INTO hold_cancellation (patron_id, bib_record_id, placed_at, branch_id, contact, reason, cancelled_at, freed_item_id) SELECT patron_id, bib_record_id, placed_at, branch_id, contact, 'by_staff', madoguchi_now(), {item} FROM hold WHERE id = {hold} -- among the cancelled ones stands what was a hold until now, as it was
{record:hold.cancel hold}WITH gone AS (DELETE FROM hold WHERE id = {hold}) INSERT INTO hold_cancellation (patron_id, bib_record_id, placed_at, branch_id, contact, reason, cancelled_at) SELECT patron_id, bib_record_id, '2020-01-01', branch_id, contact, 'by_staff', madoguchi_now() FROM hold WHERE id = {hold} -- among the cancelled ones stands what was a hold until now, as it was
SELECT * FROM contact_attempt
INSERT INTO contact_attempt (patron_id, suspension_id, means, result, tried_at, tried_by, channel) VALUES ({patron}, 1, 'phone', 'told', madoguchi_now(), '{me}', '{channel}')
UPDATE contact_attempt SET result = 'told'
DELETE FROM contact_attempt
SELECT * FROM slip_hand_over
INSERT INTO slip_hand_over (act_id, at) VALUES ('none', madoguchi_now())
UPDATE slip_hand_over SET at = madoguchi_now()
DELETE FROM slip_hand_over
SELECT * FROM madoguchi.taken
INSERT INTO madoguchi.taken (out_of, patron_id, bib_record_id, placed_at) VALUES ('hold_cancellation', {patron}, {free_title}, '2020-01-01')
INSERT INTO patron_gram (gram, kana_order, patron_id) VALUES ('xx', 1, {patron})
UPDATE patron_gram SET patron_id = {another}
DELETE FROM patron_gram
UPDATE patron SET search_key = 'x', keys_of = 'x' WHERE id = {patron} -- a change needs the record of its act; phone: -; call: -
{record:email.change}UPDATE patron SET search_key = 'x' WHERE id = {patron} -- an act changes what it is for; call: -
INSERT INTO access_log (at, staff_id, branch_id, workstation, channel, patron_id, purpose) VALUES (madoguchi_now(), '{other}', {branch}, 'w', '{channel}', NULL, 'search') -- a look stands in the name of who looks; phone: -; call: -
{record:email.resend}DELETE FROM outgoing_mail WHERE patron_id = {patron} -- a change needs the record of its act
{record:email.change}DELETE FROM outgoing_mail WHERE patron_id = {patron} -- what was sent stays
{record:question.ask}DELETE FROM outgoing_mail WHERE patron_id = {patron} -- a change needs the record of its act
{record:password.disable}UPDATE password_credential SET disabled_at = NULL WHERE patron_id = {patron} -- a password that is disabled stays so
{record:card.report_lost}UPDATE password_credential SET disabled_at = NULL WHERE patron_id = {patron} -- a password that is disabled stays so
{record:question.told question}UPDATE reference_question SET status = 'answered' WHERE id = {question} -- a question is told to be answered, once
{record:hold.cancel hold}WITH gone AS (DELETE FROM hold WHERE id = {hold}) INSERT INTO hold_cancellation (patron_id, bib_record_id, placed_at, branch_id, contact, reason, cancelled_at) SELECT patron_id, bib_record_id, placed_at, branch_id, contact, 'by_staff', '2099-01-01' FROM hold WHERE id = {hold} -- an act is done when its record says
{record:question.told question}UPDATE reference_question SET status = 'told', told_at = '2020-01-01' WHERE id = {question} -- an act is done when its record says
{record:report.take}INSERT INTO patron_report (patron_id, kind, reported_at, reported_by, channel) VALUES ({patron}, 'card_found', '2020-01-01', '{me}', '{channel}') -- an act is done when its record says
{record:card.report_lost}INSERT INTO suspension (patron_id, reason, with_consent, started_at, started_by) VALUES ({patron}, 'card_lost', true, '2020-01-01', '{me}') -- an act is done when its record says
{record:hold.undo_cancel cancelled}WITH back AS (DELETE FROM hold_cancellation WHERE id = {cancelled} RETURNING *) INSERT INTO hold (patron_id, bib_record_id, placed_at, branch_id, contact, status, item_id, shelf_until, shelf_place, shelf_extensions) SELECT patron_id, bib_record_id, placed_at, branch_id, contact, status, freed_item_id, shelf_until + 30, shelf_place, shelf_extensions FROM back -- a hold comes back as it was cancelled
{record:hold.undo_cancel cancelled}WITH back AS (DELETE FROM hold_cancellation WHERE id = {cancelled} RETURNING *) INSERT INTO hold (patron_id, bib_record_id, placed_at, branch_id, contact, status, item_id, shelf_until, shelf_place, shelf_extensions) SELECT patron_id, bib_record_id, placed_at, branch_id, contact, status, freed_item_id, shelf_until, shelf_place, 0 FROM back -- a hold comes back as it was cancelled
{record:hold.undo_cancel cancelled}WITH back AS (DELETE FROM hold_cancellation WHERE id = {cancelled} RETURNING *) INSERT INTO hold (patron_id, bib_record_id, placed_at, branch_id, contact, status, item_id, shelf_until, shelf_place, shelf_extensions) SELECT patron_id, bib_record_id, placed_at, branch_id, contact, status, freed_item_id, shelf_until, 'x', shelf_extensions FROM back -- a hold comes back as it was cancelled
{record:hold.undo_cancel cancelled}WITH back AS (DELETE FROM hold_cancellation WHERE id = {cancelled} RETURNING *) INSERT INTO hold (patron_id, bib_record_id, placed_at, branch_id, contact, status, item_id, shelf_until, shelf_place, shelf_extensions) SELECT patron_id, bib_record_id, placed_at, branch_id, contact, status, {item}, shelf_until, shelf_place, shelf_extensions FROM back -- a hold comes back as it was cancelled
{record:hold.undo_cancel cancelled}WITH back AS (DELETE FROM hold_cancellation WHERE id = {cancelled} RETURNING *) INSERT INTO hold (patron_id, bib_record_id, placed_at, branch_id, contact, status, item_id) SELECT patron_id, bib_record_id, placed_at, branch_id, contact, 'in_transit', freed_item_id FROM back -- a hold comes back as it was cancelled
{record:hold.undo_cancel cancelled}WITH back AS (DELETE FROM hold_cancellation WHERE id = {cancelled} RETURNING *) INSERT INTO hold (patron_id, bib_record_id, placed_at, branch_id, contact, status, wait_until) SELECT patron_id, bib_record_id, placed_at, branch_id, contact, 'waiting', '2099-01-01' FROM back -- a hold comes back as it was cancelled
{record:hold.undo_cancel cancelled}WITH back AS (DELETE FROM hold_cancellation WHERE id = {cancelled} RETURNING *) INSERT INTO hold (patron_id, bib_record_id, placed_at, branch_id, contact, status, shelf_extensions) SELECT patron_id, bib_record_id, placed_at, branch_id, contact, 'waiting', 1 FROM back -- a hold comes back as it was cancelled
{record:hold.undo_cancel cancelled}INSERT INTO hold (patron_id, bib_record_id, placed_at, branch_id, contact, status, item_id, shelf_until, shelf_place, shelf_extensions) SELECT patron_id, bib_record_id, placed_at, branch_id, contact, status, freed_item_id, shelf_until, shelf_place, shelf_extensions FROM hold_cancellation WHERE id = {cancelled} -- a hold comes back as it was cancelled
UPDATE hold_cancellation SET shelf_until = '2099-01-01' WHERE id = {cancelled}
{record:hold.undo_cancel cancelled}UPDATE hold_cancellation SET shelf_until = '2099-01-01' WHERE id = {cancelled}
{record:hold.undo_cancel}WITH back AS (DELETE FROM hold_cancellation WHERE id = {cancelled} RETURNING *) INSERT INTO hold (patron_id, bib_record_id, placed_at, branch_id, contact, status, item_id, shelf_until, shelf_place, shelf_extensions) SELECT patron_id, bib_record_id, placed_at, branch_id, contact, status, freed_item_id, shelf_until, shelf_place, shelf_extensions FROM back -- an act changes the row that its record names
{record:hold.cancel hold}WITH gone AS (DELETE FROM hold WHERE id = {hold}) INSERT INTO hold_cancellation (patron_id, bib_record_id, placed_at, branch_id, contact, reason, cancelled_at, freed_item_id, status, shelf_until) SELECT patron_id, bib_record_id, placed_at, branch_id, contact, 'by_staff', madoguchi_now(), {item}, 'ready', '2099-01-01' FROM hold WHERE id = {hold} -- among the cancelled ones stands what was a hold until now, as it was
{record:hold.cancel hold}WITH gone AS (DELETE FROM hold WHERE id = {hold}) INSERT INTO hold_cancellation (patron_id, bib_record_id, placed_at, branch_id, contact, reason, cancelled_at, status, shelf_until) SELECT patron_id, bib_record_id, placed_at, branch_id, contact, 'by_staff', madoguchi_now(), 'ready', '2099-01-01' FROM hold WHERE id = {hold} -- among the cancelled ones stands what was a hold until now, as it was
{record:hold.cancel hold}WITH gone AS (DELETE FROM hold WHERE id = {hold}) INSERT INTO hold_cancellation (patron_id, bib_record_id, placed_at, branch_id, contact, reason, cancelled_at, wait_until) SELECT patron_id, bib_record_id, placed_at, branch_id, contact, 'by_staff', madoguchi_now(), '2099-01-01' FROM hold WHERE id = {hold} -- among the cancelled ones stands what was a hold until now, as it was
