-- Checking a caller: a try is counted and committed before anything of a patron is compared, whatever the client does
-- with its transaction.

-- What a caller told, from the moment the try is noted until it is compared: nobody but these functions reaches it.
CREATE UNLOGGED TABLE IF NOT EXISTS madoguchi.told (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    check_id bigint NOT NULL,
    patron_id bigint,  -- whose number opened the patron; null without a number
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

-- A row for each patron who was meant by a try, to be locked. Everybody sees which advisory locks are held, and could
-- find out whose they are; which rows are locked nobody sees (turns.sql has the logins').
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

-- Notes a try as a miss of the login, and of the patron whose number was told. Nothing that was told is compared, and
-- without a number nothing of any patron is read. Answers the try; or from when one is possible, where none is now; or
-- nothing, where no card of the patron is in use.
CREATE OR REPLACE FUNCTION madoguchi_note_try(
    of_patron bigint, told_kana text, told_birth_date date, told_phone text,
    by_staff text, at_branch bigint, at_workstation text,
    OUT this_try bigint, OUT opens_at timestamptz, OUT of_login boolean
)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    moment CONSTANT timestamptz := madoguchi_now();
    by_number CONSTANT boolean := of_patron IS NOT NULL;
    kana_told CONSTANT text := nullif(told_kana, '');
    phone_told CONSTANT text := nullif(told_phone, '');
    meant CONSTANT bigint[] := array_remove(ARRAY[of_patron], NULL);
    standing record;
    checked bigint;
BEGIN
    PERFORM madoguchi_begin_call();
    IF by_staff IS DISTINCT FROM session_user::text AND NOT madoguchi_is_owner() THEN
        PERFORM madoguchi_refuse('a check stands in the name of who makes it');
    ELSIF num_nonnulls(of_patron, kana_told, told_birth_date, phone_told) < 2 THEN
        PERFORM madoguchi_refuse('a check takes two facts');
    ELSIF by_number AND num_nonnulls(told_birth_date, phone_told) = 0 AND {flag identity_more_than_the_card} THEN
        PERFORM madoguchi_refuse('a check takes more than stands on the card');
    END IF;
    IF by_number AND NOT EXISTS (SELECT FROM card c WHERE c.patron_id = of_patron AND c.status <> 'retired') THEN
        RETURN;
    END IF;
    PERFORM madoguchi_lock_tries(by_staff, meant);
    standing := madoguchi_standing(meant, by_staff, moment);
    IF standing.opens_at IS NOT NULL THEN
        opens_at := standing.opens_at;
        of_login := standing.of_login;
        RETURN;
    END IF;
    INSERT INTO identity_check (patron_id, staff_id, branch_id, workstation, at, outcome, facts, open_until)
    VALUES (of_patron, by_staff, at_branch, at_workstation, moment, 'failed', '{}',
            moment + make_interval(mins => {number identity_check_minutes}))
    RETURNING id INTO checked;
    standing := madoguchi_standing(meant, by_staff, moment);
    DELETE FROM madoguchi.told WHERE id IN (
        SELECT id FROM madoguchi.told WHERE at < clock_timestamp() - interval '1 minute' FOR UPDATE SKIP LOCKED);
    INSERT INTO madoguchi.told AS noted (check_id, patron_id, kana, birth_date, phone, misses_left, opens_at, of_login)
    VALUES (checked, of_patron, kana_told, told_birth_date, phone_told,
            CASE WHEN standing.opens_at IS NOT NULL THEN 0
                 ELSE least(standing.left_of_patrons, standing.left_of_login) END,
            standing.opens_at, standing.of_login)
    RETURNING noted.id INTO this_try;
{errors_without_detail}END $$;

-- Without a number: counts a noted try as a miss of everybody whose name or telephone number was told, unless they are
-- too many. Where one of them is closed, the try is none any more, and the answer is from when one is possible.
CREATE OR REPLACE FUNCTION madoguchi_note_meant(of_try bigint, OUT opens_at timestamptz, OUT of_login boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = public, pg_catalog, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    moment CONSTANT timestamptz := madoguchi_now();
    most_meant CONSTANT integer := {most_meant};
    noted record;
    meant bigint[];
    closes timestamptz;
BEGIN
    PERFORM madoguchi_begin_call();
    SELECT t.id, t.check_id, t.kana, t.phone, i.at INTO noted
    FROM madoguchi.told t JOIN identity_check i ON i.id = t.check_id
    WHERE t.id = of_try AND (i.staff_id = session_user::text OR madoguchi_is_owner())
      AND t.noted_by <> pg_current_xact_id() AND t.at > clock_timestamp() - interval '1 minute'
      AND t.patron_id IS NULL AND t.meant_by IS NULL
    FOR UPDATE OF t;
    IF NOT FOUND THEN
        PERFORM madoguchi_refuse('a try is counted and committed before it is compared, once');
    END IF;
    PERFORM madoguchi_require_procedure();  -- who rolls it back would have seen how many are meant
    meant := ARRAY(
        SELECT p.id FROM patron p JOIN card c ON c.patron_id = p.id AND c.status <> 'retired'
        WHERE p.kana_key = noted.kana OR p.phone_digits = noted.phone LIMIT most_meant + 1);
    IF cardinality(meant) > most_meant THEN
        meant := '{}';
    END IF;
    PERFORM madoguchi_lock_tries(NULL, meant);
    opens_at := (madoguchi_standing(meant, NULL, moment)).opens_at;
    IF opens_at IS NOT NULL THEN
        of_login := false;
        DELETE FROM madoguchi.told t WHERE t.id = noted.id;
        DELETE FROM identity_check i WHERE i.id = noted.check_id;
        RETURN;
    END IF;
    -- What doesn't count any more, of everybody; what another call is clearing away is left to it.
    DELETE FROM identity_miss WHERE (check_id, patron_id) IN (
        SELECT check_id, patron_id FROM identity_miss
        WHERE at <= moment - 2 * make_interval(mins => {number identity_misses_minutes})
        FOR UPDATE SKIP LOCKED);
    INSERT INTO identity_miss (check_id, patron_id, at) SELECT noted.check_id, unnest(meant), noted.at;
    closes := (madoguchi_standing(meant, NULL, moment)).opens_at;
    -- How many are left stays the login's count alone: it must not say that somebody was meant.
    UPDATE madoguchi.told t
    SET meant_by = pg_current_xact_id(), opens_at = greatest(t.opens_at, closes),
        of_login = t.of_login AND closes IS NULL, misses_left = CASE WHEN closes IS NULL THEN t.misses_left ELSE 0 END
    WHERE t.id = noted.id;
{errors_without_detail}END $$;

-- Compares what was told in a try that is counted and committed, in full, and forgets it: which facts were OK stays,
-- never what they were. Without a number they have to fit one patron and only one. If they fit, the try is no miss any
-- more, and the answer is the patron; else how many more may miss, or from when the next try is possible.
CREATE OR REPLACE FUNCTION madoguchi_check_outcome(
    of_try bigint, OUT identified bigint, OUT misses_left integer, OUT opens_at timestamptz, OUT of_login boolean
)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = public, pg_catalog, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    moment CONSTANT timestamptz := madoguchi_now();
    told record;
    known record;
    hits bigint[];
    compared jsonb;
    fits boolean;
BEGIN
    PERFORM madoguchi_begin_call();
    DELETE FROM madoguchi.told t USING identity_check i
    WHERE t.id = of_try AND i.id = t.check_id AND (i.staff_id = session_user::text OR madoguchi_is_owner())
      AND t.noted_by <> pg_current_xact_id() AND t.at > clock_timestamp() - interval '1 minute'
      AND (t.patron_id IS NOT NULL OR t.meant_by <> pg_current_xact_id())
    RETURNING t.*, i.staff_id, i.branch_id, i.workstation INTO told;
    IF NOT FOUND THEN
        PERFORM madoguchi_refuse('a try is counted and committed before it is compared, once');
    END IF;
    IF told.patron_id IS NOT NULL THEN
        SELECT p.kana_key, p.birth_date, p.phone_digits INTO known
        FROM patron p JOIN card c ON c.patron_id = p.id AND c.status <> 'retired' WHERE p.id = told.patron_id;
        compared := jsonb_strip_nulls(jsonb_build_object(
            'card_number', CASE WHEN FOUND THEN 'ok' ELSE 'ng' END,
            'kana', madoguchi_fact(told.kana, known.kana_key),
            'birth_date', madoguchi_fact(told.birth_date::text, known.birth_date::text),
            'phone', madoguchi_fact(told.phone, known.phone_digits)));
        fits := NOT jsonb_path_exists(compared, '$.* ? (@ == "ng")');
        hits := ARRAY[told.patron_id];
    ELSE
        hits := ARRAY(
            SELECT p.id FROM patron p JOIN card c ON c.patron_id = p.id AND c.status <> 'retired'
            WHERE (told.kana IS NULL OR p.kana_key = told.kana)
              AND (told.birth_date IS NULL OR p.birth_date = told.birth_date)
              AND (told.phone IS NULL OR p.phone_digits = told.phone)
            LIMIT 2);
        fits := cardinality(hits) = 1;
        IF fits AND NOT EXISTS (
            SELECT FROM identity_miss m WHERE m.check_id = told.check_id AND m.patron_id = hits[1]
        ) THEN  -- one of too many: whether that one is closed is told to nobody
            PERFORM madoguchi_lock_tries(NULL, hits);
            fits := (madoguchi_standing(hits, NULL, moment)).opens_at IS NULL;
        END IF;
        SELECT jsonb_object_agg(kind, CASE WHEN fits THEN 'ok' ELSE 'ng' END) INTO compared
        FROM (VALUES ('kana', told.kana), ('birth_date', told.birth_date::text), ('phone', told.phone))
            AS facts (kind, said) WHERE said IS NOT NULL;
    END IF;
    IF NOT fits THEN
        UPDATE identity_check i SET facts = compared WHERE i.id = told.check_id;
        misses_left := told.misses_left;
        opens_at := told.opens_at;
        of_login := told.of_login;
        RETURN;
    END IF;
    IF told.patron_id IS NULL THEN
        UPDATE identity_check i SET ended_at = moment
        WHERE i.staff_id = told.staff_id AND i.workstation = told.workstation AND i.ended_at IS NULL
          AND i.id <> told.check_id;
        DELETE FROM identity_miss m WHERE m.check_id = told.check_id;
    END IF;
    identified := hits[1];
    UPDATE identity_check i SET outcome = 'passed', patron_id = hits[1], facts = compared WHERE i.id = told.check_id;
    INSERT INTO access_log (at, staff_id, branch_id, workstation, channel, patron_id, purpose)
    VALUES (moment, told.staff_id, told.branch_id, told.workstation, 'phone', hits[1],
            CASE WHEN told.patron_id IS NOT NULL THEN 'identified' ELSE 'found_by_facts' END);
{errors_without_detail}END $$;

-- Ends this desk's check of a patron who is closed.
CREATE OR REPLACE FUNCTION madoguchi_end_check(of_patron bigint, by_staff text, at_workstation text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM madoguchi_begin_call();
    IF by_staff IS DISTINCT FROM session_user::text AND NOT madoguchi_is_owner() THEN
        PERFORM madoguchi_refuse('a check stands in the name of who makes it');
    END IF;
    UPDATE identity_check i SET ended_at = madoguchi_now()
    WHERE i.patron_id = of_patron AND i.staff_id = by_staff AND i.workstation = at_workstation AND i.ended_at IS NULL;
{errors_without_detail}END $$;

-- One check, one round trip; looks.sql says what such a procedure can't have. Each step wants that the one before is
-- committed, so that whoever calls them one by one learns nothing that wasn't counted before.
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
        INTO identified, misses_left, opens_at, of_login FROM public.madoguchi_check_outcome(this_try) AS came;
        COMMIT;
    END IF;
    IF identified IS NOT NULL THEN
        SELECT seen.status, seen.record, seen.everything INTO status, record, everything
        FROM public.madoguchi_read_patron(identified, true, by_staff, at_workstation) AS seen;
    END IF;
END $$;
