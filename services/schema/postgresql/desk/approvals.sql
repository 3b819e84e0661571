-- Approvals: a supervisor lets a clerk do one act that is a supervisor's. The clerk's login asks and acts, the supervisor's
-- own login approves: nobody approves what they asked for. An approval is for one act id and for what was asked for, it is
-- open for a few minutes, and it counts no more when the patron's suspensions or card aren't as they were.

-- What an approval is about, as it is now.
CREATE OR REPLACE FUNCTION madoguchi_approvable_state(of_patron bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
    {approvable_state}
$$;

-- How a request stands (services/rules/people/approvals.py).
CREATE OR REPLACE FUNCTION madoguchi_approval_state(a approval) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    RETURN CASE
        WHEN a.used_at IS NOT NULL THEN 'used'
        WHEN a.withdrawn_at IS NOT NULL THEN 'withdrawn'
        WHEN NOT a.approved THEN 'refused'
        WHEN madoguchi_now() - coalesce(a.decided_at, a.asked_at) >= {approvals_open_for} THEN 'over'
        WHEN a.state <> madoguchi_approvable_state(a.patron_id) THEN 'changed'
        WHEN a.approved THEN 'approved'
        ELSE 'waiting'
    END;
END $$;

-- Whether what is asked for is what can be: codes and numbers, no words of a login's own.
CREATE OR REPLACE FUNCTION madoguchi_is_wanted(for_verb text, wanted jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = public, pg_catalog, pg_temp
RETURN CASE for_verb
    WHEN 'suspension.lift' THEN
        jsonb_typeof(wanted) = 'object' AND wanted ?& '{suspension_id,override,settles,checked}'
        AND wanted - '{suspension_id,override,settles,checked}'::text[] = '{}'
        AND jsonb_typeof(wanted -> 'checked') = 'array' AND wanted -> 'checked' <@ to_jsonb({items_to_check})
        AND jsonb_typeof(wanted -> 'suspension_id') = 'number'
        AND (jsonb_typeof(wanted -> 'override') = 'null' OR wanted ->> 'override' ~ '^[a-z0-9_]{1,32}$')
        AND jsonb_typeof(wanted -> 'settles') IN ('null', 'number')
    WHEN 'suspension.set' THEN
        jsonb_typeof(wanted) = 'object' AND wanted ?& '{reason,note,although_nothing_overdue}'
        AND wanted - '{reason,note,although_nothing_overdue}'::text[] = '{}'
        AND jsonb_typeof(wanted -> 'although_nothing_overdue') = 'boolean'
        AND wanted ->> 'reason' = ANY ({reasons_of_suspensions})
        AND (jsonb_typeof(wanted -> 'note') = 'null' OR wanted ->> 'note' ~ '^[a-z0-9_]{1,32}$')
    WHEN 'card.replace' THEN
        jsonb_typeof(wanted) = 'object' AND wanted ?& '{new_number,damaged,checked}'
        AND wanted - '{new_number,damaged,checked}'::text[] = '{}'
        AND jsonb_typeof(wanted -> 'checked') = 'array' AND wanted -> 'checked' <@ to_jsonb({items_to_check})
        AND wanted ->> 'new_number' ~ '^[0-9]{9}$' AND jsonb_typeof(wanted -> 'damaged') = 'boolean'
    ELSE false
END;

-- Whether a change of an act is one that was approved.
CREATE OR REPLACE FUNCTION madoguchi_is_as_approved(wanted jsonb, change jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = public, pg_catalog, pg_temp
RETURN coalesce(CASE change ->> 'change'
    WHEN 'LiftSuspension' THEN
        wanted ? 'new_number' AND wanted -> 'checked' <> '[]' AND change ->> 'override' IS NULL  -- ①: madoguchi_recorded
        OR change -> 'suspension_id' = wanted -> 'suspension_id'
        AND (change ->> 'override' IS NULL OR change ->> 'override' = wanted ->> 'override')
    WHEN 'FindCard' THEN wanted ? 'suspension_id'
    WHEN 'SettleReport' THEN change -> 'report_id' = wanted -> 'settles'
    WHEN 'Suspend' THEN
        change ->> 'reason' = wanted ->> 'reason' AND change ->> 'note' IS NOT DISTINCT FROM wanted ->> 'note'
        AND change -> 'with_consent' = 'false'
    WHEN 'ReplaceCard' THEN change ->> 'number' = wanted ->> 'new_number'
    ELSE false
END, false);

CREATE OR REPLACE FUNCTION madoguchi_ask_approval(
    act_id text, for_verb text, of_patron bigint, wanted jsonb, by_staff text, at_branch bigint, at_workstation text
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
#variable_conflict use_variable
DECLARE
    number bigint;
BEGIN
    PERFORM madoguchi_begin_call();
    IF by_staff IS DISTINCT FROM session_user::text AND NOT madoguchi_is_owner() THEN
        PERFORM madoguchi_refuse('an act stands in the name of who acts');
    ELSIF NOT madoguchi_is_owner() AND (madoguchi_has_group('supervisor') OR NOT madoguchi_has_group('counter')) THEN
        PERFORM madoguchi_refuse('the counter asks a supervisor');
    ELSIF madoguchi_is_wanted(for_verb, wanted) IS NOT TRUE OR act_id !~ '^[0-9A-Za-z-]{1,36}$' THEN
        PERFORM madoguchi_refuse('an approval is of one act');
    END IF;
    PERFORM madoguchi_require_look(of_patron, by_staff);
    PERFORM madoguchi_take_turn('act', by_staff);
    SELECT a.id INTO number FROM approval a WHERE a.act_id = act_id AND a.asked_by = by_staff;
    IF number IS NOT NULL THEN
        RETURN number;  -- sent twice
    ELSIF (SELECT count(*) FROM approval a WHERE a.asked_by = by_staff AND a.decided_at IS NULL
               AND a.asked_at > madoguchi_now() - {approvals_open_for}
               AND madoguchi_approval_state(a) = 'waiting') >= {approvals_open_at_most} THEN
        RETURN NULL;
    END IF;
    INSERT INTO approval AS a (act_id, verb, patron_id, wanted, state, asked_at, asked_by, branch_id, workstation)
    VALUES (act_id, for_verb, of_patron, wanted, madoguchi_approvable_state(of_patron), madoguchi_now(), by_staff,
            at_branch, at_workstation)
    RETURNING a.id INTO number;
    RETURN number;
{errors_without_detail}END $$;

-- How a request of one's own stands, by its number or its act; null where there is none.
CREATE OR REPLACE FUNCTION madoguchi_own_approval(of_approval bigint, for_act text, by_staff text) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM madoguchi_require_revision();
    PERFORM madoguchi_require_one_kind();
    IF by_staff IS DISTINCT FROM session_user::text AND NOT madoguchi_is_owner() THEN
        PERFORM madoguchi_refuse('an act stands in the name of who acts');
    END IF;
    RETURN (
        SELECT json_build_object(
            'state', madoguchi_approval_state(a), 'refusal', a.refusal, 'decided_at', a.decided_at,
            'is_seen', EXISTS (
                SELECT FROM access_log l
                WHERE l.patron_id = a.patron_id AND l.at >= a.asked_at AND l.purpose = 'approval'
                  AND l.listed::jsonb = jsonb_build_object('kind', 'approval', 'number', a.id)),
            'decided_by', coalesce((SELECT s.name FROM staff s WHERE s.id = a.decided_by), a.decided_by))
        FROM approval a WHERE (a.id = of_approval OR a.act_id = for_act) AND a.asked_by = by_staff);
{errors_without_detail}END $$;

CREATE OR REPLACE FUNCTION madoguchi_withdraw_approval(of_approval bigint, by_staff text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM madoguchi_begin_call();
    IF by_staff IS DISTINCT FROM session_user::text AND NOT madoguchi_is_owner() THEN
        PERFORM madoguchi_refuse('an act stands in the name of who acts');
    END IF;
    UPDATE approval SET withdrawn_at = madoguchi_now()
    WHERE id = of_approval AND asked_by = by_staff AND withdrawn_at IS NULL AND used_at IS NULL AND approved IS NOT FALSE;
{errors_without_detail}END $$;

-- Shows a request of one's own that waits to the supervisors of the whole library, where the library wants that.
CREATE OR REPLACE FUNCTION madoguchi_widen_approval(of_approval bigint, by_staff text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM madoguchi_begin_call();
    IF by_staff IS DISTINCT FROM session_user::text AND NOT madoguchi_is_owner() THEN
        PERFORM madoguchi_refuse('an act stands in the name of who acts');
    ELSIF NOT {flag approval_by_whole_library} THEN
        PERFORM madoguchi_refuse('a branch asks its own supervisors');
    END IF;
    UPDATE approval SET widened_at = madoguchi_now()
    WHERE id = of_approval AND asked_by = by_staff AND widened_at IS NULL AND withdrawn_at IS NULL AND decided_at IS NULL;
{errors_without_detail}END $$;

-- Records that a supervisor looks at a request's patron, in the login's own name. It tells nothing.
CREATE OR REPLACE FUNCTION madoguchi_note_approval(
    of_approval bigint, by_staff text, at_branch bigint, at_workstation text
) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM madoguchi_begin_call();
    PERFORM madoguchi_for_supervisor(by_staff);
    INSERT INTO access_log (at, staff_id, branch_id, workstation, channel, patron_id, purpose, listed)
    SELECT madoguchi_now(), by_staff, at_branch, at_workstation, 'counter', a.patron_id, 'approval',
           json_build_object('kind', 'approval', 'number', a.id)
    FROM approval a WHERE a.id = of_approval AND a.asked_by <> by_staff;
{errors_without_detail}END $$;

-- Who decides has looked at this very request, and that is committed.
CREATE OR REPLACE FUNCTION madoguchi_has_looked_at(a approval, by_staff text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM access_log l
        WHERE l.staff_id = by_staff AND l.listed IS NOT NULL AND l.at >= a.asked_at AND l.purpose = 'approval'
          AND l.listed::jsonb = jsonb_build_object('kind', 'approval', 'number', a.id)
          AND l.made_by IS DISTINCT FROM pg_current_xact_id_if_assigned()::text::bigint)
$$;

-- What a request is about: the patron's suspensions, and no more of the patron; null where there is none.
CREATE OR REPLACE FUNCTION madoguchi_read_approval(of_approval bigint, by_staff text) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    today CONSTANT date := madoguchi_today();
    asked approval;
BEGIN
    PERFORM madoguchi_for_supervisor(by_staff);
    SELECT * INTO asked FROM approval a WHERE a.id = of_approval;
    IF asked.id IS NULL OR NOT madoguchi_has_looked_at(asked, by_staff) THEN
        RETURN NULL;
    END IF;
    RETURN json_build_object(
        'id', asked.id, 'verb', asked.verb, 'workstation', asked.workstation, 'branch_id', asked.branch_id,
        'asked_at', asked.asked_at,
        'asked_by', coalesce((SELECT s.name FROM staff s WHERE s.id = asked.asked_by), asked.asked_by),
        'wanted', asked.wanted, 'state', madoguchi_approval_state(asked),
        'patron', ({suspended_patron}));
{errors_without_detail}END $$;

-- One look at a request, one round trip: as madoguchi_look.
CREATE OR REPLACE PROCEDURE madoguchi_look_at_approval(
    of_approval bigint, by_staff text, at_branch bigint, at_workstation text, INOUT asked_for json DEFAULT NULL
)
LANGUAGE plpgsql AS $$
BEGIN
    COMMIT;  -- of nothing: calls.sql says what for
    PERFORM public.madoguchi_note_approval(of_approval, by_staff, at_branch, at_workstation);
    COMMIT;
    asked_for := public.madoguchi_read_approval(of_approval, by_staff);
END $$;

-- Approves a request, or refuses it with a reason, and answers 'approved' or 'refused'; once more to who did just that.
-- Where it waits no more it answers how it stands, behind 'already'. Null where there is none, or nobody looked at it.
CREATE OR REPLACE FUNCTION madoguchi_decide_approval(of_approval bigint, why_not text, by_staff text) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    asked approval;
    stands text;
BEGIN
    PERFORM madoguchi_begin_call();
    PERFORM madoguchi_for_supervisor(by_staff);
    SELECT * INTO asked FROM approval a WHERE a.id = of_approval FOR UPDATE;
    IF asked.id IS NULL OR asked.asked_by = by_staff OR NOT madoguchi_has_looked_at(asked, by_staff) THEN
        RETURN NULL;
    END IF;
    stands := madoguchi_approval_state(asked);
    IF stands = 'waiting' OR stands = 'changed' AND asked.decided_at IS NULL AND why_not IS NOT NULL THEN
        UPDATE approval SET decided_at = madoguchi_now(), decided_by = by_staff, approved = why_not IS NULL, refusal = why_not
        WHERE id = of_approval;
        RETURN CASE WHEN why_not IS NULL THEN 'approved' ELSE 'refused' END;
    ELSIF asked.decided_by = by_staff AND asked.approved = (why_not IS NULL) AND asked.refusal IS NOT DISTINCT FROM why_not
          AND stands IN ('approved', 'refused') THEN
        RETURN stands;  -- sent twice
    END IF;
    RETURN 'already ' || stands;
{errors_without_detail}END $$;

-- Whether a supervisor approved this request of the login's, however it stands now.
CREATE OR REPLACE FUNCTION madoguchi_has_approval(for_act text, for_verb text, of_patron bigint, by_staff text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM approval a
        WHERE a.act_id = for_act AND a.asked_by = by_staff AND a.verb = for_verb
          AND a.patron_id = of_patron AND a.approved)
$$;

-- Whether a card's number may be told to who was let register just that one.
CREATE OR REPLACE FUNCTION madoguchi_is_number_approved(for_act text, new_number text, by_staff text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM approval a
        WHERE a.act_id = for_act AND a.asked_by = by_staff AND a.verb = 'card.replace'
          AND a.approved AND a.wanted ->> 'new_number' = new_number)
$$;

-- An act that the login's role may not do is done as it was approved, while that counts: under the patron's lock, before
-- anything is changed. Uses the approval up, and answers who approved.
CREATE OR REPLACE FUNCTION madoguchi_use_approval(made jsonb, changes jsonb, of_patron bigint, by_staff text) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    asked approval;
    wanted jsonb;
BEGIN
    SELECT * INTO asked FROM approval a WHERE a.act_id = made ->> 'id' AND a.asked_by = by_staff FOR UPDATE;
    wanted := asked.wanted;
    IF asked.id IS NULL OR asked.verb <> made ->> 'verb' OR asked.patron_id <> of_patron
       OR made -> 'wanted' IS DISTINCT FROM wanted
       OR made ->> 'channel' <> 'counter' OR madoguchi_approval_state(asked) <> 'approved'
       OR EXISTS (SELECT FROM jsonb_array_elements(changes) AS it
                  WHERE NOT madoguchi_is_as_approved(wanted, it)
                     OR it ->> 'change' = 'FindCard' AND NOT EXISTS (
                         SELECT FROM suspension s
                         WHERE s.id = (wanted ->> 'suspension_id')::bigint AND s.reason = 'card_lost'))
       OR made #>> '{details,reason}' IS DISTINCT FROM wanted ->> 'reason' AND asked.verb = 'suspension.set'
       OR wanted ->> 'reason' = 'long_overdue' AND NOT (wanted -> 'although_nothing_overdue')::boolean
          AND NOT EXISTS (SELECT FROM loan l WHERE l.patron_id = of_patron AND l.returned_on IS NULL
                          AND l.due_on < madoguchi_today())
       OR asked.verb = 'card.replace' AND NOT (wanted -> 'damaged')::boolean
          AND NOT EXISTS (SELECT FROM card c WHERE c.patron_id = of_patron AND c.status = 'lost') THEN
        PERFORM madoguchi_refuse('a supervisor approves this act first');
    END IF;
    UPDATE approval SET used_at = madoguchi_now() WHERE id = asked.id;
    RETURN asked.decided_by;
END $$;

-- Whether the act of a record was approved, by whom the record says, and that was used up in this transaction.
CREATE OR REPLACE FUNCTION madoguchi_is_done_as_approved(made act) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM approval a
        WHERE a.act_id = made.id AND a.asked_by = made.staff_id AND a.verb = made.verb AND a.patron_id = made.patron_id
          AND made.channel = 'counter' AND a.approved AND a.used_at IS NOT NULL
          AND made.details ->> 'approved_by' = a.decided_by AND madoguchi_is_now(a.xmin))
$$;
