SELECT * FROM madoguchi_acts_on({patron}, true, true, '{me}', 'w', NULL, NULL) -- by telephone acts are listed of an identified caller
SELECT * FROM madoguchi_acts_on({patron}, true, NULL, '{me}', 'w', NULL, NULL) -- by telephone acts are listed of an identified caller
