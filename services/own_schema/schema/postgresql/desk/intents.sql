-- Acts of another system: noted before it is asked, and ended when its answer is known. That system does them, and what it
-- did is the program's word.

-- Notes an act, or answers what stands there under its id: an intent without an end, or the outcome. An approval is used with
-- it, where what it is about is still as it was then (`seen`); one that doesn't count is answered as closed.
CREATE OR REPLACE FUNCTION madoguchi_intend(of_patron bigint, by_staff text, made jsonb, wanted jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    approved CONSTANT boolean := (made ->> 'approved')::boolean IS TRUE;
    found jsonb;
    asked record;
BEGIN
    PERFORM madoguchi_begin_record(
        by_staff, (made ->> 'branch')::bigint, made ->> 'workstation', made ->> 'channel', made ->> 'verb');
    PERFORM madoguchi_require_look(of_patron, by_staff);
    IF NOT madoguchi_is_bare(of_patron) THEN
        PERFORM madoguchi_refuse('what is intended is another system''s');
    ELSIF NOT (madoguchi_is_owner() OR madoguchi_may_record(
        made ->> 'verb', made ->> 'channel', of_patron, made ->> 'workstation') OR approved) THEN
        PERFORM madoguchi_refuse('this role may not do this act on this channel');
    END IF;
    PERFORM madoguchi_take_turn('act', by_staff);
    SELECT jsonb_build_object('patron_id', a.patron_id, 'verb', a.verb, 'outcome', a.outcome) INTO found
    FROM act a WHERE a.id = made ->> 'id' AND a.staff_id = by_staff;
    IF found IS NULL THEN
        SELECT to_jsonb(i) INTO found FROM act_intent i WHERE i.id = made ->> 'id' AND i.staff_id = by_staff;
    END IF;
    IF found IS NULL THEN
        PERFORM madoguchi_details_fit(made, wanted, of_patron, by_staff);
        IF approved THEN
            {use_approval_elsewhere} INTO asked;
            IF asked.id IS NULL THEN
                RETURN jsonb_build_object('closed', true);
            ELSIF made ->> 'channel' <> 'counter'
               OR asked.verb = 'suspension.set' AND asked.wanted ->> 'reason' IS DISTINCT FROM wanted ->> 'reason'
               OR asked.verb = 'suspension.lift' AND asked.wanted ->> 'suspension_id' IS DISTINCT FROM made ->> 'subject_id' THEN
                PERFORM madoguchi_refuse('a supervisor approves this act first');
            END IF;
        END IF;
        INSERT INTO act_intent (id, at, staff_id, branch_id, workstation, channel, patron_id, verb, subject, subject_id, wanted)
        VALUES (made ->> 'id', madoguchi_moment(), by_staff, (made ->> 'branch')::bigint, made ->> 'workstation',
                made ->> 'channel', of_patron, made ->> 'verb', made ->> 'subject', (made ->> 'subject_id')::bigint,
                wanted::json);
    END IF;
    RETURN found;
{errors_without_detail}END $$;

-- Refuses details that no act of the verb has, as the act's own function does.
CREATE OR REPLACE FUNCTION madoguchi_details_fit(made jsonb, said jsonb, of_patron bigint, by_staff text) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    does CONSTANT text := (SELECT known.done_by FROM madoguchi.known_act AS known WHERE known.verb = made ->> 'verb');
BEGIN
    EXECUTE format('SELECT %I($1, $2, $3, $4, $5, $6, $7, $8)', does)
    USING made, said::json, '[]'::jsonb, of_patron, by_staff, madoguchi_moment(), madoguchi_today(), true;
END $$;

-- Ends an act that this login intended: its record takes the intent's place, or nothing does where nothing was done. What another
-- login left behind the worker ends, in the name of who intended it; the record says so.
CREATE OR REPLACE FUNCTION madoguchi_end_intent(of_act text, by_staff text, came text, details jsonb) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    settles CONSTANT boolean := (by_staff <> session_user::text AND madoguchi_has_group('worker')) IS TRUE;
    noted act_intent;
    by_others jsonb;
BEGIN
    PERFORM madoguchi_begin_call();
    IF by_staff IS DISTINCT FROM session_user::text AND NOT (settles OR madoguchi_is_owner()) THEN
        PERFORM madoguchi_refuse('an act stands in the name of who acts');
    END IF;
    PERFORM madoguchi_take_turn('act', by_staff);
    DELETE FROM act_intent WHERE id = of_act AND staff_id = by_staff AND (NOT settles OR {is_left_behind})
    RETURNING * INTO noted;
    IF NOT FOUND THEN
        IF came IS NOT NULL AND NOT EXISTS (SELECT FROM act a WHERE a.id = of_act AND a.staff_id = by_staff) THEN
            PERFORM madoguchi_refuse('an act ends that was intended');
        END IF;
    ELSIF came IS NULL THEN
        {give_approval_back};
    ELSE
        PERFORM madoguchi_details_fit(to_jsonb(noted), details, noted.patron_id, by_staff);
        by_others := jsonb_strip_nulls(jsonb_build_object(
            'approved_by', ({approver_of_act}), 'settled_by', CASE WHEN settles THEN session_user::text END));
        INSERT INTO act (id, at, staff_id, branch_id, workstation, channel, patron_id, verb, subject, subject_id, outcome,
                         details, sequence, hash)
        VALUES (noted.id, madoguchi_moment(), by_staff, noted.branch_id, noted.workstation, noted.channel,
                noted.patron_id, noted.verb, noted.subject, noted.subject_id, came,
                (details || by_others)::json, 0, '');
    END IF;
{errors_without_detail}END $$;

-- A login's acts without an end, the oldest first; for the worker those that all logins left behind, where it names none.
CREATE OR REPLACE FUNCTION madoguchi_intents(by_staff text) RETURNS TABLE (
    id varchar, staff_id varchar, patron_id bigint, verb varchar, subject varchar, subject_id bigint, wanted json
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
    PERFORM madoguchi_begin_reading();
    IF by_staff IS NULL THEN
        PERFORM madoguchi_for_worker();
    ELSIF by_staff IS DISTINCT FROM session_user::text AND NOT madoguchi_is_owner() THEN
        PERFORM madoguchi_refuse('an act stands in the name of who acts');
    END IF;
    RETURN QUERY {intents_of_login};
{errors_without_detail}END $$;

-- Gives the number of another system's patron, for the process that knows that system. A library that has cards has patrons
-- of its own.
CREATE OR REPLACE FUNCTION madoguchi_know_patron(known_as text) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    number bigint;
BEGIN
    PERFORM madoguchi_begin_work();
    IF EXISTS (SELECT FROM card) THEN
        PERFORM madoguchi_refuse('a library has patrons of its own, or another system''s');
    END IF;
    SELECT p.id INTO number FROM patron p WHERE p.system_key = known_as;
    IF number IS NULL THEN
        {bare_patron} ON CONFLICT DO NOTHING;  -- another call may have given it one meanwhile
        SELECT p.id INTO number FROM patron p WHERE p.system_key = known_as;
    END IF;
    RETURN number;
{errors_without_detail}END $$;

-- A library whose patrons are another system's takes in no card, whoever writes it.
CREATE OR REPLACE FUNCTION madoguchi_card_is_own() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM patron p WHERE p.system_key IS NOT NULL) THEN
        PERFORM madoguchi_refuse('a library has patrons of its own, or another system''s');
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER card_is_own BEFORE INSERT ON card
    FOR EACH STATEMENT EXECUTE FUNCTION madoguchi_card_is_own();
