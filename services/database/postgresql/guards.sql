-- No change without its record, and none that isn't an act's. The guards look when the transaction commits, at what
-- then is so. Owner, worker and portal are not staff, so that nothing waits for their commits: their grants alone say
-- what they may.

-- The record that this transaction made for this login; null when it made none.
CREATE OR REPLACE FUNCTION madoguchi_act_now() RETURNS act
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    made act;
    mine boolean;
BEGIN
    SELECT a.*, a.xmin = pg_current_xact_id()::xid AS mine
    FROM act a WHERE staff_id = session_user::text COLLATE "default" ORDER BY sequence DESC LIMIT 1
    INTO made.id, made.at, made.staff_id, made.branch_id, made.workstation, made.channel, made.patron_id,
         made.verb, made.subject, made.subject_id, made.outcome, made.details, made.sequence, made.hash, mine;
    IF mine THEN
        RETURN made;
    END IF;
    RETURN NULL;
END $$;

-- The verbs that may change a row so are the trigger's arguments.
CREATE OR REPLACE FUNCTION madoguchi_recorded() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    made act;
    changed jsonb;
    whose bigint;
BEGIN
    made := madoguchi_act_now();
    IF made.verb IS NULL OR NOT made.verb = ANY (TG_ARGV) THEN
        PERFORM madoguchi_refuse('a change needs the record of its act');
    END IF;
    changed := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
    whose := (changed ->> CASE WHEN TG_TABLE_NAME = 'patron' THEN 'id' ELSE 'patron_id' END)::bigint;
    IF whose IS DISTINCT FROM made.patron_id THEN
        PERFORM madoguchi_refuse('an act changes what belongs to its patron');
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION madoguchi_guard_loan() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF (
        OLD.returned_on IS NOT NULL OR NEW.due_on <= OLD.due_on OR NEW.renewals <> OLD.renewals + 1
        OR NEW.renewed_on IS DISTINCT FROM madoguchi_today()
    ) THEN
        PERFORM madoguchi_refuse('a loan is renewed, today and to a later day, or left as it is');
    END IF;
    RETURN NULL;
END $$;

-- A hold moves on for staff in one way only: a copy that an act of theirs set free goes to the next in line.
CREATE OR REPLACE FUNCTION madoguchi_guard_hold() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    made act;
BEGIN
    made := madoguchi_act_now();
    IF made.verb IS NULL THEN
        PERFORM madoguchi_refuse('a change needs the record of its act');
    END IF;
    IF NEW.status = OLD.status AND NEW.item_id IS NOT DISTINCT FROM OLD.item_id THEN
        IF NEW.patron_id <> made.patron_id THEN
            PERFORM madoguchi_refuse('an act changes what belongs to its patron');
        ELSIF NEW.shelf_until IS DISTINCT FROM OLD.shelf_until AND NOT (
            made.verb = 'hold.extend_shelf' AND NEW.shelf_until > OLD.shelf_until
            AND NEW.shelf_extensions = OLD.shelf_extensions + 1
        ) THEN
            PERFORM madoguchi_refuse('an item is kept longer once, by its own act');
        ELSIF NEW.status <> 'waiting' AND (NEW.branch_id, NEW.mobile_stop_id)
              IS DISTINCT FROM (OLD.branch_id, OLD.mobile_stop_id) THEN
            PERFORM madoguchi_refuse('where a found item is handed over stays');
        END IF;
        RETURN NULL;
    END IF;
    IF made.verb <> 'hold.staff_cancel' OR OLD.status <> 'waiting' OR NEW.status NOT IN ('in_transit', 'ready')
       OR NOT EXISTS (
           SELECT FROM hold_cancellation
           WHERE patron_id = made.patron_id AND freed_item_id = NEW.item_id
             AND bib_record_id = NEW.bib_record_id AND xmin = pg_current_xact_id()::xid)
       OR EXISTS (
           SELECT FROM hold earlier
           WHERE earlier.bib_record_id = NEW.bib_record_id AND earlier.status = 'waiting'
             AND (earlier.placed_at, earlier.id) < (NEW.placed_at, NEW.id)
             AND coalesce(earlier.wait_until >= madoguchi_today(), true))
    THEN
        PERFORM madoguchi_refuse('a copy that became free goes to the next in line');
    END IF;
    RETURN NULL;
END $$;

-- A hold comes back as it was cancelled today, at the place its day gives it.
CREATE OR REPLACE FUNCTION madoguchi_guard_restored() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF (NEW.status <> 'waiting' OR NEW.placed_at > madoguchi_now()) THEN
        PERFORM madoguchi_refuse('a hold comes back waiting');
    END IF;
    RETURN NULL;
END $$;

