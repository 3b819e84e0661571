-- Clears expired rows, for the worker alone. What is expired is decided here, by the library's own numbers: a caller
-- can clear nothing else. The statements are services/own_schema/worker/clearing_statements.py's.

-- A day begins at the counters.
CREATE OR REPLACE FUNCTION madoguchi_midnight(day date) RETURNS timestamptz
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
RETURN day::timestamp AT TIME ZONE 'Asia/Tokyo';

-- In the order in which acts lock: titles first, because a copy may go to another patron's hold.
CREATE OR REPLACE FUNCTION madoguchi_lock_holds(ids bigint[]) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    it bigint;
BEGIN
    FOR it IN SELECT DISTINCT bib_record_id FROM hold WHERE id = ANY (ids) ORDER BY 1 LOOP
        PERFORM madoguchi_lock_title(it);
    END LOOP;
    FOR it IN SELECT DISTINCT patron_id FROM hold WHERE id = ANY (ids) ORDER BY 1 LOOP
        PERFORM madoguchi_lock_patron(it);
    END LOOP;
END $$;

-- A proof of how many there were and until when, where there were any.
CREATE OR REPLACE FUNCTION madoguchi_prove(kind text, moment timestamptz, due timestamptz, done bigint) RETURNS bigint
LANGUAGE plpgsql SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF done > 0 THEN
        {prove_clearing};
    END IF;
    RETURN done;
END $$;

-- What a call that broke off left behind: what a caller told, what was made of a password, what was searched; a look is put on
-- record. A call that goes on wants it within a minute. And marks that every desk has asked for.
CREATE OR REPLACE FUNCTION madoguchi_forget_tries() RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    old CONSTANT timestamptz := clock_timestamp() - interval '1 minute';
BEGIN
    PERFORM madoguchi_forget_told();
    DELETE FROM madoguchi.tried WHERE id IN (
        SELECT t.id FROM madoguchi.tried t WHERE t.at < old FOR UPDATE SKIP LOCKED);
    DELETE FROM madoguchi.search_asked WHERE id IN (
        SELECT a.id FROM madoguchi.search_asked a WHERE a.at < old FOR UPDATE SKIP LOCKED);
    DELETE FROM madoguchi.portal_try WHERE id IN (
        SELECT t.id FROM madoguchi.portal_try t WHERE t.at < madoguchi_moment() - interval '1 minute'
        FOR UPDATE SKIP LOCKED);
    DELETE FROM madoguchi.portal_session WHERE token_hash IN (
        SELECT s.token_hash FROM madoguchi.portal_session s WHERE s.ends_at <= madoguchi_moment() FOR UPDATE SKIP LOCKED);
    PERFORM madoguchi_record_broken_off(NULL, 2000);
    PERFORM madoguchi_clear_unnoticed();
END $$;

-- Clears what of one kind is due now; answers how many there were. Holds are cleared in batches.
CREATE OR REPLACE FUNCTION madoguchi_clear(kind text) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    moment timestamptz := madoguchi_moment();
    today CONSTANT date := (moment AT TIME ZONE 'Asia/Tokyo')::date;
    due timestamptz := madoguchi_midnight(today);
    done bigint := 0;
    days integer;
    ids bigint[];
    ended record;
BEGIN
    PERFORM madoguchi_begin_work();
    PERFORM madoguchi_forget_tries();
    CASE kind
    WHEN 'hold_wait_over' THEN
        ids := ARRAY(SELECT found.id FROM ({waits_over}) AS found);
        PERFORM madoguchi_lock_holds(ids);
        moment := madoguchi_moment();
        FOR ended IN {waits_still_over} LOOP
            {end_wait};
            done := done + 1;
        END LOOP;
    WHEN 'cancelled_hold' THEN
        due := madoguchi_midnight(today - ({number cancelled_kept_days} - 1));
        {clear_cancelled_holds};
        GET DIAGNOSTICS done = ROW_COUNT;
    WHEN 'mail_content' THEN
        due := moment - make_interval(hours => 24 * {number mail_kept_days});
        {clear_mail_contents};
        GET DIAGNOSTICS done = ROW_COUNT;
    WHEN 'access_log' THEN
        days := {number access_log_kept_days};
        IF days IS NOT NULL THEN  -- the library keeps them all when no days are set
            due := madoguchi_midnight(today - days);
            {clear_looks};
            GET DIAGNOSTICS done = ROW_COUNT;
        END IF;
    WHEN 'contact' THEN
        due := madoguchi_midnight(today - {number contacts_kept_days});
        {clear_contacts};
        GET DIAGNOSTICS done = ROW_COUNT;
    WHEN 'slip_hand_over' THEN
        due := madoguchi_midnight(today - {days_of_slips});
        {clear_slips};
        GET DIAGNOSTICS done = ROW_COUNT;
    ELSE
        PERFORM madoguchi_refuse('nothing else is cleared');
    END CASE;
    RETURN madoguchi_prove(kind, moment, due, done);
{errors_without_detail}END $$;

