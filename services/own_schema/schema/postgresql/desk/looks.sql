-- Looking a patron up: recorded and committed before it is answered, even if the client rolls back.

-- Channel of a look: phone if the desk says so; always phone for 電話担当.
CREATE OR REPLACE FUNCTION madoguchi_on_phone(said boolean) RETURNS boolean
LANGUAGE sql STABLE
RETURN said OR (madoguchi_has_group('phone') AND NOT madoguchi_is_owner());

-- A look that is asked for, until it is on record: nobody but these functions reaches it.
CREATE UNLOGGED TABLE IF NOT EXISTS madoguchi.look_asked (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    staff_id text NOT NULL,
    branch_id bigint NOT NULL,
    workstation text NOT NULL,
    channel text NOT NULL,
    purpose text NOT NULL,
    number text,
    patron_id bigint,
    noted_by xid8 NOT NULL DEFAULT pg_current_xact_id(),
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
ALTER TABLE madoguchi.look_asked OWNER TO madoguchi_owner;
-- Its rows stay for a moment: statistics say nothing, and each would let every connection plan anew.
ALTER TABLE madoguchi.look_asked SET (autovacuum_analyze_threshold = 1000000, autovacuum_vacuum_threshold = 5000);
-- A desk goes through its own login's alone, however many another one left.
CREATE INDEX IF NOT EXISTS look_asked_staff_id_id ON madoguchi.look_asked (staff_id, id);

-- What a look of which purpose opens, for how long, and once another transaction has committed it
-- (services/rules/people/looks.py). `made_by` is the transaction; savepoints have an `xmin` of their own.
CREATE OR REPLACE FUNCTION madoguchi_look_opens(what text, of_purpose text, looked_at timestamptz, made_by bigint) RETURNS boolean
LANGUAGE sql VOLATILE
RETURN looked_at > madoguchi_moment() - (CASE what || ' ' || of_purpose {looks_open} END)
    AND made_by IS DISTINCT FROM pg_current_xact_id_if_assigned()::text::bigint;

-- Whether a patron is another system's.
CREATE OR REPLACE FUNCTION madoguchi_is_bare(of_patron bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_catalog, pg_temp
RETURN EXISTS (SELECT FROM patron p WHERE p.id = of_patron AND p.system_key IS NOT NULL);

-- Finds whose a number is, and records the look; answers the record. A retired card is told and opens nobody.
CREATE OR REPLACE FUNCTION madoguchi_record_asked(
    by_number text, by_patron bigint, on_channel text, by_staff text, at_branch bigint, at_workstation text, for_purpose text,
    asked_at timestamptz
) RETURNS bigint
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    of_status text;
    whose bigint;
    look bigint;
BEGIN
    IF by_patron IS NULL THEN
        SELECT c.status, c.patron_id INTO of_status, whose FROM card c WHERE c.number = by_number;
    ELSE
        SELECT c.status, c.patron_id INTO of_status, whose FROM card c WHERE c.patron_id = by_patron AND c.status <> 'retired';
        IF NOT FOUND AND madoguchi_is_bare(by_patron) THEN
            of_status := 'active';
            whose := by_patron;
        END IF;
    END IF;
    INSERT INTO access_log (at, staff_id, branch_id, workstation, channel, patron_id, purpose)
    VALUES (asked_at, by_staff, at_branch, at_workstation, on_channel,
            CASE WHEN of_status <> 'retired' THEN whose END,
            CASE WHEN of_status = 'retired' THEN 'retired' WHEN of_status IS NULL THEN 'unknown' ELSE for_purpose END)
    RETURNING id INTO look;
    RETURN look;
END $$;

-- Puts on record what was asked a minute ago or longer and broken off, the oldest first, at most so many: by a login, or by
-- anybody where it is null. Who breaks off thousands stops neither their own desk nor the worker, whose calls would take longer
-- than they wait.
CREATE OR REPLACE FUNCTION madoguchi_record_broken_off(of_login text, most integer) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    it record;
BEGIN
    FOR it IN
        DELETE FROM madoguchi.look_asked WHERE id IN (
            SELECT a.id FROM madoguchi.look_asked a
            WHERE a.at < clock_timestamp() - interval '1 minute' AND (of_login IS NULL OR a.staff_id = of_login)
            ORDER BY a.id LIMIT most FOR UPDATE SKIP LOCKED)
        RETURNING *
    LOOP
        PERFORM madoguchi_record_asked(
            it.number, it.patron_id, it.channel, it.staff_id, it.branch_id, it.workstation, it.purpose,
            madoguchi_moment() - (clock_timestamp() - it.at));
    END LOOP;
END $$;

-- Notes a look in the login's own name, by a card's number or of a patron who was found, and reads nothing of anybody. By
-- telephone a number is another call: whatever was checked of earlier callers at this desk ends. With both, another system
-- told whose the number is.
CREATE OR REPLACE FUNCTION madoguchi_note_look(
    by_number text, by_patron bigint, phone boolean, by_staff text, at_branch bigint, at_workstation text, for_purpose text
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    on_channel CONSTANT text := CASE madoguchi_on_phone(phone) WHEN true THEN 'phone' WHEN false THEN 'counter' END;
    asked bigint;
BEGIN
    PERFORM madoguchi_begin_record(by_staff, at_branch, at_workstation, on_channel, for_purpose);
    IF for_purpose NOT IN ('look_up', 'read_again') THEN
        PERFORM madoguchi_refuse('a record says what for');
    ELSIF num_nonnulls(by_number, by_patron) = 0 THEN
        PERFORM madoguchi_refuse('a look is by a number or of a patron');
    END IF;
    IF by_number IS NOT NULL AND on_channel = 'phone' THEN
        {checks_ended};
    END IF;
    IF EXISTS (
        SELECT FROM madoguchi.look_asked a WHERE a.staff_id = by_staff AND a.at < clock_timestamp() - interval '1 minute')
    THEN
        PERFORM madoguchi_record_broken_off(by_staff, 20);
    END IF;
    INSERT INTO madoguchi.look_asked AS noted (staff_id, branch_id, workstation, channel, purpose, number, patron_id)
    VALUES (by_staff, at_branch, at_workstation, on_channel, for_purpose, by_number, by_patron)
    RETURNING noted.id INTO asked;
    -- As its record at the counter (records.sql). PostgreSQL may write beside such a note, as when it clears a page of its
    -- catalogs, and the commit would wait for a standby that is behind.
    IF on_channel = 'counter' THEN
        PERFORM set_config('synchronous_commit', 'off', true);
    END IF;
    RETURN asked;
END $$;

-- Finds who is looked at, once that was noted and committed, and answers the record of it alone. Whoever measures that and
-- takes it back has it on record all the same, by their next look or by the worker.
CREATE OR REPLACE FUNCTION madoguchi_find_look(of_asked bigint) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    it record;
BEGIN
    DELETE FROM madoguchi.look_asked a
    WHERE a.id = of_asked AND (a.staff_id = session_user::text OR madoguchi_is_owner())
      AND a.noted_by <> pg_current_xact_id() AND a.at > clock_timestamp() - interval '1 minute'
    RETURNING a.* INTO it;
    IF NOT FOUND THEN
        PERFORM madoguchi_refuse('who is looked at is found once the look is on record');
    END IF;
    RETURN madoguchi_record_asked(
        it.number, it.patron_id, it.channel, it.staff_id, it.branch_id, it.workstation, it.purpose, NULL);
{errors_without_detail}END $$;

-- Who reads a patron has looked them up, and that look still opens them.
CREATE OR REPLACE FUNCTION madoguchi_require_look(of_patron bigint, by_staff text) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM madoguchi_begin_reading();
    IF NOT madoguchi_is_owner() AND NOT EXISTS (
        SELECT FROM access_log l WHERE l.patron_id = of_patron AND l.staff_id = by_staff
           AND madoguchi_look_opens('patron', l.purpose, l.at, l.made_by)
    ) THEN
        PERFORM madoguchi_refuse('who reads a patron has looked them up');
    END IF;
END $$;

-- All that a desk shows of a patron; of another system's, what the counter keeps. A function of its own, because its plan
-- takes longest: a connection makes it once, for looks, facts and answers.
CREATE OR REPLACE FUNCTION madoguchi_whole_patron(of_patron bigint, OUT status text, OUT record json)
LANGUAGE plpgsql STABLE SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    SELECT seen.status, seen.record INTO status, record FROM ({full_by_patron}) AS seen;
    IF NOT FOUND THEN
        SELECT seen.record INTO record FROM ({kept_of_patron}) AS seen;
    END IF;
END $$;

-- What a login is shown of a patron whom a look opened. At the counter that is everything, by telephone number and counts, and
-- everything once this desk's check of the caller was passed, and that is committed, too. Before that it is told whether
-- misses by number, or the login's, close it to callers; not those of a name: looks at all numbers would find who bears it.
CREATE OR REPLACE FUNCTION madoguchi_shown_patron(
    of_patron bigint, by_phone boolean, by_staff text, at_workstation text,
    OUT status text, OUT record json, OUT everything json
)
LANGUAGE plpgsql STABLE AS $$
DECLARE
    standing record;
BEGIN
    IF NOT by_phone THEN
        SELECT seen.status, seen.record INTO status, record FROM madoguchi_whole_patron(of_patron) AS seen;
        RETURN;
    END IF;
    SELECT seen.status, seen.record INTO status, record FROM ({glimpse_of_patron}) AS seen;
    IF NOT FOUND THEN
        SELECT seen.record INTO record FROM ({kept_by_phone}) AS seen;
    END IF;
    IF madoguchi_is_identified(of_patron, by_staff, at_workstation) THEN
        everything := (madoguchi_whole_patron(of_patron)).record;
    ELSE
        PERFORM madoguchi_begin_reading();  -- a leap of the clock ends a check, too: it is told as busy
        standing := madoguchi_standing(ARRAY[of_patron], by_staff, true, false);
        IF standing.opens_at IS NOT NULL THEN
            record := record::jsonb || jsonb_build_object('closed', to_jsonb(standing));
        END IF;
    END IF;
END $$;

-- Reads a patron anew of whom this login's look is on record.
CREATE OR REPLACE FUNCTION madoguchi_read_patron(
    of_patron bigint, phone boolean, by_staff text, at_workstation text,
    OUT status text, OUT record json, OUT everything json
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF by_staff <> session_user AND NOT madoguchi_is_owner() THEN
        PERFORM madoguchi_refuse('a look stands in the name of who looks');
    END IF;
    PERFORM madoguchi_require_look(of_patron, by_staff);
    SELECT seen.status, seen.record, seen.everything INTO status, record, everything
    FROM madoguchi_shown_patron(of_patron, madoguchi_on_phone(phone), by_staff, at_workstation) AS seen;
END $$;

-- Reads whom a look of this login found, by its record's number.
CREATE OR REPLACE FUNCTION madoguchi_read_look(of_look bigint, OUT status text, OUT record json, OUT everything json)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    look access_log;
BEGIN
    SELECT * INTO look FROM access_log l
    WHERE l.id = of_look AND (l.staff_id = session_user::text COLLATE "default" OR madoguchi_is_owner())
      AND madoguchi_look_opens('patron', l.purpose, l.at, l.made_by);
    IF NOT FOUND THEN
        PERFORM madoguchi_refuse('who reads a patron has looked them up');
    ELSIF look.purpose = 'retired' THEN
        status := 'retired';
    ELSIF look.patron_id IS NOT NULL THEN
        SELECT seen.status, seen.record, seen.everything INTO status, record, everything
        FROM madoguchi_shown_patron(
            look.patron_id, madoguchi_on_phone(look.channel = 'phone'), look.staff_id, look.workstation) AS seen;
    END IF;
END $$;

-- One look, one round trip. A procedure that commits has neither a definer nor settings of its own, so that it names
-- everything with its schema; inside a transaction of the client's the COMMIT is refused. Each step wants that the one before
-- is committed, so that whoever calls them one by one learns nothing that isn't on record.
CREATE OR REPLACE PROCEDURE madoguchi_look(
    by_number text, by_patron bigint, phone boolean, by_staff text, at_branch bigint, at_workstation text,
    for_purpose text, INOUT status text DEFAULT NULL, INOUT record json DEFAULT NULL, INOUT everything json DEFAULT NULL
)
LANGUAGE plpgsql AS $$
DECLARE
    look bigint;
BEGIN
    look := public.madoguchi_note_look(by_number, by_patron, phone, by_staff, at_branch, at_workstation, for_purpose);
    COMMIT;
    look := public.madoguchi_find_look(look);
    COMMIT;
    SELECT seen.status, seen.record, seen.everything INTO status, record, everything
    FROM public.madoguchi_read_look(look) AS seen;
END $$;
