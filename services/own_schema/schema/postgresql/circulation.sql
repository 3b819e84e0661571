-- Checks of the circulation system, which writes loans and holds with its own statements, and of the worker's
-- functions. Desks write by acts, whose changes have their own bounds (desk/act_bounds.sql). The owner isn't checked:
-- `import` brings in another system's state. All checks run when the transaction commits, by the server's time.

-- Whether a staff login has this name: a system acts in a name of its own.
CREATE OR REPLACE FUNCTION madoguchi_is_staff_name(said text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_catalog, pg_temp
AS $$ SELECT EXISTS (SELECT FROM staff WHERE id = said) $$;

CREATE OR REPLACE FUNCTION madoguchi_keep_loan() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF (NEW.id, NEW.item_id, NEW.patron_id, NEW.branch_id, NEW.loaned_on)
       IS DISTINCT FROM (OLD.id, OLD.item_id, OLD.patron_id, OLD.branch_id, OLD.loaned_on) THEN
        PERFORM madoguchi_refuse('what was lent, to whom, where and when, stays');
    ELSIF OLD.returned_on IS NOT NULL THEN
        PERFORM madoguchi_refuse('a loan that was returned stays as it is');
    ELSIF NEW.returned_on NOT BETWEEN NEW.loaned_on AND madoguchi_today() THEN
        PERFORM madoguchi_refuse('a loan is returned between the day it began and today');
    END IF;
    RETURN NULL;
END $$;

-- Loans of titles that their patrons waited for, which this transaction began: each may end one hold. A row of `loan`
-- doesn't say whether it was written anew.
CREATE UNLOGGED TABLE IF NOT EXISTS madoguchi.lent (
    by xid8 NOT NULL DEFAULT pg_current_xact_id(),
    patron_id bigint NOT NULL,
    bib_record_id bigint NOT NULL,
    item_id bigint NOT NULL,
    looked_at boolean NOT NULL DEFAULT false
);
ALTER TABLE madoguchi.lent OWNER TO madoguchi_owner;

CREATE OR REPLACE FUNCTION madoguchi_note_lent() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    title CONSTANT bigint := (SELECT bib_record_id FROM item WHERE id = NEW.item_id);
BEGIN
    IF EXISTS (SELECT FROM hold WHERE patron_id = NEW.patron_id AND bib_record_id = title)
       OR EXISTS (SELECT FROM madoguchi.taken
                  WHERE by = pg_current_xact_id() AND patron_id = NEW.patron_id AND bib_record_id = title) THEN
        INSERT INTO madoguchi.lent (patron_id, bib_record_id, item_id) VALUES (NEW.patron_id, title, NEW.item_id);
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION madoguchi_forget_lent() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        UPDATE madoguchi.lent SET looked_at = true WHERE by = pg_current_xact_id() AND NOT looked_at;
    ELSE
        DELETE FROM madoguchi.lent WHERE by = pg_current_xact_id();
    END IF;
    RETURN NULL;
END $$;

-- A copy may come to another record, as when two of them are one edition's; but not to give it, or to lend it, out of turn.
CREATE OR REPLACE FUNCTION madoguchi_keep_copy() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM loan WHERE item_id = NEW.id AND returned_on IS NULL)
       OR EXISTS (SELECT FROM hold WHERE item_id = NEW.id)
       OR EXISTS (SELECT FROM madoguchi.lent WHERE by = pg_current_xact_id() AND item_id = NEW.id) THEN
        PERFORM madoguchi_refuse('a copy stays its title''s while it is lent or kept');
    END IF;
    RETURN NULL;
END $$;

-- A hold is placed now, at the end of the line.
CREATE OR REPLACE FUNCTION madoguchi_keep_placed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    moment CONSTANT timestamptz := madoguchi_moment();
BEGIN
    IF (NEW.status = 'waiting' AND NEW.placed_at BETWEEN moment - interval '1 minute' AND moment) IS NOT TRUE THEN
        PERFORM madoguchi_refuse('a hold is placed at the end of the line');
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION madoguchi_keep_hold() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    stages CONSTANT text[] := '{waiting,in_transit,ready}';
BEGIN
    IF (NEW.id, NEW.patron_id, NEW.bib_record_id, NEW.placed_at)
       IS DISTINCT FROM (OLD.id, OLD.patron_id, OLD.bib_record_id, OLD.placed_at) THEN
        PERFORM madoguchi_refuse('whose hold it is, and its place in the line, stay');
    ELSIF array_position(stages, NEW.status::text) < array_position(stages, OLD.status::text) THEN
        PERFORM madoguchi_refuse('a hold only moves forward');
    ELSIF NEW.wait_until IS DISTINCT FROM OLD.wait_until AND NEW.wait_until < madoguchi_today() THEN
        PERFORM madoguchi_refuse('nobody leaves the line by a day that is over');
    END IF;
    RETURN NULL;
