-- Records that the slip of an issued password was handed over: the issuing desk calls it when its dialog ends normally.
-- An issue without such a record is its clerk's own work (services/own_schema/today/own_work_statement.py).

-- Of an issue of the login's own, once; sent twice, it is recorded once, at the time of the first.
CREATE OR REPLACE FUNCTION madoguchi_note_slip_handed_over(of_act text, by_staff text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM madoguchi_begin_call();
    IF by_staff IS DISTINCT FROM session_user::text AND NOT madoguchi_is_owner() THEN
        PERFORM madoguchi_refuse('an act stands in the name of who acts');
    ELSIF NOT EXISTS ({issue_of_slip}) THEN
        PERFORM madoguchi_refuse('a slip is handed over by who issued the password');
    END IF;
    INSERT INTO slip_hand_over (act_id, at) VALUES (of_act, madoguchi_moment()) ON CONFLICT DO NOTHING;
{errors_without_detail}END $$;
