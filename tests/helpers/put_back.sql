-- Lets one database serve many tests: what a test left is taken away, and what `db init` wrote is put back. Copying a
-- template instead costs ten times as much.
CREATE SCHEMA spare;

CREATE TABLE spare.state (name text PRIMARY KEY, rows bigint, newest bigint);
CREATE TABLE spare.sequences AS
    SELECT sequencename::text AS name, last_value FROM pg_sequences WHERE schemaname = 'public';

-- Changes of the tables themselves can't be put back: a database whose catalog isn't as it was is thrown away.
CREATE FUNCTION spare.catalog() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT string_agg(found.n || ':' || found.newest, ' ' ORDER BY found.place) FROM (
        SELECT 1 AS place, count(*) AS n, max(xmin::text::bigint) AS newest FROM pg_class
        WHERE relnamespace = 'public'::regnamespace
        UNION ALL SELECT 2, count(*), max(xmin::text::bigint) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT 3, count(*), max(xmin::text::bigint) FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT 4, count(*), max(xmin::text::bigint) FROM pg_policy
        UNION ALL SELECT 5, count(*), max(xmin::text::bigint) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        UNION ALL SELECT 6, count(*), max(a.xmin::text::bigint) FROM pg_attribute a
        JOIN pg_class c ON c.oid = a.attrelid WHERE c.relnamespace = 'public'::regnamespace
    ) AS found
$$;

CREATE FUNCTION spare.put_back() RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    it text;
    now_there record;
    kept record;
BEGIN
    SET LOCAL session_replication_role = replica;
    SET LOCAL madoguchi.quiet = 'on';
    FOR it IN SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' LOOP
        EXECUTE format('SELECT count(*) AS rows, coalesce(max(xmin::text::bigint), 0) AS newest FROM public.%I', it)
            INTO now_there;
        SELECT s.rows, s.newest INTO kept FROM spare.state s WHERE name = it;
        IF now_there IS DISTINCT FROM kept THEN
            EXECUTE format('DELETE FROM public.%I', it);
            EXECUTE format('INSERT INTO public.%1$I OVERRIDING SYSTEM VALUE SELECT * FROM spare.%2$I', it, 'of_' || it);
            EXECUTE format('SELECT count(*) AS rows, coalesce(max(xmin::text::bigint), 0) AS newest FROM public.%I', it)
                INTO now_there;
            UPDATE spare.state SET rows = now_there.rows, newest = now_there.newest WHERE name = it;
        END IF;
    END LOOP;
    PERFORM setval(format('public.%I', s.name), coalesce(s.last_value, 1), s.last_value IS NOT NULL)
    FROM spare.sequences s JOIN pg_sequences p ON p.sequencename = s.name AND p.schemaname = 'public'
    WHERE p.last_value IS DISTINCT FROM s.last_value;
    RETURN spare.catalog();
END $$;

DO $$
DECLARE
    it text;
BEGIN
    FOR it IN SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' LOOP
        EXECUTE format('CREATE TABLE spare.%I AS TABLE public.%I', 'of_' || it, it);
        EXECUTE format('INSERT INTO spare.state SELECT %L, count(*), coalesce(max(xmin::text::bigint), 0) FROM public.%I',
                       it, it);
    END LOOP;
END $$;
