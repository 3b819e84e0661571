SELECT * FROM madoguchi_stale_names(100)
SELECT madoguchi_write_keys(ARRAY[{patron}]::bigint[], ARRAY['x'], ARRAY[1]::bigint[], ARRAY['x'], ARRAY['1'], ARRAY['1'], ARRAY['x'])
SELECT * FROM madoguchi_account(NULL)
SELECT * FROM madoguchi_acts_on({patron}, false, false, '{me}', 'w', NULL, NULL)
