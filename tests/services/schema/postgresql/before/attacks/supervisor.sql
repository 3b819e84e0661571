UPDATE suspension SET lifted_at = madoguchi_now(), lifted_by = '{me}' WHERE id = {suspension} -- a change needs the record of its act
{record:suspension.lift suspension}UPDATE suspension SET lifted_at = madoguchi_now(), lifted_by = '{other}' WHERE id = {suspension} -- a suspension is lifted once, by who lifts it
{record:suspension.lift suspension}UPDATE suspension SET reason = 'contact_wanted' WHERE id = {suspension}
{record:hold.change}UPDATE suspension SET lifted_at = madoguchi_now(), lifted_by = '{me}' WHERE id = {suspension} -- a change needs the record of its act
DELETE FROM suspension
{record:suspension.set}INSERT INTO suspension (patron_id, reason, with_consent, started_at, started_by) VALUES ({patron}, 'card_lost', true, madoguchi_now(), '{me}') -- a suspension begins by the act of its reason
{record:suspension.set}INSERT INTO suspension (patron_id, reason, with_consent, started_at, started_by) VALUES ({another}, 'unreachable', false, madoguchi_now(), '{me}') -- an act changes what belongs to its patron
INSERT INTO card (number, patron_id, status, issued_on, replaced_by_id) SELECT '999999999', {patron}, 'retired', '2026-11-24', id FROM card LIMIT 1 -- a change needs the record of its act
DELETE FROM card
{record:suspension.set}INSERT INTO wording (name, valid_from, text) VALUES ('slip.ja.title', '2026-01-01', 'x') -- a change needs the record of its act
{record:suspension.set}UPDATE circulation_rule SET value = 'true' WHERE name = 'renewal_by_phone' -- a change needs the record of its act
INSERT INTO branch (code, name, short_name, kind, position) VALUES ('x', 'x', 'x', 'library', 99) -- a change needs the record of its act
DELETE FROM mobile_stop
DELETE FROM closing_rule -- a change needs the record of its act
{record:suspension.lift}UPDATE suspension SET lifted_at = madoguchi_now(), lifted_by = '{me}' WHERE id = {suspension} -- an act changes the row that its record names
{record:report.settle}UPDATE patron_report SET settled_at = madoguchi_now(), settled_by = '{me}' WHERE id = {report} -- an act changes the row that its record names
{record:report.settle report}UPDATE patron_report SET settled_at = madoguchi_now(), settled_by = '{other}' WHERE id = {report} -- a report stands in the name of who takes or settles it
{record:suspension.lift suspension}UPDATE card SET number = '999999999' WHERE patron_id = {patron}
{record:suspension.set}UPDATE card SET status = 'lost' WHERE patron_id = {patron} -- a change needs the record of its act
{record:report.settle settled}UPDATE patron_report SET settled_at = madoguchi_now(), settled_by = '{me}' WHERE id = {settled} -- a report stands in the name of who takes or settles it
{record:report.settle settled}UPDATE patron_report SET settled_at = NULL, settled_by = NULL WHERE id = {settled} -- a report stands in the name of who takes or settles it
{record:suspension.lift suspension}UPDATE suspension SET lifted_at = '2099-01-01', lifted_by = '{me}' WHERE id = {suspension} -- an act is done when its record says
{record:report.settle report}UPDATE patron_report SET settled_at = '2099-01-01', settled_by = '{me}' WHERE id = {report} -- an act is done when its record says
