-- No change without its record, and none that isn't an act's. The guards look when the transaction commits, at what
-- then is so. Owner, worker and portal are not staff, so that nothing waits for their commits: their grants alone say
-- what they may.

-- The record that this transaction made for this login; null when it made none.
CREATE OR REPLACE FUNCTION madoguchi_act_now() RETURNS act
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
    SELECT newest.record FROM (
        SELECT a AS record, a.xmin AS made_by FROM act a
        WHERE staff_id = session_user::text COLLATE "default" ORDER BY sequence DESC LIMIT 1
    ) AS newest
    WHERE madoguchi_is_now(newest.made_by)
$$;

-- Each argument of the trigger is a verb that may change rows so, with the columns that it may change behind it.
CREATE OR REPLACE FUNCTION madoguchi_recorded() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    -- Of these an act is about one row, which its record names.
    by_row CONSTANT text[] := '{loan,hold,hold_cancellation,reference_question,suspension,patron_report}';
    -- When something was done is when its record says so, but for the moment between the reading and the writing.
    moments CONSTANT text[] := '{cancelled_at,started_at,lifted_at,reported_at,settled_at,tried_at,received_at,told_at,'
        'issued_at,disabled_at,queued_at}';
    made act;
    changed jsonb;
    whose bigint;
    may text[];
BEGIN
    IF TG_TABLE_NAME = 'password_credential' AND TG_OP = 'UPDATE' THEN
        IF madoguchi_is_counted_try(to_jsonb(OLD), to_jsonb(NEW)) THEN
            RETURN NULL;  -- counted before it is compared, and so before its act
        END IF;
    END IF;
    made := madoguchi_act_now();
    SELECT string_to_array(said, ' ') INTO may FROM unnest(TG_ARGV) AS said WHERE split_part(said, ' ', 1) = made.verb;
    IF may IS NULL THEN
        PERFORM madoguchi_refuse('a change needs the record of its act');
    END IF;
    changed := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
    IF TG_OP <> 'DELETE' AND EXISTS (
        SELECT FROM unnest(moments) AS moment
        WHERE changed ->> moment IS DISTINCT FROM CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(OLD) ->> moment END
          AND (changed ->> moment)::timestamptz
              NOT BETWEEN made.at - interval '1 minute' AND made.at + interval '1 minute')
    THEN
        PERFORM madoguchi_refuse('an act is done when its record says');
    END IF;
    IF TG_OP = 'UPDATE' AND made.verb <> 'masters.import'
       AND changed - 'version'::text - may <> to_jsonb(OLD) - 'version'::text - may THEN
        PERFORM madoguchi_refuse('an act changes what it is for');
    ELSIF TG_OP = 'UPDATE' AND made.verb = 'hold.staff_cancel' THEN
        RETURN NULL;  -- the next in line is somebody else: madoguchi_guard_hold
    END IF;
    whose := (changed ->> CASE WHEN TG_TABLE_NAME = 'patron' THEN 'id' ELSE 'patron_id' END)::bigint;
    IF whose IS DISTINCT FROM made.patron_id THEN
        PERFORM madoguchi_refuse('an act changes what belongs to its patron');
    ELSIF made.verb = 'suspension.lift' AND TG_TABLE_NAME = 'patron_report' THEN
        -- Its record names the suspension, and says of which kind the report was that is settled with it.
        IF made.details ->> 'settled' IS DISTINCT FROM changed ->> 'kind' THEN
            PERFORM madoguchi_refuse('an act changes the row that its record names');
        END IF;
    ELSIF made.verb = 'card.replace' AND TG_TABLE_NAME = 'suspension' THEN
        -- Its record names the card, and beside it the suspension for ① that is lifted with it.
        IF (made.details ->> 'lifted')::bigint IS DISTINCT FROM (changed ->> 'id')::bigint
           OR changed ->> 'reason' <> 'card_lost' THEN
            PERFORM madoguchi_refuse('an act changes the row that its record names');
        END IF;
    ELSIF TG_OP <> 'INSERT' AND TG_TABLE_NAME = ANY (by_row) AND made.verb <> 'email.change'
          AND made.subject_id IS DISTINCT FROM (changed ->> 'id')::bigint THEN
        PERFORM madoguchi_refuse('an act changes the row that its record names');
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION madoguchi_guard_loan() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF (
        OLD.returned_on IS NOT NULL OR NEW.due_on <= OLD.due_on OR NEW.renewals <> OLD.renewals + 1
        OR NEW.renewed_on IS DISTINCT FROM madoguchi_today()
        OR NEW.renewals > {number renewal_limit}
        OR NEW.due_on > madoguchi_today() + 366  -- however long a branch is closed
    ) THEN
        PERFORM madoguchi_refuse('a loan is renewed, today and to a later day, or left as it is');
    END IF;
    RETURN NULL;
