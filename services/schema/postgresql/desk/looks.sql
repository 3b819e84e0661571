-- Looking a patron up: recorded and committed before it is answered, whatever the client does with its transaction.

-- Who is on the telephone: whoever says so, and 電話担当 always.
CREATE OR REPLACE FUNCTION madoguchi_on_phone(said boolean) RETURNS boolean
LANGUAGE sql STABLE
RETURN said OR (madoguchi_has_group('phone') AND NOT madoguchi_is_owner());

-- Records a look in the login's own name, by a card's number or of a patron who was found. By telephone a number is
-- another call: whatever was checked of earlier callers at this desk ends. A retired card is told and opens nobody. Whose a
-- number is would be told before the look is on record: the procedure alone calls it.
CREATE OR REPLACE FUNCTION madoguchi_note_look(
    by_number text, by_patron bigint, phone boolean, by_staff text, at_branch bigint, at_workstation text,
    for_purpose text, OUT status_found text, OUT whose bigint
)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    by_phone CONSTANT boolean := madoguchi_on_phone(phone);
BEGIN
    PERFORM madoguchi_require_procedure();
    PERFORM madoguchi_begin_reading();
    IF by_staff <> session_user AND NOT madoguchi_is_owner() THEN
        PERFORM madoguchi_refuse('a look stands in the name of who looks');
    ELSIF for_purpose NOT IN ('look_up', 'read_again') THEN
        PERFORM madoguchi_refuse('a look has a purpose');
    END IF;
    IF by_number IS NOT NULL AND by_phone THEN
        {checks_ended};
    END IF;
    IF by_number IS NOT NULL THEN
        SELECT c.status, c.patron_id INTO status_found, whose FROM card c WHERE c.number = by_number;
    ELSE
        SELECT c.status, c.patron_id INTO status_found, whose FROM card c
        WHERE c.patron_id = by_patron AND c.status <> 'retired';
    END IF;
    IF status_found = 'retired' THEN
        whose := NULL;
    ELSIF whose IS NOT NULL THEN
        INSERT INTO access_log (at, staff_id, branch_id, workstation, channel, patron_id, purpose)
        VALUES (madoguchi_moment(), by_staff, at_branch, at_workstation,
                CASE WHEN by_phone THEN 'phone' ELSE 'counter' END, whose, for_purpose);
        status_found := NULL;  -- read once the look is committed
    END IF;
{errors_without_detail}END $$;

-- Who reads a patron has looked them up, within a day, and that is committed: whoever once served a patron doesn't
-- follow them from then on. Who looked at a request for an approval saw the suspensions alone, and goes on seeing those.
CREATE OR REPLACE FUNCTION madoguchi_require_look(of_patron bigint, by_staff text) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM madoguchi_begin_reading();
    IF NOT madoguchi_is_owner() AND NOT EXISTS (
        SELECT FROM access_log l WHERE l.patron_id = of_patron AND l.staff_id = by_staff
           AND l.at > madoguchi_moment() - interval '1 day' AND l.purpose <> 'approval'
           AND l.made_by IS DISTINCT FROM pg_current_xact_id_if_assigned()::text::bigint
    ) THEN
        PERFORM madoguchi_refuse('who reads a patron has looked them up');
    END IF;
END $$;

-- All that a desk shows of a patron. It stands in a function of its own because its plan takes longest: a connection makes it once,
-- for looks, facts and answers.
CREATE OR REPLACE FUNCTION madoguchi_whole_patron(of_patron bigint, OUT status text, OUT record json)
LANGUAGE plpgsql STABLE SET search_path = public, pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    SELECT seen.status, seen.record INTO status, record FROM ({full_by_patron}) AS seen;
END $$;

-- Reads a patron of whom this login's look is on record and committed. At the counter that is everything, by telephone
-- number and counts, and everything once this desk's check of the caller was passed, and that is committed, too.
CREATE OR REPLACE FUNCTION madoguchi_read_patron(
    of_patron bigint, phone boolean, by_staff text, at_workstation text,
    OUT status text, OUT record json, OUT everything json
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    by_phone CONSTANT boolean := madoguchi_on_phone(phone);
    moment CONSTANT timestamptz := madoguchi_moment();  -- before madoguchi_begin_reading: a leap since then is told
BEGIN
    IF by_staff <> session_user AND NOT madoguchi_is_owner() THEN
        PERFORM madoguchi_refuse('a look stands in the name of who looks');
    END IF;
    PERFORM madoguchi_require_look(of_patron, by_staff);
    IF NOT by_phone THEN
        SELECT seen.status, seen.record INTO status, record FROM madoguchi_whole_patron(of_patron) AS seen;
        RETURN;
    END IF;
    SELECT seen.status, seen.record INTO status, record FROM ({glimpse_of_patron}) AS seen;
    IF EXISTS (
        SELECT FROM identity_check i
        WHERE i.patron_id = of_patron AND i.staff_id = by_staff AND i.workstation = at_workstation
          AND i.outcome = 'passed' AND i.ended_at IS NULL AND i.open_until > moment
          AND madoguchi_is_now(i.xmin) IS NOT TRUE
    ) THEN
        everything := (madoguchi_whole_patron(of_patron)).record;
    END IF;
END $$;

-- One look, one round trip. A procedure that commits has neither a definer nor settings of its own, so that it names
-- everything with its schema; inside a transaction of the client's the COMMIT is refused.
CREATE OR REPLACE PROCEDURE madoguchi_look(
    by_number text, by_patron bigint, phone boolean, by_staff text, at_branch bigint, at_workstation text,
    for_purpose text, INOUT status text DEFAULT NULL, INOUT record json DEFAULT NULL, INOUT everything json DEFAULT NULL
)
LANGUAGE plpgsql AS $$
DECLARE
    whose bigint;
BEGIN
    COMMIT;  -- of nothing: calls.sql says what for
    SELECT noted.status_found, noted.whose INTO status, whose
    FROM public.madoguchi_note_look(
        by_number, by_patron, phone, by_staff, at_branch, at_workstation, for_purpose) AS noted;
    COMMIT;
    IF whose IS NOT NULL THEN
        SELECT seen.status, seen.record, seen.everything INTO status, record, everything
        FROM public.madoguchi_read_patron(whose, phone, by_staff, at_workstation) AS seen;
    END IF;
END $$;
