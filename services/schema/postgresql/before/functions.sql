-- What desks, workers and portals of the version before call, and what their statements on tables ask.
GRANT EXECUTE ON FUNCTION madoguchi_now() TO madoguchi_counter, madoguchi_phone, madoguchi_worker, madoguchi_portal;
GRANT EXECUTE ON FUNCTION madoguchi_is_staff()
    TO madoguchi_counter, madoguchi_phone, madoguchi_worker, madoguchi_portal;
GRANT EXECUTE ON FUNCTION madoguchi_lock_title(bigint) TO madoguchi_counter, madoguchi_phone, madoguchi_worker;
GRANT EXECUTE ON FUNCTION madoguchi_lock_patron(bigint) TO madoguchi_worker;
GRANT EXECUTE ON FUNCTION madoguchi_open_patrons(), madoguchi_open_titles() TO madoguchi_phone;
GRANT EXECUTE ON FUNCTION madoguchi_password_recipe(bigint), madoguchi_password_fits(bigint, text)
    TO madoguchi_counter, madoguchi_portal;
GRANT EXECUTE ON FUNCTION
    madoguchi_item_taken(bigint), madoguchi_glimpse(text, bigint),
    madoguchi_phone_look(text, bigint, text, bigint, text, text),
    madoguchi_check_caller(bigint, text, date, text, text, bigint, text)
TO madoguchi_counter, madoguchi_phone;
