SELECT * FROM madoguchi_stale_names(100)
