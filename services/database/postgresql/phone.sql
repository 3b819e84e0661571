-- What the telephone may know before, and how it comes to know more. These functions read past the policies of
-- rows.sql, and give away what the check allows.

-- Number and counts, without names or titles: the same statement as services/look_up_statement.py's `glimpse`.
CREATE OR REPLACE FUNCTION madoguchi_glimpse(by_number text, by_patron bigint)
RETURNS TABLE (status text, record json)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF by_number IS NOT NULL THEN
        RETURN QUERY SELECT found.status::text, found.record FROM ({glimpse_by_number}) AS found;
    ELSE
        RETURN QUERY SELECT found.status::text, found.record FROM ({glimpse_by_patron}) AS found;
    END IF;
END $$;

-- One look by telephone: recorded in the login's own name, and by number also the end of earlier callers' checks.
CREATE OR REPLACE FUNCTION madoguchi_phone_look(
    by_number text, by_patron bigint, by_staff text, at_branch bigint, at_workstation text, for_purpose text
) RETURNS TABLE (status text, record json)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF by_number IS NOT NULL THEN
        UPDATE identity_check SET ended_at = madoguchi_now()
        WHERE staff_id = by_staff AND workstation = at_workstation AND ended_at IS NULL
          AND (staff_id = session_user OR madoguchi_is_owner());
    END IF;
    INSERT INTO access_log (at, staff_id, branch_id, workstation, channel, patron_id, purpose)
    SELECT madoguchi_now(), by_staff, at_branch, at_workstation, 'phone', c.patron_id, for_purpose
    FROM card c
    WHERE c.status <> 'retired' AND CASE WHEN by_number IS NOT NULL THEN c.number = by_number
                                         ELSE c.patron_id = by_patron END;
    RETURN QUERY SELECT * FROM madoguchi_glimpse(by_number, by_patron);
END $$;

CREATE OR REPLACE FUNCTION madoguchi_fact(told text, registered text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
RETURN CASE WHEN told IS NULL THEN NULL WHEN told = registered THEN 'ok' ELSE 'ng' END;

-- Compares what a caller told with what is registered, in full, and remembers which facts were OK, never what they
-- were. Without a patron the facts have to fit one and only one. The number that opened a patron counts as a fact.
-- Answers the patron on success; null and the misses left otherwise, -1 when there were too many before.
CREATE OR REPLACE FUNCTION madoguchi_check_caller(
    of_patron bigint, told_kana text, told_birth_date date, told_phone text,
    by_staff text, at_branch bigint, at_workstation text
) RETURNS TABLE (identified bigint, misses_left integer)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = public, pg_catalog, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    moment CONSTANT timestamptz := madoguchi_now();
    most CONSTANT integer := coalesce((madoguchi_rule('identity_misses') #>> '{}')::integer, 3);
    minutes CONSTANT integer := coalesce((madoguchi_rule('identity_check_minutes') #>> '{}')::integer, 30);
    told CONSTANT integer := num_nonnulls(told_kana, told_birth_date, told_phone);
    misses integer;
    known record;
    hits bigint[];
    facts jsonb := '{}';
    fits boolean := false;
BEGIN
    IF by_staff <> session_user AND NOT madoguchi_is_owner() THEN
        PERFORM madoguchi_refuse('a check stands in the name of who makes it');
    ELSIF told + (of_patron IS NOT NULL)::integer < 2 THEN
        PERFORM madoguchi_refuse('a check takes two facts');
    END IF;
    PERFORM pg_advisory_xact_lock(
        hashtextextended('madoguchi identity check ' || by_staff || ' ' || at_workstation, 0));
    SELECT count(*) INTO misses FROM identity_check
    WHERE patron_id IS NOT DISTINCT FROM of_patron AND staff_id = by_staff AND workstation = at_workstation
      AND ended_at IS NULL AND open_until > moment AND outcome = 'failed';
    IF of_patron IS NOT NULL THEN
        IF misses >= most THEN
            RETURN QUERY SELECT NULL::bigint, -1;
            RETURN;
        END IF;
        SELECT p.kana_key, p.birth_date, p.phone_digits INTO known
        FROM patron p JOIN card c ON c.patron_id = p.id AND c.status <> 'retired' WHERE p.id = of_patron;
        IF NOT FOUND THEN
            RETURN;
        END IF;
        facts := jsonb_strip_nulls(jsonb_build_object(
            'card_number', 'ok',
            'kana', madoguchi_fact(told_kana, known.kana_key),
            'birth_date', madoguchi_fact(told_birth_date::text, known.birth_date::text),
            'phone', madoguchi_fact(told_phone, known.phone_digits)));
        fits := NOT jsonb_path_exists(facts, '$.* ? (@ == "ng")');
    ELSE
        hits := ARRAY(
            SELECT p.id FROM patron p JOIN card c ON c.patron_id = p.id AND c.status <> 'retired'
            WHERE (told_kana IS NULL OR p.kana_key = told_kana)
              AND (told_birth_date IS NULL OR p.birth_date = told_birth_date)
              AND (told_phone IS NULL OR p.phone_digits = told_phone)
            LIMIT 2);
        fits := cardinality(hits) = 1;
        of_patron := CASE WHEN fits THEN hits[1] END;
        facts := jsonb_strip_nulls(jsonb_build_object(
            'kana', CASE WHEN told_kana IS NOT NULL THEN CASE WHEN fits THEN 'ok' ELSE 'ng' END END,
            'birth_date', CASE WHEN told_birth_date IS NOT NULL THEN CASE WHEN fits THEN 'ok' ELSE 'ng' END END,
            'phone', CASE WHEN told_phone IS NOT NULL THEN CASE WHEN fits THEN 'ok' ELSE 'ng' END END));
        IF fits OR misses + 1 >= most THEN
            UPDATE identity_check SET ended_at = moment
            WHERE staff_id = by_staff AND workstation = at_workstation AND ended_at IS NULL
              AND (fits OR patron_id IS NULL);
        END IF;
    END IF;
    INSERT INTO identity_check (patron_id, staff_id, branch_id, workstation, at, outcome, facts, open_until, ended_at)
    VALUES (of_patron, by_staff, at_branch, at_workstation, moment, CASE WHEN fits THEN 'passed' ELSE 'failed' END,
            facts, moment + make_interval(mins => minutes),
            CASE WHEN of_patron IS NULL AND misses + 1 >= most THEN moment END);
    IF fits THEN
        INSERT INTO access_log (at, staff_id, branch_id, workstation, channel, patron_id, purpose)
        VALUES (moment, by_staff, at_branch, at_workstation, 'phone', of_patron,
                CASE WHEN facts ? 'card_number' THEN 'identified' ELSE 'found_by_facts' END);
        RETURN QUERY SELECT of_patron, most - misses;
    ELSE
        RETURN QUERY SELECT NULL::bigint, most - misses - 1;
    END IF;
END $$;
