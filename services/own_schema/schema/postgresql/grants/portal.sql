-- 「利用者のページ」, which is the library's own: logs patrons in, and changes their passwords by the token of their log-in.
GRANT SELECT ON alembic_version TO madoguchi_portal;

GRANT EXECUTE ON FUNCTION madoguchi_masters(), madoguchi_present(), madoguchi_clock() TO madoguchi_portal;
GRANT EXECUTE ON FUNCTION
    madoguchi_log_in_recipe(text), madoguchi_note_log_in(text, text), madoguchi_log_in_outcome(bigint),
    madoguchi_logged_in(text), madoguchi_portal_change_password(text, text), madoguchi_log_out(text)
TO madoguchi_portal;
GRANT EXECUTE ON PROCEDURE madoguchi_log_in(text, text, text, bigint, timestamptz, text) TO madoguchi_portal;
