-- Approvals, by the statements of services/own_schema/approvals/approval_statements.py. An approval is for one act id and for what was
-- asked for, it is open for a few minutes, and it counts no more when the patron's suspensions or card aren't as they were.

-- Whether what is asked for is what can be (services/rules/table_of_bounds.py): codes and numbers, no words of a login's own;
-- what desks ask for (services/acts/wanted.py) always is.
CREATE OR REPLACE FUNCTION madoguchi_is_wanted(for_verb text, wanted jsonb) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    CASE for_verb
{wanted_fits}
    ELSE
        RETURN false;
    END CASE;
END $$;

-- Whether a change of an act is one that was approved.
CREATE OR REPLACE FUNCTION madoguchi_is_as_approved(wanted jsonb, change jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = public, pg_catalog, pg_temp
RETURN coalesce(CASE change ->> 'change'
    WHEN 'SetSuspensionLifted' THEN
        wanted ? 'new_number' AND wanted -> 'checked' <> '[]' AND change ->> 'override' IS NULL  -- ①: act_bounds.sql
        OR change -> 'suspension_id' = wanted -> 'suspension_id'
        AND (change ->> 'override' IS NULL OR change ->> 'override' = wanted ->> 'override')
    WHEN 'SetCardActive' THEN wanted ? 'suspension_id'
    WHEN 'SetReportSettled' THEN change -> 'report_id' = wanted -> 'settles'
    WHEN 'InsertSuspension' THEN
        change ->> 'reason' = wanted ->> 'reason' AND change ->> 'note' IS NOT DISTINCT FROM wanted ->> 'note'
        AND change -> 'with_consent' = 'false'
    WHEN 'InsertReplacementCard' THEN change ->> 'number' = wanted ->> 'new_number'
    ELSE false
END, false);

-- What a request about another system's patron is about, the program says: `seen`.
CREATE OR REPLACE FUNCTION madoguchi_ask_approval(
    act_id text, for_verb text, of_patron bigint, wanted jsonb, seen text, by_staff text, at_branch bigint,
    at_workstation text
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM madoguchi_begin_record(by_staff, at_branch, at_workstation, 'counter', 'approval');
    IF NOT madoguchi_is_owner() AND (madoguchi_has_group('supervisor') OR NOT madoguchi_has_group('counter')) THEN
        PERFORM madoguchi_refuse('the counter asks a supervisor');
    ELSIF madoguchi_is_wanted(for_verb, wanted) IS NOT TRUE OR wanted ? 'new_number'
          AND NOT madoguchi_is_new_card(wanted ->> 'new_number', {text card_lengths}, {text card_letters}) THEN
        PERFORM madoguchi_refuse('an approval is of one act');
    END IF;
    PERFORM madoguchi_require_look(of_patron, by_staff);
    PERFORM madoguchi_take_turn('act', by_staff);
    {ask_approval};
    RETURN ({number_of_approval});  -- null where as many wait as may
{errors_without_detail}END $$;

-- The state of this login's request, by its number or its act; null where there is none.
CREATE OR REPLACE FUNCTION madoguchi_own_approval(of_approval bigint, for_act text, by_staff text) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM madoguchi_begin_reading();
    IF by_staff IS DISTINCT FROM session_user::text AND NOT madoguchi_is_owner() THEN
        PERFORM madoguchi_refuse('an act stands in the name of who acts');
    END IF;
    RETURN ({own_approval});
{errors_without_detail}END $$;

CREATE OR REPLACE FUNCTION madoguchi_withdraw_approval(of_approval bigint, by_staff text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM madoguchi_begin_call();
    IF by_staff IS DISTINCT FROM session_user::text AND NOT madoguchi_is_owner() THEN
        PERFORM madoguchi_refuse('an act stands in the name of who acts');
    END IF;
    {withdraw_approval};
{errors_without_detail}END $$;

-- Shows this login's waiting request to the supervisors of the whole library, where the library wants that.
CREATE OR REPLACE FUNCTION madoguchi_widen_approval(of_approval bigint, by_staff text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM madoguchi_begin_call();
    IF by_staff IS DISTINCT FROM session_user::text AND NOT madoguchi_is_owner() THEN
        PERFORM madoguchi_refuse('an act stands in the name of who acts');
    ELSIF NOT {flag approval_by_whole_library} THEN
        PERFORM madoguchi_refuse('a branch asks its own supervisors');
    END IF;
    {widen_approval};
{errors_without_detail}END $$;

-- Records that a supervisor looks at a request's patron, in the login's own name. It answers nothing.
CREATE OR REPLACE FUNCTION madoguchi_note_approval(
    of_approval bigint, by_staff text, at_branch bigint, at_workstation text
) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM madoguchi_begin_record(by_staff, at_branch, at_workstation, 'counter', 'approval');
    PERFORM madoguchi_for_supervisor(by_staff);
    {look_at_approval};
{errors_without_detail}END $$;

-- What a request is about; null where there is none, and before the look at it is committed.
CREATE OR REPLACE FUNCTION madoguchi_read_approval(of_approval bigint, by_staff text) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    today CONSTANT date := madoguchi_today();
BEGIN
    PERFORM madoguchi_for_supervisor(by_staff);
    RETURN ({case_of_approval});
{errors_without_detail}END $$;

-- One look at a request, one round trip: as madoguchi_look.
CREATE OR REPLACE PROCEDURE madoguchi_look_at_approval(
    of_approval bigint, by_staff text, at_branch bigint, at_workstation text, INOUT asked_for json DEFAULT NULL
)
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM public.madoguchi_note_approval(of_approval, by_staff, at_branch, at_workstation);
    COMMIT;
    asked_for := public.madoguchi_read_approval(of_approval, by_staff);
END $$;

-- Approves a request, or refuses it with a reason, and answers 'approved' or 'refused'; also when the same decision is
-- sent twice. For a request that waits no more it answers 'already' and its state. Null where there is none, or this
-- login didn't look at it.
CREATE OR REPLACE FUNCTION madoguchi_decide_approval(of_approval bigint, why_not text, by_staff text) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM madoguchi_begin_call();
    PERFORM madoguchi_for_supervisor(by_staff);
    {decide_approval};
    RETURN ({decision_of_approval});
{errors_without_detail}END $$;

-- Whether a supervisor approved this request of the login's, however it stands now.
CREATE OR REPLACE FUNCTION madoguchi_has_approval(for_act text, for_verb text, of_patron bigint, by_staff text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM approval a
        WHERE a.act_id = for_act AND a.asked_by = by_staff AND a.verb = for_verb
          AND a.patron_id = of_patron AND a.approved)
$$;

-- Whether a card's number may be looked up: only with an approval to register that number.
CREATE OR REPLACE FUNCTION madoguchi_is_number_approved(for_act text, new_number text, by_staff text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM approval a
        WHERE a.act_id = for_act AND a.asked_by = by_staff AND a.verb = 'card.replace'
          AND a.approved AND a.wanted ->> 'new_number' = new_number)
$$;

-- For an act that the login's role may not do: consumes its approval, if valid, under the patron's lock and before any
-- change. Answers who approved.
CREATE OR REPLACE FUNCTION madoguchi_use_approval(made jsonb, changes jsonb, of_patron bigint, by_staff text) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    asked record;
    wanted jsonb;
BEGIN
    {use_approval} INTO asked;
    wanted := asked.wanted;
    IF asked.id IS NULL OR made ->> 'channel' <> 'counter'
       OR EXISTS (SELECT FROM jsonb_array_elements(changes) AS it
                  WHERE NOT madoguchi_is_as_approved(wanted, it)
                     OR it ->> 'change' = 'SetCardActive' AND NOT EXISTS (
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
    RETURN asked.decided_by;
END $$;