END $$;

-- Until when a copy can wait on the shelf at most, however long a branch is closed.
CREATE OR REPLACE FUNCTION madoguchi_last_on_shelf() RETURNS date
LANGUAGE plpgsql STABLE SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    RETURN madoguchi_today() + 366 + 2 * {number shelf_open_days};
END $$;

-- How a hold is changed, by each act. It moves on for staff in one way only: a copy that an act of theirs set free goes
-- to the next in line.
CREATE OR REPLACE FUNCTION madoguchi_guard_hold() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    made act;
BEGIN
    made := madoguchi_act_now();
    CASE made.verb
    WHEN 'hold.change' THEN
        IF NEW.status <> 'waiting' AND (NEW.branch_id, NEW.mobile_stop_id)
           IS DISTINCT FROM (OLD.branch_id, OLD.mobile_stop_id) THEN
            PERFORM madoguchi_refuse('where a found item is handed over stays');
        ELSIF (NEW.branch_id, NEW.mobile_stop_id) IS DISTINCT FROM (OLD.branch_id, OLD.mobile_stop_id) AND NOT EXISTS (
            SELECT FROM branch b LEFT JOIN mobile_stop s
                ON s.id = NEW.mobile_stop_id AND s.branch_id = b.id AND (s.active OR s.id = OLD.mobile_stop_id)
            WHERE b.id = NEW.branch_id AND (b.kind = 'mobile') = (s.id IS NOT NULL)
              AND s.id IS NOT DISTINCT FROM NEW.mobile_stop_id) THEN
            PERFORM madoguchi_refuse('a hold is handed over at a branch, or at a stop of the mobile library');
        END IF;
    WHEN 'hold.extend_shelf' THEN
        IF (NEW.shelf_until > OLD.shelf_until AND NEW.shelf_extensions = OLD.shelf_extensions + 1
            AND NEW.shelf_extensions <= {number shelf_extensions} AND NEW.shelf_until <= madoguchi_last_on_shelf())
           IS NOT TRUE THEN
            PERFORM madoguchi_refuse('an item is kept longer once, by its own act');
        END IF;
    WHEN 'email.change' THEN
        IF (OLD.contact, NEW.contact) IS DISTINCT FROM ('mail', 'none')
           OR EXISTS (SELECT FROM patron WHERE id = NEW.patron_id AND email IS NOT NULL) THEN
            PERFORM madoguchi_refuse('a wish for mail goes with the address');
        END IF;
    WHEN 'hold.staff_cancel' THEN
        IF OLD.status <> 'waiting' OR NEW.status NOT IN ('in_transit', 'ready')
           OR NEW.shelf_until > madoguchi_last_on_shelf()
           OR NOT EXISTS (
               SELECT FROM hold_cancellation
               WHERE patron_id = made.patron_id AND freed_item_id = NEW.item_id
                 AND bib_record_id = NEW.bib_record_id AND madoguchi_is_now(xmin))
           OR EXISTS (
               SELECT FROM hold earlier
               WHERE earlier.bib_record_id = NEW.bib_record_id AND earlier.status = 'waiting'
                 AND (earlier.placed_at, earlier.id) < (NEW.placed_at, NEW.id)
                 AND coalesce(earlier.wait_until >= madoguchi_today(), true))
        THEN
            PERFORM madoguchi_refuse('a copy that became free goes to the next in line');
        END IF;
    ELSE
        PERFORM madoguchi_refuse('a change needs the record of its act');
    END CASE;
    RETURN NULL;
