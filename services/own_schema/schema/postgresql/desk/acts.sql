-- Acts: the facts that one is planned on, what each act changes, and the one function that carries it out. What an act may do and
-- change, what it reads and each change's rows are compiled from the program's own register, rules and statements
-- (services/own_schema/schema/postgresql/desk/acts.py).

-- What staff do, by the verb of the record: who may, on which channel (services/rules/permissions.py), and what the act
-- changes, in this order, and always changes (services/acts/register.py).
DROP TABLE IF EXISTS madoguchi.known_act;
CREATE TABLE madoguchi.known_act (verb, at_counter, by_phone, by_supervisor, changes, always, several, done_by) AS
    VALUES
        {acts};
ALTER TABLE madoguchi.known_act ADD PRIMARY KEY (verb);
ALTER TABLE madoguchi.known_act OWNER TO madoguchi_owner;

-- What an act is planned on: the patron, what its plan asked to read besides, whether the caller is identified, the
-- record of the same request, and a mark of it all but the time. A different mark means that the plan was made on other
-- facts. A desk makes it itself of a patron whom it was answered (services/own_schema/lookup/look_up_postgresql.py).
CREATE OR REPLACE FUNCTION madoguchi_planned_on(
    of_patron bigint, by_staff text, at_workstation text, act_id text, reads text[],
    of_hold bigint, of_cancellation bigint, new_number text,
    OUT patron json, OUT extra jsonb, OUT identified boolean, OUT done jsonb, OUT now timestamptz, OUT mark text
)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_catalog, pg_temp SET "TimeZone" = 'UTC' SET "DateStyle" = 'ISO, YMD' AS $$
DECLARE
    read text;
BEGIN
    now := madoguchi_moment();
    extra := '{}';
    -- A line's next hold is answered only for a hold of this patron.
    IF num_nonnulls(of_hold, of_cancellation) > 0 THEN
        of_hold := (SELECT h.id FROM hold h WHERE h.id = of_hold AND h.patron_id = of_patron);
        of_cancellation := (SELECT c.id FROM hold_cancellation c WHERE c.id = of_cancellation AND c.patron_id = of_patron);
    END IF;
    -- Whether a card has a number is answered only for replacing a card: other logins could try all numbers unrecorded.
    IF new_number IS NOT NULL AND NOT (
        madoguchi_has_group('supervisor') OR madoguchi_is_owner()
        OR madoguchi_is_number_approved(act_id, new_number, by_staff)) THEN
        new_number := NULL;
    END IF;
    patron := (madoguchi_whole_patron(of_patron)).record;
    FOREACH read IN ARRAY coalesce(reads, '{}') LOOP
        CASE read
        {extra_reads}
        ELSE
            NULL;
        END CASE;
    END LOOP;
    identified := madoguchi_is_identified(of_patron, by_staff, at_workstation);
    SELECT jsonb_build_object('verb', a.verb, 'patron_id', a.patron_id, 'outcome', a.outcome, 'details', a.details, 'at', a.at)
    INTO done FROM act a WHERE a.id = act_id AND (a.staff_id = by_staff OR madoguchi_is_owner());
    mark := encode(sha256(convert_to(concat_ws(
        ' ', substr(patron::text, strpos(patron::text, '"masters_version"')), extra #- '{NEW_CARD,key}',
        nullif(identified, false), (now AT TIME ZONE 'Asia/Tokyo')::date), 'UTF8')), 'hex');
END $$;

-- By telephone nothing is read of a caller who isn't identified at this desk.
CREATE OR REPLACE FUNCTION madoguchi_facts(
    of_patron bigint, by_staff text, at_workstation text, act_id text, reads text[],
    of_hold bigint, of_cancellation bigint, new_number text
) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF by_staff <> session_user AND NOT madoguchi_is_owner() THEN
        PERFORM madoguchi_refuse('an act stands in the name of who acts');
    END IF;
    PERFORM madoguchi_require_look(of_patron, by_staff);
    IF madoguchi_has_group('phone') AND NOT madoguchi_is_owner()
       AND NOT madoguchi_is_identified(of_patron, by_staff, at_workstation) THEN
        RETURN jsonb_build_object('patron', NULL, 'identified', false);
    END IF;
    RETURN to_jsonb(madoguchi_planned_on(
        of_patron, by_staff, at_workstation, act_id, reads, of_hold, of_cancellation, new_number));
{errors_without_detail}END $$;

