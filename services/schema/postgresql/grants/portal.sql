-- 「利用者のページ」: logs patrons in and serves them, each by the token of their log-in.
GRANT SELECT ON alembic_version TO madoguchi_portal;

GRANT EXECUTE ON FUNCTION madoguchi_masters(), madoguchi_present(), madoguchi_clock() TO madoguchi_portal;
GRANT EXECUTE ON FUNCTION
    madoguchi_log_in_recipe(text), madoguchi_note_log_in(text, text), madoguchi_log_in_outcome(bigint),
    madoguchi_logged_in(text), madoguchi_log_out(text)
TO madoguchi_portal;
GRANT EXECUTE ON PROCEDURE madoguchi_log_in(text, text, text, bigint, timestamptz, text) TO madoguchi_portal;
GRANT EXECUTE ON FUNCTION
    madoguchi_portal_page(text), madoguchi_portal_renew(text, bigint, integer, date),
    madoguchi_portal_change_hold(text, bigint, integer, text, bigint, bigint),
    madoguchi_portal_cancel_hold(text, bigint, integer),
    madoguchi_portal_change_email(text, integer, text, boolean), madoguchi_portal_change_password(text, text),
    madoguchi_portal_ask(text, text, text, text, text)
TO madoguchi_portal;