END $$;

-- A hold that ends stands among the cancelled ones; one that was found ends by an act of its own.
CREATE OR REPLACE FUNCTION madoguchi_guard_ended() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF (OLD.status = 'waiting') <> ((madoguchi_act_now()).verb = 'hold.cancel')
       OR NOT EXISTS (
           SELECT FROM hold_cancellation
           WHERE patron_id = OLD.patron_id AND bib_record_id = OLD.bib_record_id
             AND placed_at = OLD.placed_at AND madoguchi_is_now(xmin))
    THEN
        PERFORM madoguchi_refuse('a hold that ends stands among the cancelled ones');
    END IF;
    RETURN NULL;
END $$;

-- A hold comes back that was among the cancelled ones until now: as it stood ready, on the shelf with its copy, if it
-- did and may still, or else waiting, at the place its day gives it.
CREATE OR REPLACE FUNCTION madoguchi_guard_restored() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    kept hold_cancellation;
    waits boolean;
    is_ready boolean;
BEGIN
    SELECT (jsonb_populate_record(NULL::hold_cancellation, was)).* INTO kept FROM madoguchi.taken
    WHERE by = pg_current_xact_id() AND out_of = 'hold_cancellation' AND patron_id = NEW.patron_id
      AND bib_record_id = NEW.bib_record_id AND placed_at = NEW.placed_at
      AND (was ->> 'id')::bigint = (madoguchi_act_now()).subject_id;
    waits := NEW.status = 'waiting' AND NEW.shelf_place IS NULL AND NEW.shelf_extensions = 0;
    is_ready := NEW.status = 'ready' AND kept.status = 'ready' AND kept.shelf_until >= madoguchi_today()
        AND NOT EXISTS (SELECT FROM loan WHERE item_id = NEW.item_id AND returned_on IS NULL)
        AND (NEW.item_id, NEW.shelf_until, NEW.shelf_place, NEW.shelf_extensions) IS NOT DISTINCT FROM
            (kept.freed_item_id, kept.shelf_until, kept.shelf_place, kept.shelf_extensions);
    IF kept.id IS NULL OR (waits OR is_ready) IS NOT TRUE OR NEW.version <> 1
       OR (NEW.branch_id, NEW.mobile_stop_id, NEW.wait_until) IS DISTINCT FROM
          (kept.branch_id, kept.mobile_stop_id, kept.wait_until)
       OR NEW.contact <> kept.contact
          AND ((kept.contact, NEW.contact) IS DISTINCT FROM ('mail', 'none')
               OR EXISTS (SELECT FROM patron WHERE id = NEW.patron_id AND email IS NOT NULL))
    THEN
        PERFORM madoguchi_refuse('a hold comes back as it was cancelled');
    END IF;
    RETURN NULL;
END $$;

-- Everybody may take the report of a lost card; the other reasons, and lifting any, are the supervisor's.
CREATE OR REPLACE FUNCTION madoguchi_guard_suspension() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    made act;
BEGIN
    made := madoguchi_act_now();
    IF TG_OP = 'INSERT' THEN
        IF NEW.lifted_at IS NOT NULL OR NEW.started_by <> session_user
           OR (made.verb = 'card.report_lost') <> (NEW.reason = 'card_lost')
           OR made.verb = 'suspension.set' AND NEW.reason IS DISTINCT FROM made.details ->> 'reason' THEN
            PERFORM madoguchi_refuse('a suspension begins by the act of its reason');
        END IF;
    ELSIF OLD.lifted_at IS NOT NULL OR NEW.lifted_by IS DISTINCT FROM session_user THEN
        PERFORM madoguchi_refuse('a suspension is lifted once, by who lifts it');
    END IF;
    RETURN NULL;