-- Plans what a connection's first look and act would plan, for nobody: a desk calls it when its clerk has signed in. The act is
-- the one that is done most; each step is undone where it is refused.
CREATE OR REPLACE FUNCTION madoguchi_warm() RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    step text;
BEGIN
    FOREACH step IN ARRAY ARRAY[
        'planned_on(0, by_staff, NULL, NULL, NULL, NULL, NULL, NULL)',
        'facts(0, by_staff, NULL, NULL, NULL, NULL, NULL, NULL)',
        'shown_patron(0, false, by_staff, NULL)',
        'read_patron(0, false, by_staff, NULL)',
        'require_act(made, changes, 0)',
        'do_loan_renew(made, NULL, changes, 0, by_staff, NULL, NULL, false)',
        'act_hash(NULL, by_staff)',
        'carry_out(0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)'
    ] LOOP
        BEGIN
            EXECUTE 'SELECT madoguchi_' || step
                || ' FROM (SELECT session_user::text COLLATE "default" AS by_staff, $1 AS made, $2 AS changes) AS it'
            USING jsonb '{"verb": "loan.renew", "channel": "counter"}', jsonb '[{"change": "SetLoanDueDate"}]';
        EXCEPTION WHEN insufficient_privilege OR no_data_found OR read_only_sql_transaction THEN
            -- nobody's act is refused, finds no row, or is none within what only reads
        END;
    END LOOP;
END $$;

-- Records that the login changed its own password: about no patron, in the change's transaction. A call alone changes
-- no password, so one a minute is allowed; answers whether the record was written.
CREATE OR REPLACE FUNCTION madoguchi_note_own_password(
    act_id text, by_staff text, at_branch bigint, at_workstation text, on_channel text
) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM madoguchi_begin_record(by_staff, at_branch, at_workstation, on_channel, 'own_password.change');
    IF by_staff <> session_user THEN
        PERFORM madoguchi_refuse('a record stands in the name of who makes it');
    ELSIF NOT madoguchi_has_group('counter') AND on_channel IS DISTINCT FROM 'phone' THEN
        PERFORM madoguchi_refuse('this role may not do this act on this channel');
    END IF;
    PERFORM madoguchi_take_turn('act', by_staff);
    IF madoguchi_moment() - interval '1 minute' < (
        SELECT a.at FROM act a WHERE a.staff_id = by_staff AND a.verb = 'own_password.change' ORDER BY a.sequence DESC LIMIT 1)
    THEN
        RETURN false;
    END IF;
    INSERT INTO act (id, at, staff_id, branch_id, workstation, channel, verb, outcome, details, sequence, hash)
    VALUES (act_id, madoguchi_moment(), session_user, at_branch, at_workstation, on_channel, 'own_password.change', 'done',
            '{}', 0, '');
    RETURN true;
{errors_without_detail}END $$;

-- That a role may do an act, and that it makes its changes, each kind once and in the register's order.
CREATE OR REPLACE FUNCTION madoguchi_require_act(made jsonb, changes jsonb, of_patron bigint) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    kinds CONSTANT text[] := ARRAY(SELECT each ->> 'change' FROM jsonb_array_elements(changes) AS each);
    allowed record;
BEGIN
    IF NOT madoguchi_may_record(made ->> 'verb', made ->> 'channel', of_patron, made ->> 'workstation')
       AND NOT madoguchi_has_approval(made ->> 'id', made ->> 'verb', of_patron, session_user::text) THEN
        PERFORM madoguchi_refuse('this role may not do this act on this channel');
    END IF;
    SELECT * INTO allowed FROM madoguchi.known_act AS known WHERE known.verb = made ->> 'verb';
    IF NOT allowed.several AND cardinality(kinds) <> (SELECT count(DISTINCT kind) FROM unnest(kinds) AS kind)
       OR kinds <> ARRAY(SELECT kind FROM unnest(kinds) AS kind ORDER BY array_position(allowed.changes, kind)) THEN
        PERFORM madoguchi_refuse('an act makes its own changes, each once');
    ELSIF NOT allowed.always <@ kinds AND NOT EXISTS (SELECT FROM act a WHERE a.id = made ->> 'id') THEN
        PERFORM madoguchi_refuse('an act makes its changes, and no record alone');  -- a request that was done before plans none
    ELSIF made ->> 'verb' <> ALL ({kept_beside}) AND madoguchi_is_bare(of_patron) THEN
        PERFORM madoguchi_refuse('what is another system''s isn''t changed here');
    END IF;
END $$;

-- What each act changes: a function of its own, which a connection compiles when it first does the act, and which no login is
-- granted. It is found by its name, since a branch for each act would be a plan for each. No act makes another's changes, or tells other details.
{functions_of_acts}

