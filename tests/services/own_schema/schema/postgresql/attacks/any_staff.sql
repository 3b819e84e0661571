ALTER ROLE "{other}" PASSWORD 'mine'
ALTER ROLE "{me}" CREATEROLE
SELECT madoguchi_lock_patron({patron})
SELECT * FROM madoguchi_stale_names(100)
SELECT madoguchi_write_keys(ARRAY[{patron}]::bigint[], ARRAY['x'], ARRAY[1]::bigint[], ARRAY['x'], ARRAY['1'], ARRAY['1'], ARRAY['x'])
SELECT * FROM madoguchi_account('{other}') -- an account is shown to whom it belongs
SELECT * FROM madoguchi_acts_on({patron}, false, false, '{other}', 'w', NULL, NULL) -- acts are listed for who asks
SELECT * FROM madoguchi_acts_on({patron}, true, NULL, NULL, NULL, NULL, NULL) -- acts are listed for who asks
SELECT madoguchi_caller_is_known({another}, '{other}', '2番窓口') -- a check is told to who made it
SELECT madoguchi_caller_is_known({another}, NULL, NULL) -- a check is told to who made it
