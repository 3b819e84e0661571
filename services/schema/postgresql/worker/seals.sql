-- Seals over the records of acts, made by the database in the way of services/audit/seals.py: who calls says nothing of
-- what is in them. The worker's and the owner's.

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
    moment CONSTANT timestamptz := madoguchi_now();
    last_one chain_seal;
    found_heads json;
BEGIN
    PERFORM madoguchi_begin_work();
    LOCK TABLE chain_seal IN SHARE ROW EXCLUSIVE MODE;
    SELECT newest.* INTO last_one FROM ({last_seal}) AS newest;
    IF only_when_due AND moment < last_one.at + make_interval(hours => {number seal_hours}) THEN
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