-- Carries an act out, or answers why not: `done`; `repeated` where the same request was carried out before, `again`
-- where the facts aren't those of the mark, both with the present ones. Locks the login's chain, the titles of the patron's
-- own holds that change (a freed copy goes to the next in the same line), and the patron, always in this order. Reads
-- in a later statement.
CREATE OR REPLACE FUNCTION madoguchi_carry_out(
    of_patron bigint, by_staff text, made jsonb, changes jsonb, mark text, reads text[],
    of_hold bigint, of_cancellation bigint, new_number text,
    OUT came text, OUT facts jsonb, OUT status text, OUT record json, OUT everything json
)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    is_staff CONSTANT boolean := madoguchi_is_staff();
    on_what record;
    moment timestamptz;
    approver text;
    does text;
BEGIN
    PERFORM madoguchi_begin_record(
        by_staff, (made ->> 'branch')::bigint, made ->> 'workstation', made ->> 'channel', made ->> 'verb');
    PERFORM madoguchi_require_look(of_patron, by_staff);
    IF is_staff THEN
        PERFORM madoguchi_require_act(made, changes, of_patron);
    END IF;
    PERFORM madoguchi_take_turn('act', by_staff);
    IF changes @? '$[*] ? (exists(@.hold_id) || exists(@.cancellation_id))' THEN
        PERFORM FROM bib_record WHERE id IN (
            SELECT h.bib_record_id FROM jsonb_array_elements(changes) AS each
            JOIN hold h ON h.id = (each ->> 'hold_id')::bigint AND h.patron_id = of_patron
            UNION
            SELECT c.bib_record_id FROM jsonb_array_elements(changes) AS each
            JOIN hold_cancellation c ON c.id = (each ->> 'cancellation_id')::bigint AND c.patron_id = of_patron
        ) ORDER BY id FOR NO KEY UPDATE;
    END IF;
    PERFORM FROM patron p WHERE p.id = of_patron FOR NO KEY UPDATE;
    on_what := madoguchi_planned_on(
        of_patron, by_staff, made ->> 'workstation', made ->> 'id', reads, of_hold, of_cancellation, new_number);
    IF on_what.done IS NOT NULL THEN
        came := 'repeated';
        facts := to_jsonb(on_what);
    ELSIF on_what.mark IS DISTINCT FROM mark THEN
        came := 'again';
        facts := to_jsonb(on_what);
        RETURN;
    ELSE
        came := 'done';
        moment := on_what.now;
        IF (made ->> 'approved')::boolean OR is_staff
           AND NOT madoguchi_may_record(made ->> 'verb', made ->> 'channel', of_patron, made ->> 'workstation') THEN
            approver := madoguchi_use_approval(made, changes, of_patron, by_staff);
        END IF;
        -- A try of a password is counted before its act, which gives it back where the check is free.
        IF is_staff AND EXISTS (
            SELECT FROM jsonb_array_elements(changes) AS it WHERE it ->> 'change' = 'SetWrongLogins' AND (
                (on_what.extra ->> 'CHECKS_OF_VISIT')::integer < {number free_password_checks}
                AND madoguchi_gives_back(
                    of_patron, (it ->> 'version')::integer, (it ->> 'counted')::integer,
                    (it ->> 'wrong_logins')::integer, (it ->> 'locked_until')::timestamptz)) IS NOT TRUE)
        THEN
            PERFORM madoguchi_refuse('a wrong password that counts stays counted');
        END IF;
        does := (SELECT known.done_by FROM madoguchi.known_act AS known WHERE known.verb = made ->> 'verb');
        IF does IS NULL THEN
            PERFORM madoguchi_refuse('an act is one of those that there are');
        END IF;
        EXECUTE format('SELECT %I($1, $2, $3, $4, $5, $6, $7, $8)', does)
        USING made, (made -> 'details')::json, changes, of_patron, by_staff, moment, (moment AT TIME ZONE 'Asia/Tokyo')::date,
              is_staff;
        INSERT INTO act (id, at, staff_id, branch_id, workstation, channel, patron_id, verb, subject, subject_id, outcome,
                         details, sequence, hash)
        VALUES (made ->> 'id', moment, by_staff, (made ->> 'branch')::bigint, made ->> 'workstation', made ->> 'channel',
                of_patron, made ->> 'verb', made ->> 'subject', (made ->> 'subject_id')::bigint, made ->> 'outcome',
                (CASE WHEN approver IS NULL THEN made -> 'details'
                      ELSE (made -> 'details') || jsonb_build_object('approved_by', approver) END)::json, 0, '');
    END IF;
    SELECT seen.status, seen.record, seen.everything INTO status, record, everything
    FROM madoguchi_shown_patron(
        of_patron, madoguchi_on_phone((made ->> 'by_phone')::boolean), by_staff, made ->> 'workstation') AS seen;
{errors_without_detail}END $$;