END $$;

-- A copy goes to the next in line. The giving transaction has to lock the title before other rows of the line. A title
-- that another one locked is refused, not waited for, which could deadlock. Under the lock the line is read as it is.
CREATE OR REPLACE FUNCTION madoguchi_keep_line() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    following hold;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        PERFORM madoguchi_refuse('a copy is given under READ COMMITTED');
    END IF;
    PERFORM FROM bib_record WHERE id = NEW.bib_record_id FOR NO KEY UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        PERFORM madoguchi_refuse('whoever gives a copy has locked its title');
    ELSIF NOT EXISTS (SELECT FROM item WHERE id = NEW.item_id AND bib_record_id = NEW.bib_record_id)
          OR EXISTS (SELECT FROM loan WHERE item_id = NEW.item_id AND returned_on IS NULL) THEN
        PERFORM madoguchi_refuse('a hold gets a copy of its title that isn''t lent');
    END IF;
    SELECT * INTO following FROM hold WHERE id = {next_of_title};
    IF OLD.status = 'waiting' AND (
        NEW.wait_until < madoguchi_today()
        OR (following.placed_at, following.id) < (NEW.placed_at, NEW.id)
    ) THEN
        PERFORM madoguchi_refuse('a copy goes to the next in line');
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION madoguchi_keep_ended() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM hold_cancellation
        WHERE patron_id = OLD.patron_id AND bib_record_id = OLD.bib_record_id
          AND placed_at = OLD.placed_at AND madoguchi_is_now(xmin))
       AND NOT EXISTS (
           SELECT FROM madoguchi.lent
           WHERE by = pg_current_xact_id() AND patron_id = OLD.patron_id AND bib_record_id = OLD.bib_record_id)
    THEN
        PERFORM madoguchi_refuse('a hold that ends was collected, or stands among the cancelled ones');
    END IF;
    RETURN NULL;
END $$;

-- A new cancelled row has to equal a hold that this transaction deleted, once, with the present time: the worker
-- deletes old rows. A program that doesn't know the columns for 予約に戻す leaves them out.
CREATE OR REPLACE FUNCTION madoguchi_keep_cancelled() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    held hold;
    moment CONSTANT timestamptz := madoguchi_moment();
BEGIN
    SELECT (jsonb_populate_record(NULL::hold, was)).* INTO held FROM madoguchi.taken
    WHERE by = pg_current_xact_id() AND patron_id = NEW.patron_id
      AND bib_record_id = NEW.bib_record_id AND placed_at = NEW.placed_at;
    IF held.id IS NULL
       OR (NEW.freed_item_id, NEW.branch_id, NEW.mobile_stop_id, NEW.contact, NEW.wait_until) IS DISTINCT FROM
          (held.item_id, held.branch_id, held.mobile_stop_id, held.contact, held.wait_until)
       OR (NEW.status, NEW.shelf_until, NEW.shelf_place, NEW.shelf_extensions) IS DISTINCT FROM
          (held.status, held.shelf_until, held.shelf_place, held.shelf_extensions)
          AND (NEW.status, NEW.shelf_until, NEW.shelf_place, NEW.shelf_extensions) IS DISTINCT FROM
              (NULL::varchar, NULL::date, NULL::varchar, 0)
       OR (SELECT count(*) FROM hold_cancellation
           WHERE patron_id = NEW.patron_id AND bib_record_id = NEW.bib_record_id AND placed_at = NEW.placed_at
             AND madoguchi_is_now(xmin)) > 1
    THEN
        PERFORM madoguchi_refuse('among the cancelled ones stands what was a hold until now, as it was');
    ELSIF NEW.cancelled_at NOT BETWEEN moment - interval '5 minutes' AND moment THEN
        PERFORM madoguchi_refuse('a hold is cancelled now');
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION madoguchi_keep_suspension() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF madoguchi_is_staff_name(NEW.started_by) THEN
            PERFORM madoguchi_refuse('a system stops lending in its own name');
        END IF;
    ELSIF OLD.lifted_at IS NOT NULL OR madoguchi_is_staff_name(OLD.started_by) OR madoguchi_is_staff_name(NEW.lifted_by) THEN
        PERFORM madoguchi_refuse('a system lifts its own suspensions, once');
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION madoguchi_keep_card() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF (NEW.status = 'lost') <> EXISTS (
        SELECT FROM suspension WHERE patron_id = NEW.patron_id AND reason = 'card_lost' AND lifted_at IS NULL)
    THEN
        PERFORM madoguchi_refuse('a card is lost while its suspension is in force');
    END IF;
    RETURN NULL;
