{record:suspension.lift suspension}UPDATE suspension SET lifted_at = now(), lifted_by = '{me}' WHERE id = {suspension}
UPDATE suspension SET lifted_at = now(), lifted_by = '{me}' WHERE id = {suspension}
UPDATE suspension SET reason = 'contact_wanted' WHERE id = {suspension}
DELETE FROM suspension
{record:suspension.set}INSERT INTO suspension (patron_id, reason, with_consent, started_at, started_by) VALUES ({patron}, 'unreachable', false, now(), '{me}')
{record:card.report_lost}INSERT INTO suspension (patron_id, reason, with_consent, started_at, started_by) VALUES ({patron}, 'unreachable', false, now(), '{me}')
{record:card.report_lost}INSERT INTO suspension (patron_id, reason, with_consent, started_at, started_by) VALUES ({patron}, 'card_lost', true, now(), '{other}')
{record:card.report_lost}INSERT INTO suspension (patron_id, reason, with_consent, started_at, started_by, lifted_at, lifted_by) VALUES ({patron}, 'card_lost', true, now(), '{me}', now(), '{me}')
{record:card.replace}UPDATE card SET status = 'active' WHERE patron_id = {patron}
INSERT INTO card (number, patron_id, status, issued_on) VALUES ('999999999', {patron}, 'active', '2026-11-24')
{record:card.report_lost}UPDATE card SET status = 'lost' WHERE patron_id = {another}
UPDATE card SET number = '999999999' WHERE patron_id = {patron}
UPDATE patron_report SET settled_at = now(), settled_by = '{me}'
{record:password.reissue}UPDATE password_credential SET patron_id = {another} WHERE patron_id = {patron}
UPDATE password_credential SET hash = '$argon2id$x' WHERE patron_id = {patron}
{record:hold.change}UPDATE password_credential SET hash = '$argon2id$x' WHERE patron_id = {patron}
DELETE FROM password_credential
INSERT INTO act (id, at, staff_id, branch_id, workstation, channel, patron_id, verb, outcome, details, sequence, hash) VALUES ('x', now(), '{me}', {branch}, 'w', 'counter', NULL, 'masters.import', 'done', '{{}}', 1, repeat('0', 64))
{record:hold.change}UPDATE suspension SET reason = 'contact_wanted' WHERE id = {suspension}
{record:password.unlock}UPDATE password_credential SET hash = '$argon2id$x' WHERE patron_id = {patron}
{record:password.check}UPDATE password_credential SET hash = '$argon2id$x' WHERE patron_id = {patron}
{record:password.disable}UPDATE password_credential SET hash = '$argon2id$x', disabled_at = now() WHERE patron_id = {patron}
{record:password.unlock}UPDATE password_credential SET disabled_at = now() WHERE patron_id = {patron}
{record:email.change}UPDATE patron SET address = 'x' WHERE id = {patron}
{record:registration.renew}UPDATE patron SET email = 'mine@example.jp' WHERE id = {patron}
{record:suspension.lift}SELECT 1
{record:card.replace}SELECT 1
{record:report.settle}SELECT 1
