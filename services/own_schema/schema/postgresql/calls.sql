-- What a function that a login may call begins with, and how its errors end.

-- Refuses a desk or worker that was open while the library was brought to another revision: its program may mean
-- something else by a call. Connections name their program's revision (services/own_schema/database/engine.py); this protects
-- honest programs, a forged client needn't name one. The error's code carries the library's own revision.
-- A block of a client's goes on for as long as it likes: a call is made within a minute of its statement. Honest ones are older
-- where the server's clock leapt, or its machine stood still: the same call goes through when it is sent once more. The
-- worker's take as long as they take.
CREATE OR REPLACE FUNCTION madoguchi_begin_reading() RETURNS void
LANGUAGE plpgsql STABLE SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF substring(current_setting('application_name') FROM '^madoguchi ([0-9]{4})$') <> '{revision}' THEN
        RAISE EXCEPTION USING ERRCODE = 'M{revision}', MESSAGE = 'madoguchi: the library is of another revision';
    ELSIF madoguchi_is_of_two_kinds() THEN
        PERFORM madoguchi_refuse('a login is of one kind');
    ELSIF clock_timestamp() > statement_timestamp() + interval '1 minute'
          AND NOT (madoguchi_is_owner() OR madoguchi_has_group('worker')) THEN
        RAISE serialization_failure USING MESSAGE = 'madoguchi: a call is made within a minute of its statement';
    END IF;
END $$;

-- Under an older snapshot a count would be an old one: calls that count or compare want each statement to see the rows
-- that are committed.
CREATE OR REPLACE FUNCTION madoguchi_begin_call() RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        PERFORM madoguchi_refuse('a call wants READ COMMITTED');
    END IF;
    PERFORM madoguchi_begin_reading();
END $$;

-- The first that each function asks that records, before it reads anything: in whose name, where, on which channel and what
-- for. Who is refused is so told the same, whatever the call is about.
CREATE OR REPLACE FUNCTION madoguchi_begin_record(
    by_staff text, at_branch bigint, at_workstation text, on_channel text, for_purpose text
) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM madoguchi_begin_call();
    IF by_staff IS NULL OR by_staff <> session_user AND NOT madoguchi_is_owner() THEN
        PERFORM madoguchi_refuse('a record stands in the name of who makes it');
    ELSIF NOT EXISTS (SELECT FROM branch b WHERE b.id = at_branch) THEN
        PERFORM madoguchi_refuse('a record says at which branch');
    ELSIF (length(at_workstation) BETWEEN 1 AND 64) IS NOT TRUE THEN
        PERFORM madoguchi_refuse('a record says at which desk');
    ELSIF (on_channel IN ('counter', 'phone')) IS NOT TRUE THEN
        PERFORM madoguchi_refuse('a record says on which channel');
    ELSIF (for_purpose = ANY ({purposes_of_records}) OR for_purpose IN ('own_password.change', 'masters.import'))
          IS NOT TRUE THEN
        PERFORM madoguchi_refuse('a record says what for');
    END IF;
END $$;

-- The worker's functions, which the owner may call too.
CREATE OR REPLACE FUNCTION madoguchi_for_worker() RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF NOT (madoguchi_has_group('worker') OR madoguchi_is_owner()) THEN
        PERFORM madoguchi_refuse('this is the worker''s');
    END IF;
END $$;

CREATE OR REPLACE FUNCTION madoguchi_begin_work() RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM madoguchi_begin_call();
    PERFORM madoguchi_for_worker();
END $$;

-- The first that each of these functions asks (argument_bounds.py puts it there): is each of its arguments within the bounds
-- of services/rules/argument_bounds.py?
CREATE OR REPLACE FUNCTION madoguchi_within_bounds(fits boolean) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF fits IS NOT TRUE THEN
        PERFORM madoguchi_refuse('what is told is within its bounds');
    END IF;
    RETURN true;
END $$;

-- An error tells its code and the constraint that was broken, never DETAIL: there the server would show the caller the
-- row, because the function's owner may read it. guards.py puts the handler at the end of each such function; what it
-- says of locks, conflicts and the server's state (classes 40, 53, 55 and 57) holds no value of a row.
CREATE OR REPLACE FUNCTION madoguchi_told_error(code text, said text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
RETURN CASE WHEN said LIKE 'madoguchi: %' OR left(code, 2) IN ('40', '53', '55', '57') THEN said
            ELSE 'madoguchi: the call could not be carried out' END;
