-- Checking a caller by the statements of services/own_schema/lookup/caller_check_statements.py, with as many facts as
-- services/rules/people/identity.py wants: a try is counted and committed before anything of a patron is compared, even
-- if the client rolls back.

-- What a caller told, from the moment the try is noted until it is compared. Only these functions reach it.
CREATE UNLOGGED TABLE IF NOT EXISTS madoguchi.told (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    check_id bigint NOT NULL,
    patron_id bigint,  -- the patron opened by number; null without a number
    kana text,
    birth_date date,
    phone text,
    misses_left integer NOT NULL,  -- these three are the answer if it is a miss
    opens_at timestamptz,
    of_login boolean NOT NULL,
    noted_by xid8 NOT NULL DEFAULT pg_current_xact_id(),
    meant_by xid8,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
ALTER TABLE madoguchi.told OWNER TO madoguchi_owner;

-- Per-patron mutexes: a row for each patron whom a try meant. Every login sees held advisory locks and could find out
-- whose they are; no login sees row locks (turns.sql has the logins').
CREATE UNLOGGED TABLE IF NOT EXISTS madoguchi.tries_of (patron_id bigint PRIMARY KEY);
ALTER TABLE madoguchi.tries_of OWNER TO madoguchi_owner;

-- Tries are counted one after the other: the login's, then each patron's in the order of their ids.
CREATE OR REPLACE FUNCTION madoguchi_lock_tries(by_staff text, meant bigint[]) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    who bigint;
BEGIN
    IF by_staff IS NOT NULL THEN
        PERFORM madoguchi_take_turn('check', by_staff);
    END IF;
    FOR who IN SELECT unnest(meant) ORDER BY 1 LOOP
        INSERT INTO madoguchi.tries_of (patron_id) VALUES (who) ON CONFLICT DO NOTHING;
        PERFORM FROM madoguchi.tries_of t WHERE t.patron_id = who FOR UPDATE;
    END LOOP;
END $$;

-- How many tries may still miss, for these patrons and the login; null for no login.
CREATE OR REPLACE FUNCTION madoguchi_standing(
    meant bigint[], by_staff text, by_number boolean, without_number boolean,
    OUT misses_left integer, OUT opens_at timestamptz, OUT of_login boolean
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    moment CONSTANT timestamptz := madoguchi_moment();
    most CONSTANT integer := {number identity_misses};
    most_of_login CONSTANT integer := {number identity_misses_of_login};
    miss_minutes CONSTANT integer := {number identity_misses_minutes};
BEGIN
    SELECT came.* INTO misses_left, opens_at, of_login FROM ({standing_of_caller}) AS came;
END $$;

-- Forgets what was told a minute ago or longer in a call that broke off. Whom a name or a telephone number meant is counted
-- first: who measured how many they are, and took it back, keeps nobody from being counted.
CREATE OR REPLACE FUNCTION madoguchi_forget_told() RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    noted record;
    meant bigint[];
BEGIN
    FOR noted IN
        DELETE FROM madoguchi.told WHERE id IN (
            SELECT t.id FROM madoguchi.told t WHERE t.at < clock_timestamp() - interval '1 minute' FOR UPDATE SKIP LOCKED)
        RETURNING *
    LOOP
        IF noted.patron_id IS NULL AND noted.meant_by IS NULL THEN
            meant := ARRAY({meant_by_caller});
            IF cardinality(meant) <= {most_meant} THEN
                {meant_missed};
            END IF;
        END IF;
    END LOOP;
END $$;

-- Notes a try as a miss of the login, and of the patron whose number was told. Nothing that was told is compared, and
-- without a number nothing of any patron is read; with one it was looked up before, and which facts it takes is told then. Answers the try; or from when one is possible, where none is now; or
-- nothing, where no card of the patron is in use.
CREATE OR REPLACE FUNCTION madoguchi_note_try(
    of_patron bigint, told_kana text, told_birth_date date, told_phone text,
    by_staff text, at_branch bigint, at_workstation text,
    OUT this_try bigint, OUT opens_at timestamptz, OUT of_login boolean
)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = public, pg_catalog, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    open_minutes CONSTANT integer := {number identity_check_minutes};
    by_number CONSTANT boolean := of_patron IS NOT NULL;
    kana_told CONSTANT text := nullif(told_kana, '');
    phone_told CONSTANT text := nullif(told_phone, '');
    meant CONSTANT bigint[] := array_remove(ARRAY[of_patron], NULL);
    moment timestamptz;
    standing record;
    checked bigint;
BEGIN
    PERFORM madoguchi_begin_record(by_staff, at_branch, at_workstation, 'phone', 'identified');
    IF num_nonnulls(of_patron, kana_told, told_birth_date, phone_told) < 2 THEN
        PERFORM madoguchi_refuse('a check takes two facts');
    ELSIF by_number AND num_nonnulls(told_birth_date, phone_told) = 0 AND {flag identity_more_than_the_card} THEN
        PERFORM madoguchi_refuse('a check takes more than stands on the card');
    END IF;
    IF by_number THEN
        PERFORM madoguchi_require_look(of_patron, by_staff);
        IF NOT ({caller_has_card}) THEN
            RETURN;
        ELSIF ({facts_needed}) NOT IN (
            'any', CASE num_nonnulls(kana_told, phone_told) WHEN 2 THEN 'kana_and_phone' ELSE 'any' END) THEN
            PERFORM madoguchi_refuse('a check without a birth date takes name and telephone number');
        END IF;
    END IF;
    PERFORM madoguchi_lock_tries(by_staff, meant);
    moment := madoguchi_moment();
    standing := madoguchi_standing(meant, by_staff, by_number, true);
    IF standing.opens_at IS NOT NULL THEN
        opens_at := standing.opens_at;
        of_login := standing.of_login;
        RETURN;
    END IF;
    {note_caller} INTO checked;
    standing := madoguchi_standing(meant, by_staff, by_number, true);
    PERFORM madoguchi_forget_told();
    INSERT INTO madoguchi.told AS noted (check_id, patron_id, kana, birth_date, phone, misses_left, opens_at, of_login)
    VALUES (checked, of_patron, kana_told, told_birth_date, phone_told,
            standing.misses_left, standing.opens_at, standing.of_login)
    RETURNING noted.id INTO this_try;
{errors_without_detail}END $$;

-- Without a number: counts a noted try as a miss of all patrons with the told name or telephone number, unless they are
-- too many. If one of them is closed, the try is deleted, and the answer is when the next is possible.
CREATE OR REPLACE FUNCTION madoguchi_note_meant(of_try bigint, OUT opens_at timestamptz, OUT of_login boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = public, pg_catalog, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    miss_minutes CONSTANT integer := {number identity_misses_minutes};
    clock CONSTANT timestamptz := clock_timestamp();
    moment timestamptz;
    noted record;
    meant bigint[];
    standing record;
BEGIN
    PERFORM madoguchi_begin_call();
    SELECT t.id, t.check_id, t.kana, t.phone, i.staff_id INTO noted
    FROM madoguchi.told t JOIN identity_check i ON i.id = t.check_id
    WHERE t.id = of_try AND (i.staff_id = session_user::text OR madoguchi_is_owner())
      AND t.noted_by <> pg_current_xact_id() AND t.at > clock - interval '1 minute'
      AND t.patron_id IS NULL AND t.meant_by IS NULL
    FOR UPDATE OF t;
    IF NOT FOUND THEN
        PERFORM madoguchi_refuse('a try is counted and committed before it is compared, once');
    END IF;
    meant := ARRAY({meant_by_caller});
    IF cardinality(meant) > {most_meant} THEN
        meant := '{}';
    END IF;
    PERFORM madoguchi_lock_tries(NULL, meant);
    opens_at := (madoguchi_standing(meant, NULL, false, true)).opens_at;
    IF opens_at IS NOT NULL THEN
        of_login := false;
        DELETE FROM madoguchi.told t WHERE t.id = noted.id;
        DELETE FROM identity_check i WHERE i.id = noted.check_id;
        RETURN;
    END IF;
    moment := madoguchi_moment();
    {old_misses_gone};
    {meant_missed};
    standing := madoguchi_standing(meant, noted.staff_id, false, true);
    UPDATE madoguchi.told t
    SET meant_by = pg_current_xact_id(), misses_left = standing.misses_left, opens_at = standing.opens_at,
        of_login = standing.of_login
    WHERE t.id = noted.id;
{errors_without_detail}END $$;

-- Compares what was told in a try that is counted and committed, in full, and forgets it: which facts were OK stays,
-- never what they were. Without a number they have to fit one patron and only one. If they fit, the try is no miss any
-- more, and the answer is the patron; else how many more may miss, or from when the next try is possible. Of another system's
-- patron the program says which of the facts told are right, or without a number whose they all are, and whom they meant.
CREATE OR REPLACE FUNCTION madoguchi_check_outcome(
    of_try bigint, compared jsonb, OUT identified bigint, OUT misses_left integer, OUT opens_at timestamptz, OUT of_login boolean
)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = public, pg_catalog, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    clock CONSTANT timestamptz := clock_timestamp();
    moment CONSTANT timestamptz := madoguchi_moment();
    told record;
    by_number boolean;
    found_facts json;
    meant bigint[];
BEGIN
    PERFORM madoguchi_begin_call();
    DELETE FROM madoguchi.told t USING identity_check i
    WHERE t.id = of_try AND i.id = t.check_id AND (i.staff_id = session_user::text OR madoguchi_is_owner())
      AND t.noted_by <> pg_current_xact_id() AND t.at > clock - interval '1 minute'
      AND (t.patron_id IS NOT NULL OR t.meant_by <> pg_current_xact_id())
    RETURNING t.*, i.staff_id, i.branch_id, i.workstation INTO told;
    IF NOT FOUND THEN
        PERFORM madoguchi_refuse('a try is counted and committed before it is compared, once');
    END IF;
    by_number := told.patron_id IS NOT NULL;
    IF madoguchi_is_bare(told.patron_id) THEN
        found_facts := json_build_object(
            'card_number', 'ok',
            'kana', CASE WHEN told.kana IS NOT NULL THEN CASE WHEN compared ->> 'kana' = 'ok' THEN 'ok' ELSE 'ng' END END,
            'birth_date', CASE WHEN told.birth_date IS NOT NULL THEN CASE WHEN compared ->> 'birth_date' = 'ok' THEN 'ok' ELSE 'ng' END END,
            'phone', CASE WHEN told.phone IS NOT NULL THEN CASE WHEN compared ->> 'phone' = 'ok' THEN 'ok' ELSE 'ng' END END);
        IF NOT EXISTS (SELECT FROM json_each_text(found_facts) WHERE value = 'ng') THEN
            identified := told.patron_id;
        END IF;
    ELSIF NOT by_number AND compared ? 'meant' THEN
        identified := (SELECT p.id FROM patron p WHERE p.id = (compared ->> 'whose')::bigint AND p.system_key IS NOT NULL);
        meant := ARRAY(
            SELECT p.id FROM patron p JOIN jsonb_array_elements_text(compared -> 'meant') AS it (id) ON p.id = it.id::bigint
            WHERE p.system_key IS NOT NULL LIMIT {most_meant});
        found_facts := json_build_object(
            'card_number', NULL,
            'kana', CASE WHEN told.kana IS NOT NULL THEN CASE WHEN identified IS NULL THEN 'ng' ELSE 'ok' END END,
            'birth_date', CASE WHEN told.birth_date IS NOT NULL THEN CASE WHEN identified IS NULL THEN 'ng' ELSE 'ok' END END,
            'phone', CASE WHEN told.phone IS NOT NULL THEN CASE WHEN identified IS NULL THEN 'ng' ELSE 'ok' END END);
    ELSE
        SELECT came.* INTO identified, found_facts FROM ({compare_caller}) AS came;
    END IF;
    IF NOT by_number AND identified IS NOT NULL AND NOT ({caller_was_meant}) THEN
        -- Too many were meant: whether this one is closed is never revealed.
        PERFORM madoguchi_lock_tries(NULL, ARRAY[identified]);
        IF (madoguchi_standing(ARRAY[identified], NULL, false, true)).opens_at IS NOT NULL THEN
            identified := NULL;
            found_facts := (SELECT json_object_agg(fact, 'ng') FROM json_object_keys(found_facts) AS fact);
        END IF;
    END IF;
    {settle_check};
    IF identified IS NULL AND cardinality(meant) > 0 THEN
        PERFORM madoguchi_lock_tries(NULL, meant);
        {meant_missed_elsewhere};
    END IF;
    IF identified IS NULL THEN
        misses_left := told.misses_left;
        opens_at := told.opens_at;
        of_login := told.of_login;
        RETURN;
    ELSIF NOT by_number THEN
        {other_checks_ended};
        {meant_taken_back};
    END IF;
    {look_at_caller};
{errors_without_detail}END $$;

-- Ends this desk's check of a patron who is closed.
CREATE OR REPLACE FUNCTION madoguchi_end_check(of_patron bigint, by_staff text, at_workstation text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM madoguchi_begin_call();
    IF by_staff IS DISTINCT FROM session_user::text AND NOT madoguchi_is_owner() THEN
        PERFORM madoguchi_refuse('a check stands in the name of who makes it');
    END IF;
    {check_ended};
{errors_without_detail}END $$;

-- One check, one round trip; looks.sql says what such a procedure can't have. Each step requires the one before to be
-- committed, so that a client that calls them one by one learns nothing uncounted.
CREATE OR REPLACE PROCEDURE madoguchi_identify(
    of_patron bigint, told_kana text, told_birth_date date, told_phone text,
    by_staff text, at_branch bigint, at_workstation text,
    INOUT identified bigint DEFAULT NULL, INOUT misses_left integer DEFAULT NULL,
    INOUT opens_at timestamptz DEFAULT NULL, INOUT of_login boolean DEFAULT NULL,
    INOUT status text DEFAULT NULL, INOUT record json DEFAULT NULL, INOUT everything json DEFAULT NULL
)
LANGUAGE plpgsql AS $$
DECLARE
    this_try bigint;
BEGIN
    identified := NULL;
    SELECT noted.this_try, noted.opens_at, noted.of_login INTO this_try, opens_at, of_login
    FROM public.madoguchi_note_try(
        of_patron, told_kana, told_birth_date, told_phone, by_staff, at_branch, at_workstation) AS noted;
    COMMIT;
    IF this_try IS NOT NULL AND of_patron IS NULL THEN
        SELECT meant.opens_at, meant.of_login INTO opens_at, of_login FROM public.madoguchi_note_meant(this_try) AS meant;
        COMMIT;
    END IF;
    IF this_try IS NOT NULL AND opens_at IS NULL THEN
        SELECT came.identified, came.misses_left, came.opens_at, came.of_login
        INTO identified, misses_left, opens_at, of_login FROM public.madoguchi_check_outcome(this_try, NULL) AS came;
        COMMIT;
    END IF;
    IF identified IS NOT NULL THEN
        SELECT seen.status, seen.record, seen.everything INTO status, record, everything
        FROM public.madoguchi_read_patron(identified, true, by_staff, at_workstation) AS seen;
    END IF;
END $$;
