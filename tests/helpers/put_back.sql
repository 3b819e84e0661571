-- Lets one database serve many tests: what a test left is taken away, and what `db init` wrote is put back. Copying a
-- template instead costs ten times as much.
CREATE SCHEMA spare;

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

-- A function and no view, which would hold the tables: a test may drop one.
DO $$
DECLARE
    counts text;
BEGIN
    SELECT string_agg(
        format('SELECT %L AS name, count(*) AS rows, coalesce(max(xmin::text::bigint), 0) AS newest FROM public.%I',
               relname, relname), ' UNION ALL ' ORDER BY relname)
    INTO counts FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r';
    EXECUTE format('CREATE FUNCTION spare.now_there() RETURNS TABLE (name text, rows bigint, newest bigint) '
                   'LANGUAGE sql STABLE AS %L', counts);
END $$;

-- Takes what is there now for what is to be put back.
CREATE FUNCTION spare.remember() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    it text;
BEGIN
    FOR it IN SELECT tablename FROM pg_tables WHERE schemaname = 'spare' LOOP
        EXECUTE format('DROP TABLE spare.%I', it);
    END LOOP;
    CREATE TABLE spare.sequences AS
        SELECT sequencename::text AS name, last_value FROM pg_sequences WHERE schemaname = 'public';
    CREATE TABLE spare.state AS SELECT * FROM spare.now_there();
    FOR it IN SELECT name FROM spare.state LOOP
        EXECUTE format('CREATE TABLE spare.%I AS TABLE public.%I', 'of_' || it, it);
    END LOOP;
END $$;

-- For a session whose triggers are off (`session_replication_role`): turning them off here would forget every plan.
CREATE FUNCTION spare.put_back() RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    it text;
    changed text[];
BEGIN
    SELECT array_agg(name) INTO changed
    FROM spare.now_there() n JOIN spare.state s USING (name) WHERE (n.rows, n.newest) IS DISTINCT FROM (s.rows, s.newest);
    IF changed IS NOT NULL THEN
        FOREACH it IN ARRAY changed LOOP
            EXECUTE format('DELETE FROM public.%I', it);
            EXECUTE format('INSERT INTO public.%1$I OVERRIDING SYSTEM VALUE SELECT * FROM spare.%2$I', it, 'of_' || it);
        END LOOP;
        UPDATE spare.state s SET rows = n.rows, newest = n.newest
        FROM spare.now_there() n WHERE n.name = s.name AND s.name = ANY (changed);
    END IF;
    -- What functions keep from one call to the next is about rows whose ids come again.
    FOR it IN SELECT relname FROM pg_class
              WHERE relnamespace = 'madoguchi'::regnamespace AND relkind = 'r' AND relpersistence = 'u' LOOP
        EXECUTE format('DELETE FROM madoguchi.%I', it);
    END LOOP;
    DELETE FROM madoguchi.service_login WHERE name NOT IN (SELECT rolname FROM pg_roles);
    PERFORM setval(format('public.%I', s.name), coalesce(s.last_value, 1), s.last_value IS NOT NULL)
    FROM spare.sequences s JOIN pg_sequences p ON p.sequencename = s.name AND p.schemaname = 'public'
    WHERE p.last_value IS DISTINCT FROM s.last_value;
    RETURN spare.catalog();
END $$;

SELECT spare.remember();