END $$;

-- A registration that is renewed ends years from today or from the day it ended, and never earlier than before; what
-- callers are identified by is made of what is registered.
CREATE OR REPLACE FUNCTION madoguchi_guard_registration() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.expires_on <> OLD.expires_on AND (
        NEW.expires_on > OLD.expires_on AND NEW.expires_on <= madoguchi_today() + make_interval(
            years => {number registration_years}, months => {number expiry_notice_months})) IS NOT TRUE
    THEN
        PERFORM madoguchi_refuse('a registration is renewed for as long as the library lets it');
    END IF;
    IF NEW.email IS DISTINCT FROM OLD.email AND NOT madoguchi_is_address(NEW.email) THEN
        PERFORM madoguchi_refuse('a mail goes to an address');
    ELSIF NEW.phone IS DISTINCT FROM OLD.phone AND NEW.phone !~ '^[0-9-]+$' THEN
        PERFORM madoguchi_refuse('a telephone number is written in digits');
    ELSIF (NEW.kana, NEW.phone, NEW.kana_key, NEW.phone_digits, NEW.phone_end)
          IS DISTINCT FROM (OLD.kana, OLD.phone, OLD.kana_key, OLD.phone_digits, OLD.phone_end)
          AND (madoguchi_kana_fits(NEW.kana, NEW.kana_key, NEW.kana IS DISTINCT FROM OLD.kana)
               AND madoguchi_phone_fits(NEW.phone, NEW.phone_digits, NEW.phone_end)) IS NOT TRUE THEN
        PERFORM madoguchi_refuse('keys are those of their names');
    END IF;
    RETURN NULL;
END $$;

-- The id of a new card was taken from its sequence: another one would be in the way of a card that comes later.
CREATE OR REPLACE FUNCTION madoguchi_guard_new_card() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM card_id_seq WHERE is_called AND NEW.id BETWEEN 1 AND last_value) THEN
        PERFORM madoguchi_refuse('a new card takes an id that was given out');
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION madoguchi_guard_card() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    made act;
BEGIN
    made := madoguchi_act_now();
    IF NOT madoguchi_has_group('supervisor')
       AND (OLD.status, NEW.status) IS DISTINCT FROM ('active', 'lost')
       AND (madoguchi_is_done_as_approved(made)
            AND (made.verb = 'card.replace' AND NEW.status = 'retired' AND NEW.replaced_by_id IS NOT NULL
                 OR made.verb = 'suspension.lift' AND (OLD.status, NEW.status) = ('lost', 'active'))) IS NOT TRUE THEN
        PERFORM madoguchi_refuse('a card is reported lost; all else is the supervisor''s');
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION madoguchi_guard_report() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF session_user IS DISTINCT FROM
       (CASE WHEN TG_OP = 'INSERT' THEN NEW.reported_by ELSE NEW.settled_by END)
       OR TG_OP = 'INSERT' AND NEW.channel IS DISTINCT FROM (madoguchi_act_now()).channel
       OR TG_OP = 'UPDATE' AND OLD.settled_at IS NOT NULL THEN
        PERFORM madoguchi_refuse('a report stands in the name of who takes or settles it');
    END IF;
    RETURN NULL;
END $$;