-- The holds whose time on the shelf is over, one a title, and the next in line for each copy. The worker reads the
-- calendar, for the day until when it is kept.
CREATE OR REPLACE FUNCTION madoguchi_shelves_over()
RETURNS TABLE (id bigint, version integer, branch_id bigint, next_in_line json)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    today CONSTANT date := madoguchi_today();
BEGIN
    PERFORM madoguchi_begin_work();
    RETURN QUERY {shelves_over};
{errors_without_detail}END $$;

-- Ends such holds and gives each copy to the next in line as `madoguchi_shelves_over` answered it. What changed since
-- is left to the next call. Answers how many ended.
CREATE OR REPLACE FUNCTION madoguchi_end_shelves(
    holds bigint[], versions integer[], nexts bigint[], next_versions integer[], untils date[]
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    moment timestamptz := madoguchi_moment();
    today CONSTANT date := (moment AT TIME ZONE 'Asia/Tokyo')::date;
    told record;
    freed hold;
    turn hold;
    stays boolean;
    done bigint := 0;
    given bigint;
BEGIN
    PERFORM madoguchi_begin_work();
    IF cardinality(holds) > {most_at_once} THEN
        PERFORM madoguchi_refuse('too many holds at once');
    END IF;
    PERFORM madoguchi_lock_holds(holds);
    moment := madoguchi_moment();
    FOR told IN
        SELECT * FROM unnest(holds, versions, nexts, next_versions, untils)
            AS said (hold_id, version, next_id, next_version, shelf_until)
    LOOP
        SELECT * INTO freed FROM hold WHERE id = told.hold_id AND version = told.version FOR UPDATE;
        CONTINUE WHEN NOT FOUND;
        IF (freed.status = 'ready' AND freed.shelf_until < today) IS NOT TRUE THEN
            PERFORM madoguchi_refuse('a hold ends when its time on the shelf is over');
        END IF;
        PERFORM FROM hold WHERE bib_record_id = freed.bib_record_id AND status = 'waiting' ORDER BY id FOR UPDATE;
        SELECT * INTO turn FROM hold WHERE id = {next_of_freed};
        CONTINUE WHEN (turn.id, turn.version) IS DISTINCT FROM (told.next_id, told.next_version);
        stays := coalesce(turn.branch_id = freed.branch_id, false);
        IF stays <> (told.shelf_until IS NOT NULL)
           OR told.shelf_until NOT BETWEEN today AND madoguchi_last_on_shelf() THEN
            PERFORM madoguchi_refuse('a copy stays for a while where it is wanted, or travels there');
        END IF;
        {end_shelf};
        IF turn.id IS NOT NULL THEN
            {assign_freed};
            GET DIAGNOSTICS given = ROW_COUNT;
            IF given <> 1 THEN
                PERFORM madoguchi_refuse('a copy that became free goes to the next in line');
            END IF;
        END IF;
        done := done + 1;
    END LOOP;
    RETURN madoguchi_prove('hold_shelf_over', moment, madoguchi_midnight(today), done);
{errors_without_detail}END $$;

-- Since when nothing was recorded, where that is as long ago that the server's clock may be wrong
-- (services/own_schema/audit/record_times.py); null where it can be right.
CREATE OR REPLACE FUNCTION madoguchi_silent_since() RETURNS timestamptz
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    moment CONSTANT timestamptz := madoguchi_moment();
    oldest CONSTANT timestamptz := moment - {clock_ahead};
    newest CONSTANT timestamptz := moment - {just_now};
BEGIN
    PERFORM madoguchi_for_worker();
    RETURN ({silent_since});
{errors_without_detail}END $$;
