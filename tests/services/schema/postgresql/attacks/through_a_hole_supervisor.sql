UPDATE suspension SET lifted_at = madoguchi_now(), lifted_by = '{me}' WHERE id = {suspension} -- a change needs the record of its act
{record:suspension.lift suspension}UPDATE suspension SET lifted_at = madoguchi_now(), lifted_by = '{other}' WHERE id = {suspension} -- a suspension is lifted once, by who lifts it
{record:hold.change}UPDATE suspension SET lifted_at = madoguchi_now(), lifted_by = '{me}' WHERE id = {suspension} -- a change needs the record of its act
{record:suspension.set}INSERT INTO suspension (patron_id, reason, with_consent, started_at, started_by) VALUES ({patron}, 'card_lost', true, madoguchi_now(), '{me}') -- a suspension begins by the act of its reason
{record:suspension.set}INSERT INTO suspension (patron_id, reason, with_consent, started_at, started_by) VALUES ({another}, 'unreachable', false, madoguchi_now(), '{me}') -- an act changes what belongs to its patron
{record:suspension.lift}UPDATE suspension SET lifted_at = madoguchi_now(), lifted_by = '{me}' WHERE id = {suspension} -- an act changes the row that its record names
{record:report.settle}UPDATE patron_report SET settled_at = madoguchi_now(), settled_by = '{me}' WHERE id = {report} -- an act changes the row that its record names
{record:report.settle report}UPDATE patron_report SET settled_at = madoguchi_now(), settled_by = '{other}' WHERE id = {report} -- a report stands in the name of who takes or settles it
{record:report.settle settled}UPDATE patron_report SET settled_at = madoguchi_now(), settled_by = '{me}' WHERE id = {settled} -- a report stands in the name of who takes or settles it
{record:suspension.lift suspension}UPDATE suspension SET lifted_at = '2099-01-01', lifted_by = '{me}' WHERE id = {suspension} -- an act is done when its record says
{record:report.settle report}UPDATE patron_report SET settled_at = '2099-01-01', settled_by = '{me}' WHERE id = {report} -- an act is done when its record says
