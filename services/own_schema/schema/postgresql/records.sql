-- The records of acts and looks. The database makes their time, place in the chain and hash itself, in the way of
-- services/own_schema/database/act_records.py (netstrings, SHA-256), so that no login can write in another's name or another's hour.

CREATE OR REPLACE FUNCTION madoguchi_may_record(
    wanted text, channel text, patron bigint, at_workstation text
) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    supervisor boolean := madoguchi_has_group('supervisor');
    counter boolean := supervisor OR madoguchi_has_group('counter');
    phone boolean := madoguchi_has_group('phone');
    allowed record;
BEGIN
    SELECT * INTO allowed FROM madoguchi.known_act AS known WHERE known.verb = wanted;
    IF allowed IS NULL OR patron IS NULL THEN  -- an act has a patron
        RETURN false;
    END IF;
    IF channel = 'counter' THEN
        RETURN (counter AND allowed.at_counter) OR (supervisor AND allowed.by_supervisor);
    END IF;
    RETURN (counter OR phone) AND madoguchi_is_identified(patron, session_user::text COLLATE "default", at_workstation)
        AND (allowed.by_phone
             OR (wanted = 'loan.renew' AND {flag renewal_by_phone}));
END $$;

CREATE OR REPLACE FUNCTION madoguchi_netstring(part text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN coalesce(octet_length(part)::text || ':' || part || ',', '-');

-- Names in the order of their bytes; each value behind its JSON type, so that 1 and "1" differ.
CREATE OR REPLACE FUNCTION madoguchi_canonical(details json) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    wrong boolean;
    parts text;
BEGIN
    SELECT bool_or(json_typeof(value) IN ('object', 'array')
                   OR (json_typeof(value) = 'number' AND value #>> '{}' !~ '^-?[0-9]+$')) OR
           count(*) <> count(DISTINCT key),
           string_agg(madoguchi_netstring(key) || madoguchi_netstring(json_typeof(value))
                      || madoguchi_netstring(value #>> '{}'), '' ORDER BY key COLLATE "C")
    INTO wrong, parts
    FROM json_each(details);
    IF wrong THEN
        PERFORM madoguchi_refuse('a record keeps texts, whole numbers and booleans');
    END IF;
    RETURN coalesce(parts, '');
END $$;

CREATE OR REPLACE FUNCTION madoguchi_act_hash(a act, previous text) RETURNS text
LANGUAGE sql STABLE
RETURN encode(sha256(convert_to(
    madoguchi_netstring(previous)
    || madoguchi_netstring(a.sequence::text)
    || madoguchi_netstring(a.id)
    || madoguchi_netstring(trunc(extract(epoch FROM a.at) * 1000000)::bigint::text)
    || madoguchi_netstring(a.staff_id)
    || madoguchi_netstring(a.branch_id::text)
    || madoguchi_netstring(a.workstation)
    || madoguchi_netstring(a.channel)
    || madoguchi_netstring(a.patron_id::text)
    || madoguchi_netstring(a.verb)
    || madoguchi_netstring(a.subject)
    || madoguchi_netstring(a.subject_id::text)
    || madoguchi_netstring(a.outcome)
    || madoguchi_netstring(madoguchi_canonical(a.details)), 'UTF8')), 'hex');

-- The server's time as the act read it in its transaction, or else now. A transaction that is kept open makes no record
-- older than a minute, and none older than its login's last.
CREATE OR REPLACE FUNCTION madoguchi_act_time(
    said timestamptz, moment timestamptz, open_for interval, previous timestamptz
) RETURNS timestamptz
LANGUAGE sql IMMUTABLE
RETURN CASE
    WHEN said <= moment AND said >= moment - least(open_for, interval '1 minute') AND (said < previous) IS NOT TRUE
    THEN said ELSE moment
END;

CREATE OR REPLACE FUNCTION madoguchi_chain_act() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    head record;
BEGIN
    PERFORM madoguchi_take_turn('act', NEW.staff_id);
    SELECT sequence, hash, at INTO head FROM act WHERE staff_id = NEW.staff_id ORDER BY sequence DESC LIMIT 1;
    -- Under the lock: a call may have waited for it.
    NEW.at := madoguchi_act_time(
        NEW.at, madoguchi_moment(), clock_timestamp() - transaction_timestamp(), head.at);
    NEW.sequence := coalesce(head.sequence, 0) + 1;
    NEW.hash := madoguchi_act_hash(NEW, head.hash);
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER act_chain BEFORE INSERT ON act
    FOR EACH ROW EXECUTE FUNCTION madoguchi_chain_act();

ALTER TABLE act SET (autovacuum_analyze_threshold = 5000, autovacuum_vacuum_insert_threshold = 20000);  -- as in notify.sql
ALTER TABLE access_log SET (autovacuum_analyze_threshold = 5000, autovacuum_vacuum_insert_threshold = 20000);

-- Not even the owner changes or empties the audit record by mistake: the trigger has to be dropped first, on purpose.
CREATE OR REPLACE FUNCTION madoguchi_never() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM madoguchi_refuse('the audit record stays as it is');
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION madoguchi_record_look() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.staff_id <> session_user AND NOT (madoguchi_is_owner() OR madoguchi_has_group('worker')) THEN
        PERFORM madoguchi_refuse('a record stands in the name of who makes it');
    END IF;
    IF NEW.at IS NULL OR NOT madoguchi_is_owner() THEN
        NEW.at := least(NEW.at, madoguchi_moment());  -- earlier is a look that was broken off (desk/looks.sql)
    END IF;
    NEW.made_by := pg_current_xact_id()::text::bigint;
    -- A look at the counter waits for no disk and no standby, as on SQLite: a crash may lose the last looks' records,
    -- never an act's or a caller's check.
    IF NEW.channel = 'counter' THEN
        PERFORM set_config('synchronous_commit', 'off', true);
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER access_log_name BEFORE INSERT ON access_log
    FOR EACH ROW EXECUTE FUNCTION madoguchi_record_look();
