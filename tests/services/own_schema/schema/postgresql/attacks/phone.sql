SELECT * FROM madoguchi_password_in_force({patron}, 'x')
SELECT madoguchi_is_identified({patron}, '{me}', '2番窓口')
CALL madoguchi_search('{{{{カワ}}}}', '{{{{^カワ}}}}', '{{{{0}}}}', '{{{{9}}}}', NULL, NULL, NULL, '{me}', {branch}, 'w', NULL, NULL, NULL, NULL)
SELECT madoguchi_note_search('{{}}', '{{}}', '{{}}', '{{}}', '1980-04-02', NULL, NULL, '{me}', {branch}, 'w')
SELECT * FROM madoguchi_acts_on({patron}, false, false, '{me}', '2番窓口', NULL, NULL) -- by telephone acts are listed of an identified caller
SELECT * FROM madoguchi_open_mail()
SELECT * FROM madoguchi_note_try({patron}, NULL, NULL, NULL, '{me}', {branch}, 'w') -- a check takes two facts
SELECT * FROM madoguchi_note_try(NULL, NULL, '1980-04-02', NULL, '{me}', {branch}, 'w') -- a check takes two facts
SELECT * FROM madoguchi_note_try(NULL, '', '1980-04-02', NULL, '{me}', {branch}, 'w') -- a check takes two facts
SELECT * FROM madoguchi_note_try({patron}, 'x', NULL, '', '{me}', {branch}, 'w') -- a check takes more than stands on the card
SELECT * FROM madoguchi_note_try({patron}, NULL, '1980-04-02', NULL, '{other}', {branch}, 'w') -- a record stands in the name of who makes it
SELECT * FROM madoguchi_note_try({patron}, NULL, '1980-04-02', NULL, NULL, {branch}, 'w') -- a record stands in the name of who makes it
SELECT madoguchi_end_check({another}, '{other}', '2番窓口') -- a check stands in the name of who makes it
SELECT * FROM madoguchi_check_outcome(NULL, NULL) -- a try is counted and committed before it is compared, once
SELECT * FROM madoguchi_note_meant(1) -- a try is counted and committed before it is compared, once
DO $$ DECLARE t bigint; BEGIN t := (madoguchi_note_try({patron}, NULL, '1980-04-02', NULL, '{me}', {branch}, 'w')).this_try; PERFORM madoguchi_check_outcome(t, NULL); END $$ -- who reads a patron has looked them up
DO $$ DECLARE t bigint; BEGIN t := (madoguchi_note_try(NULL, 'x', '1980-04-02', NULL, '{me}', {branch}, 'w')).this_try; PERFORM madoguchi_check_outcome(t, NULL); END $$ -- a try is counted and committed before it is compared, once
DO $$ DECLARE t bigint; BEGIN t := (madoguchi_note_try(NULL, 'x', '1980-04-02', NULL, '{me}', {branch}, 'w')).this_try; PERFORM madoguchi_note_meant(t); END $$ -- a try is counted and committed before it is compared, once
SELECT madoguchi_note_look('123456789', NULL, true, '{other}', {branch}, 'w', 'look_up') -- a record stands in the name of who makes it
SELECT * FROM madoguchi_note_try({patron}, 'カワグチハナコ', NULL, NULL, '{me}', {branch}, 'w') -- a check takes more than stands on the card