-- Everybody may take the report of a lost card; the other reasons, and lifting any, are the supervisor's.
CREATE OR REPLACE FUNCTION madoguchi_guard_suspension() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    verb text;
BEGIN
    verb := (madoguchi_act_now()).verb;
    IF TG_OP = 'INSERT' THEN
        IF NEW.lifted_at IS NOT NULL OR NEW.started_by <> session_user
           OR (verb = 'card.report_lost') <> (NEW.reason = 'card_lost') THEN
            PERFORM madoguchi_refuse('a suspension begins by the act of its reason');
        END IF;
    ELSIF OLD.lifted_at IS NOT NULL OR NEW.lifted_by IS DISTINCT FROM session_user THEN
        PERFORM madoguchi_refuse('a suspension is lifted once, by who lifts it');
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION madoguchi_guard_card() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF NOT madoguchi_has_group('supervisor')
       AND (OLD.status, NEW.status) IS DISTINCT FROM ('active', 'lost') THEN
        PERFORM madoguchi_refuse('a card is reported lost; all else is the supervisor''s');
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION madoguchi_guard_report() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF session_user IS DISTINCT FROM
       (CASE WHEN TG_OP = 'INSERT' THEN NEW.reported_by ELSE NEW.settled_by END) THEN
        PERFORM madoguchi_refuse('a report stands in the name of who takes or settles it');
    END IF;
    RETURN NULL;
END $$;

-- Each table's guards: when a row is changed so, by which verbs.
DO $$
DECLARE
    made record;
    guards CONSTANT text[][] := ARRAY[
        ['patron', 'UPDATE', 'madoguchi_recorded(''email.change'', ''registration.renew'')'],
        ['card', 'INSERT', 'madoguchi_recorded(''card.replace'')'],
        ['card', 'UPDATE', 'madoguchi_recorded(''card.report_lost'', ''card.replace'')'],
        ['card', 'UPDATE', 'madoguchi_guard_card()'],
        ['loan', 'UPDATE', 'madoguchi_recorded(''loan.renew'')'],
        ['loan', 'UPDATE', 'madoguchi_guard_loan()'],
        ['hold', 'INSERT', 'madoguchi_recorded(''hold.undo_cancel'')'],
        ['hold', 'INSERT', 'madoguchi_guard_restored()'],
        ['hold', 'UPDATE', 'madoguchi_guard_hold()'],
        ['hold', 'DELETE', 'madoguchi_recorded(''hold.cancel'', ''hold.staff_cancel'')'],
        ['hold_cancellation', 'INSERT', 'madoguchi_recorded(''hold.cancel'', ''hold.staff_cancel'')'],
        ['hold_cancellation', 'DELETE', 'madoguchi_recorded(''hold.undo_cancel'', ''hold.acknowledge'')'],
        ['password_credential', 'INSERT', 'madoguchi_recorded(''password.issue'')'],
        ['password_credential', 'UPDATE', 'madoguchi_recorded(''password.reissue'', ''password.change'', '
            '''password.check'', ''password.unlock'', ''password.disable'', ''card.report_lost'')'],
        ['suspension', 'INSERT', 'madoguchi_recorded(''suspension.set'', ''card.report_lost'')'],
        ['suspension', 'UPDATE', 'madoguchi_recorded(''suspension.lift'')'],
        ['suspension', 'INSERT OR UPDATE', 'madoguchi_guard_suspension()'],
        ['reference_question', 'INSERT', 'madoguchi_recorded(''question.ask'')'],
        ['reference_question', 'UPDATE', 'madoguchi_recorded(''question.told'')'],
        ['patron_report', 'INSERT', 'madoguchi_recorded(''report.take'')'],
        ['patron_report', 'UPDATE', 'madoguchi_recorded(''report.settle'')'],
        ['patron_report', 'INSERT OR UPDATE', 'madoguchi_guard_report()'],
        ['outgoing_mail', 'INSERT OR DELETE',
            'madoguchi_recorded(''email.change'', ''email.resend'', ''question.ask'')'],
        ['branch', 'INSERT OR UPDATE', 'madoguchi_recorded(''masters.import'')'],
        ['mobile_stop', 'INSERT OR UPDATE', 'madoguchi_recorded(''masters.import'')'],
        ['closing_rule', 'INSERT OR UPDATE OR DELETE', 'madoguchi_recorded(''masters.import'')'],
        ['closed_day', 'INSERT OR UPDATE OR DELETE', 'madoguchi_recorded(''masters.import'')'],
        ['public_holiday', 'INSERT OR UPDATE OR DELETE', 'madoguchi_recorded(''masters.import'')'],
        ['material_type', 'INSERT OR UPDATE', 'madoguchi_recorded(''masters.import'')'],
        ['code_label', 'INSERT OR UPDATE', 'madoguchi_recorded(''masters.import'')'],
        ['circulation_rule', 'INSERT OR UPDATE OR DELETE', 'madoguchi_recorded(''masters.import'')'],
        ['masters_version', 'UPDATE', 'madoguchi_recorded(''masters.import'')']
    ];
    place integer;
BEGIN
    FOR made IN
        SELECT t.tgname, t.tgrelid::regclass AS of FROM pg_trigger t
        WHERE t.tgname LIKE 'guard\_%' AND NOT t.tgisinternal
    LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', made.tgname, made.of);
    END LOOP;
    FOR place IN 1 .. array_length(guards, 1) LOOP
        EXECUTE format(
            'CREATE CONSTRAINT TRIGGER guard_%s AFTER %s ON %I DEFERRABLE INITIALLY DEFERRED '
            'FOR EACH ROW WHEN (madoguchi_is_staff()) EXECUTE FUNCTION %s',
            place, guards[place][2], guards[place][1], guards[place][3]);
    END LOOP;
END $$;