END $$;

-- A login that an administrator's slip put among staff as well writes nothing: it calls nothing either (functions.sql).
CREATE OR REPLACE FUNCTION madoguchi_keep_one_kind() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF madoguchi_is_of_two_kinds() THEN
        PERFORM madoguchi_refuse('a login is of one kind');
    END IF;
    RETURN NULL;
END $$;

DO $$
DECLARE
    it text;
BEGIN
    FOREACH it IN ARRAY ARRAY[
        'bib_record', 'item', 'patron', 'card', 'suspension', 'loan', 'hold', 'hold_cancellation', 'purchase_request',
        'reference_question'
    ] LOOP
        EXECUTE format('CREATE OR REPLACE TRIGGER keep_one_kind AFTER INSERT OR UPDATE OR DELETE ON %I '
                       'FOR EACH STATEMENT WHEN (madoguchi_is_kept()) EXECUTE FUNCTION madoguchi_keep_one_kind()', it);
    END LOOP;
END $$;

-- A day that no desk can read, such as infinity, would close the patron's page (services/rules/table_of_bounds.py).
CREATE OR REPLACE FUNCTION madoguchi_keep_bounds() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM madoguchi_refuse('what is told is within its bounds');
    RETURN NULL;
END $$;

{kept_days}

DROP TRIGGER IF EXISTS keep_loan ON loan;
DROP TRIGGER IF EXISTS note_lent ON loan;
DROP TRIGGER IF EXISTS forget ON madoguchi.lent;
DROP TRIGGER IF EXISTS keep_copy ON item;
DROP TRIGGER IF EXISTS keep_placed ON hold;
DROP TRIGGER IF EXISTS keep_hold ON hold;
DROP TRIGGER IF EXISTS keep_line ON hold;
DROP TRIGGER IF EXISTS keep_ended ON hold;
DROP TRIGGER IF EXISTS keep_cancelled ON hold_cancellation;
DROP TRIGGER IF EXISTS keep_suspension ON suspension;
DROP TRIGGER IF EXISTS keep_card ON card;

CREATE CONSTRAINT TRIGGER keep_loan AFTER UPDATE ON loan DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.* AND madoguchi_is_kept())
    EXECUTE FUNCTION madoguchi_keep_loan();
CREATE TRIGGER note_lent AFTER INSERT ON loan
    FOR EACH ROW WHEN (madoguchi_is_kept()) EXECUTE FUNCTION madoguchi_note_lent();
CREATE CONSTRAINT TRIGGER forget AFTER INSERT OR UPDATE ON madoguchi.lent DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION madoguchi_forget_lent();
CREATE CONSTRAINT TRIGGER keep_copy AFTER UPDATE ON item DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.bib_record_id <> NEW.bib_record_id AND madoguchi_is_kept())
    EXECUTE FUNCTION madoguchi_keep_copy();
CREATE CONSTRAINT TRIGGER keep_placed AFTER INSERT ON hold DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (madoguchi_is_kept()) EXECUTE FUNCTION madoguchi_keep_placed();
CREATE CONSTRAINT TRIGGER keep_hold AFTER UPDATE ON hold DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.* AND madoguchi_is_kept())
    EXECUTE FUNCTION madoguchi_keep_hold();
CREATE CONSTRAINT TRIGGER keep_line AFTER UPDATE ON hold DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.item_id IS DISTINCT FROM OLD.item_id AND NEW.item_id IS NOT NULL AND madoguchi_is_kept())
    EXECUTE FUNCTION madoguchi_keep_line();
CREATE CONSTRAINT TRIGGER keep_ended AFTER DELETE ON hold DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (madoguchi_is_kept()) EXECUTE FUNCTION madoguchi_keep_ended();
CREATE CONSTRAINT TRIGGER keep_cancelled AFTER INSERT ON hold_cancellation DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (madoguchi_is_kept()) EXECUTE FUNCTION madoguchi_keep_cancelled();
CREATE CONSTRAINT TRIGGER keep_suspension AFTER INSERT OR UPDATE ON suspension DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (madoguchi_is_kept())
    EXECUTE FUNCTION madoguchi_keep_suspension();
CREATE CONSTRAINT TRIGGER keep_card AFTER UPDATE ON card DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.status <> NEW.status AND madoguchi_is_kept())
    EXECUTE FUNCTION madoguchi_keep_card();
