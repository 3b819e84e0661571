SELECT hits FROM madoguchi_answer_search(gen_random_uuid(), '{{}}', '{{}}', '{{}}', '{{}}', '1980-04-02', NULL, NULL) -- what is searched is on record first; call: -
SELECT madoguchi_note_search('{{}}', '{{}}', '{{}}', '{{}}', '1980-04-02', NULL, NULL, '{other}', {branch}, 'w') -- a record stands in the name of who makes it; call: -
SELECT madoguchi_note_search('{{}}', '{{}}', '{{}}', '{{}}', NULL, NULL, NULL, '{me}', {branch}, 'w') -- a search asks for parts of names, a birth date or a number; call: -
SELECT * FROM madoguchi_acts_on({patron}, true, false, '{me}', 'w', NULL, NULL) -- a supervisor at the counter lists everybody's acts; call: by telephone acts are listed of an identified caller
SELECT * FROM madoguchi_looks_at({patron}, true, '{me}', NULL, NULL) -- a supervisor at the counter lists everybody's acts; call: -
SELECT * FROM madoguchi_looks_at({patron}, false, '{other}', NULL, NULL) -- acts are listed for who asks; call: -
SELECT * FROM madoguchi_looks_at({patron}, false, '{me}', NULL, NULL) -- who reads a patron has looked them up; call: -
SELECT madoguchi_read_reports(NULL, '{me}')
SELECT madoguchi_note_acts(NULL, NULL, NULL, NULL, NULL, true, false, '{me}', {branch}, 'w') -- what others did is listed for a supervisor; call: -
SELECT madoguchi_note_acts(NULL, '{other}', NULL, NULL, NULL, true, false, '{me}', {branch}, 'w') -- what others did is listed for a supervisor; call: -
SELECT madoguchi_note_acts(NULL, '{other}', NULL, NULL, NULL, true, false, '{other}', {branch}, 'w') -- a record stands in the name of who makes it; call: -
SELECT madoguchi_note_acts(NULL, '{me}', NULL, 'Hanako', NULL, true, false, '{me}', {branch}, 'w') -- a list has a filter; call: -
SELECT madoguchi_read_acts(NULL, '{other}', NULL, NULL, NULL, true, false, '{me}') -- what others did is listed for a supervisor; call: -
SELECT madoguchi_read_acts(NULL, NULL, NULL, NULL, NULL, true, false, '{other}') -- a look stands in the name of who looks; call: -
SELECT madoguchi_read_acts(NULL, '{me}', NULL, NULL, NULL, true, true, '{me}') -- who reads a list has it on record; call: -
SELECT * FROM madoguchi_note_password_try({patron}, 1, 'x') -- who reads a patron has looked them up; call: -
SELECT * FROM madoguchi_password_in_force({patron}, NULL) -- who reads a patron has looked them up; call: -
SELECT madoguchi_password_outcome(1) -- a try is counted and committed before it is compared, once; call: -
DO $$ DECLARE t bigint; BEGIN PERFORM madoguchi_note_look(NULL, {patron}, false, '{me}', {branch}, 'w', 'look_up'); t := (madoguchi_note_password_try({patron}, 1, 'x')).this_try; END $$ -- who reads a patron has looked them up; call: -
