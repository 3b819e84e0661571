SELECT name, birth_date, address, email FROM patron WHERE id = {another}
SELECT number FROM card WHERE patron_id = {another}
SELECT due_on FROM loan WHERE patron_id <> {patron}
SELECT contact FROM hold WHERE id = {other_hold}
SELECT * FROM hold_cancellation WHERE patron_id <> {patron}
SELECT question FROM reference_question WHERE patron_id <> {patron}
SELECT reason FROM suspension WHERE patron_id <> {patron}
SELECT kind FROM password_credential WHERE patron_id <> {patron}
SELECT patron_id FROM outgoing_mail WHERE patron_id <> {patron}
SELECT wrong_logins FROM password_credential
{record:loan.renew loan}UPDATE loan SET due_on = due_on + 14, renewals = renewals + 1, renewed_on = '2026-11-24' WHERE id = {loan} -- this role may not do this act on this channel
UPDATE loan SET due_on = due_on + 14, renewals = 1, renewed_on = '2026-11-24' WHERE id = {loan}
{record:password.reissue}SELECT 1 -- this role may not do this act on this channel
{record:password.unlock}SELECT 1 -- this role may not do this act on this channel
{record:registration.renew}SELECT 1 -- this role may not do this act on this channel
{record:registration.renew}UPDATE patron SET phone = 'x' WHERE id = {patron} -- this role may not do this act on this channel
{record:password.disable}UPDATE password_credential SET wrong_logins = 0 WHERE patron_id = {patron}
UPDATE password_credential SET disabled_at = NULL WHERE patron_id = {patron} -- a change needs the record of its act
{record:hold.change other_hold}UPDATE hold SET contact = 'mail' WHERE id = {other_hold}
{record:hold.change}UPDATE hold SET contact = 'mail' WHERE patron_id = {another}
{record:hold.staff_cancel hold}UPDATE hold SET status = 'ready', item_id = {item}, shelf_until = '2026-12-24' WHERE patron_id = {another} -- a copy that became free goes to the next in line
UPDATE hold SET status = 'ready', item_id = {item}, shelf_until = '2026-12-24' WHERE patron_id = {another} -- a change needs the record of its act
UPDATE identity_check SET open_until = '2030-01-01'
UPDATE identity_check SET patron_id = {another}
INSERT INTO access_log (at, staff_id, branch_id, workstation, channel, patron_id, purpose) VALUES (madoguchi_now(), '{me}', {branch}, 'w', 'phone', {patron}, 'look_up')
SELECT madoguchi_password_fits({patron}, 'x')
