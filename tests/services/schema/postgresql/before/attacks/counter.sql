{record:suspension.lift suspension}UPDATE suspension SET lifted_at = madoguchi_now(), lifted_by = '{me}' WHERE id = {suspension} -- this role may not do this act on this channel
UPDATE suspension SET lifted_at = madoguchi_now(), lifted_by = '{me}' WHERE id = {suspension}
UPDATE suspension SET reason = 'contact_wanted' WHERE id = {suspension}
DELETE FROM suspension
{record:suspension.set}INSERT INTO suspension (patron_id, reason, with_consent, started_at, started_by) VALUES ({patron}, 'unreachable', false, madoguchi_now(), '{me}') -- this role may not do this act on this channel
{record:card.report_lost}INSERT INTO suspension (patron_id, reason, with_consent, started_at, started_by) VALUES ({patron}, 'unreachable', false, madoguchi_now(), '{me}') -- a suspension begins by the act of its reason
{record:card.report_lost}INSERT INTO suspension (patron_id, reason, with_consent, started_at, started_by) VALUES ({patron}, 'card_lost', true, madoguchi_now(), '{other}') -- a suspension begins by the act of its reason
{record:card.report_lost}INSERT INTO suspension (patron_id, reason, with_consent, started_at, started_by, lifted_at, lifted_by) VALUES ({patron}, 'card_lost', true, madoguchi_now(), '{me}', madoguchi_now(), '{me}') -- a suspension begins by the act of its reason
{record:card.replace}UPDATE card SET status = 'active' WHERE patron_id = {patron} -- this role may not do this act on this channel
INSERT INTO card (number, patron_id, status, issued_on) VALUES ('999999999', {patron}, 'active', '2026-11-24')
{record:card.report_lost}UPDATE card SET status = 'lost' WHERE patron_id = {another} -- an act changes what belongs to its patron; call: -
UPDATE card SET number = '999999999' WHERE patron_id = {patron}
UPDATE patron_report SET settled_at = madoguchi_now(), settled_by = '{me}'
{record:password.reissue}UPDATE password_credential SET patron_id = {another} WHERE patron_id = {patron} -- call: this role may not do this act on this channel
UPDATE password_credential SET hash = '$argon2id$x' WHERE patron_id = {patron} -- a change needs the record of its act; call: -
{record:hold.change}UPDATE password_credential SET hash = '$argon2id$x' WHERE patron_id = {patron} -- a change needs the record of its act; call: -
DELETE FROM password_credential
INSERT INTO act (id, at, staff_id, branch_id, workstation, channel, patron_id, verb, outcome, details, sequence, hash) VALUES ('x', madoguchi_now(), '{me}', {branch}, 'w', 'counter', NULL, 'masters.import', 'done', '{{}}', 1, repeat('0', 64)) -- this role may not do this act on this channel
{record:hold.change}UPDATE suspension SET reason = 'contact_wanted' WHERE id = {suspension}
{record:password.unlock}UPDATE password_credential SET hash = '$argon2id$x' WHERE patron_id = {patron} -- an act changes what it is for; call: this role may not do this act on this channel
{record:password.check}UPDATE password_credential SET hash = '$argon2id$x' WHERE patron_id = {patron} -- an act changes what it is for; call: this role may not do this act on this channel
{record:password.disable}UPDATE password_credential SET hash = '$argon2id$x', disabled_at = madoguchi_now() WHERE patron_id = {patron} -- an act changes what it is for; call: -
{record:password.unlock}UPDATE password_credential SET disabled_at = madoguchi_now() WHERE patron_id = {patron} -- an act changes what it is for; call: this role may not do this act on this channel
{record:email.change}UPDATE patron SET address = 'x' WHERE id = {patron} -- an act changes what it is for; call: -
{record:registration.renew}UPDATE patron SET email = 'mine@example.jp' WHERE id = {patron} -- an act changes what it is for; call: this role may not do this act on this channel
{record:suspension.lift}SELECT 1 -- this role may not do this act on this channel
{record:card.replace}SELECT 1 -- this role may not do this act on this channel
{record:report.settle}SELECT 1 -- this role may not do this act on this channel
