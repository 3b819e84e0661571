UPDATE suspension SET lifted_at = now(), lifted_by = '{me}' WHERE id = {suspension}
{record:suspension.lift suspension}UPDATE suspension SET lifted_at = now(), lifted_by = '{other}' WHERE id = {suspension}
{record:suspension.lift suspension}UPDATE suspension SET reason = 'contact_wanted' WHERE id = {suspension}
{record:hold.change}UPDATE suspension SET lifted_at = now(), lifted_by = '{me}' WHERE id = {suspension}
DELETE FROM suspension
{record:suspension.set}INSERT INTO suspension (patron_id, reason, with_consent, started_at, started_by) VALUES ({patron}, 'card_lost', true, now(), '{me}')
{record:suspension.set}INSERT INTO suspension (patron_id, reason, with_consent, started_at, started_by) VALUES ({another}, 'unreachable', false, now(), '{me}')
INSERT INTO card (number, patron_id, status, issued_on, replaced_by_id) SELECT '999999999', {patron}, 'retired', '2026-11-24', id FROM card LIMIT 1
DELETE FROM card
{record:suspension.set}INSERT INTO wording (name, valid_from, text) VALUES ('slip.ja.title', '2026-01-01', 'x')
{record:suspension.set}UPDATE circulation_rule SET value = 'true' WHERE name = 'renewal_by_phone'
INSERT INTO branch (code, name, short_name, kind, position) VALUES ('x', 'x', 'x', 'library', 99)
DELETE FROM mobile_stop
DELETE FROM closing_rule
{record:suspension.lift}UPDATE suspension SET lifted_at = now(), lifted_by = '{me}' WHERE id = {suspension}
{record:report.settle}UPDATE patron_report SET settled_at = now(), settled_by = '{me}' WHERE id = {report}
{record:report.settle report}UPDATE patron_report SET settled_at = now(), settled_by = '{other}' WHERE id = {report}
{record:suspension.lift suspension}UPDATE card SET number = '999999999' WHERE patron_id = {patron}
{record:suspension.set}UPDATE card SET status = 'lost' WHERE patron_id = {patron}
{record:report.settle settled}UPDATE patron_report SET settled_at = now(), settled_by = '{me}' WHERE id = {settled}
{record:report.settle settled}UPDATE patron_report SET settled_at = NULL, settled_by = NULL WHERE id = {settled}
{record:suspension.lift suspension}UPDATE suspension SET lifted_at = '2099-01-01', lifted_by = '{me}' WHERE id = {suspension}
{record:report.settle report}UPDATE patron_report SET settled_at = '2099-01-01', settled_by = '{me}' WHERE id = {report}
