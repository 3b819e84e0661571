-- Seals over the records of acts, made by the database in the way of services/own_schema/audit/seals.py: the caller has no say in
-- their content. For the worker and the owner.

CREATE OR REPLACE FUNCTION madoguchi_seal_hash(previous text, number integer, sealed_at timestamptz, heads json)
RETURNS text
LANGUAGE sql STABLE SET search_path = public, pg_catalog, pg_temp
RETURN encode(sha256(convert_to(
    madoguchi_netstring(previous)
    || madoguchi_netstring(number::text)
    || madoguchi_netstring(trunc(extract(epoch FROM sealed_at) * 1000000)::bigint::text)
    || coalesce((
        SELECT string_agg(madoguchi_netstring(key) || madoguchi_netstring(value ->> 0)
                          || madoguchi_netstring(value ->> 1), '' ORDER BY key COLLATE "C")
        FROM json_each(heads)), ''), 'UTF8')), 'hex');

-- Writes a seal if anything was recorded since the last one; only when that is old enough, where that is asked for.
-- Nulls where none was written. Of two workers the second finds the first one's seal.
CREATE OR REPLACE FUNCTION madoguchi_seal(
    only_when_due boolean, OUT number integer, OUT sealed_at timestamptz, OUT heads json, OUT hash text
)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
#variable_conflict use_variable
DECLARE
    moment timestamptz;
    last_one chain_seal;
    found_heads json;
BEGIN
    PERFORM madoguchi_begin_work();
    LOCK TABLE chain_seal IN SHARE ROW EXCLUSIVE MODE;
    moment := madoguchi_moment();
    SELECT newest.* INTO last_one FROM ({last_seal}) AS newest;
    IF only_when_due AND moment < last_one.at + {sealed_every} THEN
        RETURN;
    END IF;
    SELECT coalesce(json_object_agg(newest.staff_id, json_build_array(newest.sequence, newest.hash)), '{}')
    INTO found_heads FROM ({chain_heads}) AS newest;
    IF found_heads::jsonb = coalesce(last_one.heads, '{}')::jsonb THEN
        RETURN;
    END IF;
    number := coalesce(last_one.sequence, 0) + 1;
    sealed_at := moment;
    heads := found_heads;
    hash := madoguchi_seal_hash(last_one.hash, number, sealed_at, heads);
    INSERT INTO chain_seal VALUES (number, sealed_at, heads, hash);
{errors_without_detail}END $$;

CREATE OR REPLACE FUNCTION madoguchi_last_seal()
RETURNS TABLE (number integer, sealed_at timestamptz, heads json, hash text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM madoguchi_for_worker();
    RETURN QUERY
        SELECT newest.sequence, newest.at, newest.heads, newest.hash::text FROM ({last_seal}) AS newest;
{errors_without_detail}END $$;

-- When the last seal was written, and since when an act is recorded that it doesn't cover.
CREATE OR REPLACE FUNCTION madoguchi_seal_state(OUT sealed_at timestamptz, OUT unsealed_since timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM madoguchi_for_worker();
    SELECT state.sealed_at, state.unsealed_since INTO sealed_at, unsealed_since FROM ({seal_state}) AS state;
{errors_without_detail}END $$;

-- Whether the last seal follows on the one before it, and the records that it names are there as it says and as their
-- hashes say. The worker and the owner get the result for all logins' records, staff for the seal and their own.
CREATE OR REPLACE FUNCTION madoguchi_seal_fits(OUT number integer, OUT fits boolean, OUT whole boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    last_one chain_seal;
    before_it text;
BEGIN
    whole := madoguchi_has_group('worker') OR madoguchi_is_owner();
    IF NOT (whole OR madoguchi_is_staff()) THEN
        PERFORM madoguchi_refuse('this is the worker''s');
    END IF;
    SELECT newest.* INTO last_one FROM ({last_seal}) AS newest;
    number := last_one.sequence;
    IF number IS NULL THEN
        RETURN;
    END IF;
    BEGIN
        SELECT s.hash INTO before_it FROM chain_seal s WHERE s.sequence = last_one.sequence - 1;
        fits := (last_one.sequence = 1) = (before_it IS NULL)
            AND last_one.hash = madoguchi_seal_hash(before_it, last_one.sequence, last_one.at, last_one.heads)
            AND NOT EXISTS (
                SELECT FROM json_each(last_one.heads) AS head
                LEFT JOIN act a ON a.staff_id = head.key AND a.sequence = (head.value ->> 0)::integer
                LEFT JOIN act earlier ON earlier.staff_id = head.key AND earlier.sequence = a.sequence - 1
                WHERE (whole OR head.key = session_user)
                  AND (a.hash IS DISTINCT FROM head.value ->> 1
                       OR a.hash IS DISTINCT FROM madoguchi_act_hash(a, earlier.hash)));
    EXCEPTION WHEN data_exception OR insufficient_privilege THEN
        fits := false;  -- what stands there can't be read as a seal or a record
    END;
{errors_without_detail}END $$;

-- When a worker last cleared, sealed or settled something, and how many holds it should have ended by yesterday.
CREATE OR REPLACE FUNCTION madoguchi_worker_traces(
    OUT cleared_at timestamptz, OUT sealed_at timestamptz, OUT settled_at timestamptz, OUT behind bigint
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    yesterday CONSTANT date := madoguchi_today() - 1;
BEGIN
    PERFORM madoguchi_for_worker();
    SELECT traces.cleared_at, traces.sealed_at, traces.settled_at, traces.behind
    INTO cleared_at, sealed_at, settled_at, behind FROM ({worker_traces}) AS traces;
{errors_without_detail}END $$;