-- An attempt to reach a patron stands in the name of who tried, once, about what its record names: a suspension for ②③⑤ that is
-- in force, or a hold that is ready.
CREATE OR REPLACE FUNCTION madoguchi_guard_contact() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    made CONSTANT act := madoguchi_act_now();
BEGIN
    IF (NEW.tried_by = session_user AND NEW.channel = made.channel AND NEW.version = 1
        AND (made.subject, made.subject_id) IS NOT DISTINCT FROM
            (CASE WHEN NEW.hold_id IS NULL THEN 'suspension' ELSE 'hold' END, coalesce(NEW.suspension_id, NEW.hold_id))
        AND coalesce(NEW.next_on >= madoguchi_today(), true)) IS NOT TRUE
       OR (SELECT count(*) FROM contact_attempt
           WHERE patron_id = NEW.patron_id AND madoguchi_is_now(xmin)) > 1
    THEN
        PERFORM madoguchi_refuse('an attempt stands in the name of who tried, once');
    ELSIF NOT EXISTS (
        SELECT FROM suspension s WHERE s.id = NEW.suspension_id AND s.patron_id = NEW.patron_id
          AND s.lifted_at IS NULL AND s.reason IN ('unreachable', 'long_overdue', 'contact_wanted')
        UNION ALL
        SELECT FROM hold h WHERE h.id = NEW.hold_id AND h.patron_id = NEW.patron_id AND h.status = 'ready')
    THEN
        PERFORM madoguchi_refuse('patrons are contacted about what is worked on');
    END IF;
    RETURN NULL;
END $$;

-- Who wants no password any more loses it; having one again takes a new one. One from the counter ends soon.
CREATE OR REPLACE FUNCTION madoguchi_guard_password() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF (madoguchi_act_now()).verb IN ('password.disable', 'card.report_lost')
       AND (OLD.disabled_at IS NOT NULL OR NEW.disabled_at IS NULL) THEN
        PERFORM madoguchi_refuse('a password that is disabled stays so');
    ELSIF NEW.expires_on IS DISTINCT FROM OLD.expires_on
          AND NOT coalesce(NEW.expires_on <= madoguchi_today() + {number initial_password_days}, NEW.expires_on IS NULL) THEN
        PERFORM madoguchi_refuse('a password ends within the library''s days');
    ELSIF NEW.hash IS DISTINCT FROM OLD.hash AND NOT madoguchi_is_hash(NEW.hash) THEN
        PERFORM madoguchi_refuse('a new password is kept as a hash within the bounds');
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION madoguchi_guard_question() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF NOT madoguchi_is_address(NEW.email) OR btrim(NEW.name) = '' OR btrim(NEW.question) = ''
       OR length(NEW.question) > {longest_question} THEN
        PERFORM madoguchi_refuse('a question has a name, an address and a text');
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION madoguchi_guard_told() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF OLD.status = 'told' OR NEW.status <> 'told' THEN
        PERFORM madoguchi_refuse('a question is told to be answered, once');
    END IF;
    RETURN NULL;
END $$;

-- With another address the notice to the old one is taken back, if it hasn't gone; what has gone a moment ago, while
-- the act was under way, goes as well.
CREATE OR REPLACE FUNCTION madoguchi_guard_taken_back() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF OLD.kind <> 'email_registered' OR OLD.settled_at < madoguchi_now() - interval '1 minute' THEN
        PERFORM madoguchi_refuse('what was sent stays');
    END IF;
    RETURN NULL;
END $$;

-- A mail goes to the address that its act is about, one an act.
CREATE OR REPLACE FUNCTION madoguchi_guard_mail() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    asked CONSTANT boolean := (madoguchi_act_now()).verb = 'question.ask';
BEGIN
    IF NEW.status <> 'waiting' OR (NEW.recipient IS NULL) <> (NEW.body IS NULL)
       OR NEW.kind <> (CASE WHEN asked THEN 'question_received' ELSE 'email_registered' END)
       OR asked AND NOT EXISTS (
           SELECT FROM reference_question
           WHERE patron_id = NEW.patron_id AND email = coalesce(NEW.recipient, email) AND madoguchi_is_now(xmin))
       OR NOT asked AND NOT EXISTS (SELECT FROM patron WHERE id = NEW.patron_id AND email = coalesce(NEW.recipient, email))
       OR (SELECT count(*) FROM outgoing_mail
           WHERE patron_id = NEW.patron_id AND madoguchi_is_now(xmin)) > 1
    THEN
        PERFORM madoguchi_refuse('a mail goes to the address that its act is about');
    END IF;
    RETURN NULL;
END $$;
