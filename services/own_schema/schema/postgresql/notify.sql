-- For every program's change of a row: its version goes up, and desks that show the patron are notified.

CREATE OR REPLACE FUNCTION madoguchi_next_version() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    -- A count of wrong logins is no new password: the version says which one is in force. Keys repeat what is in the
    -- row already.
    beside CONSTANT text[] := '{version,wrong_logins,locked_until,search_key,kana_order,kana_key,phone_digits,'
                              'phone_end,keys_of}';
BEGIN
    NEW.version := OLD.version + (
        to_jsonb(NEW) - beside <> to_jsonb(OLD) - beside
        OR TG_TABLE_NAME = 'password_credential' AND NEW.version <> OLD.version)::integer;
    RETURN NEW;
END $$;

-- The payload is the patron's id and nothing else: any login of this database may listen. The owner sets
-- `madoguchi.quiet` to load a whole library, the worker to make keys; other logins' setting is ignored. A full queue is
-- an error at COMMIT, where no handler catches it. So its fill is checked before, and the patron is marked instead
-- (unnoticed.sql).
CREATE OR REPLACE FUNCTION madoguchi_notify_of(before text, after text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF madoguchi_notices_are_off() THEN
        INSERT INTO madoguchi.unnoticed (patron_id)
        SELECT DISTINCT changed::bigint FROM unnest(ARRAY[before, after]) AS changed WHERE changed IS NOT NULL
        ON CONFLICT DO NOTHING;
    ELSE
        PERFORM pg_notify('madoguchi_patron', changed)
        FROM unnest(ARRAY[before, after]) AS changed WHERE changed IS NOT NULL;
    END IF;
END $$;

-- A connection compiles it for each table: what it does is the function above.
CREATE OR REPLACE FUNCTION madoguchi_notify() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM madoguchi_notify_of(to_jsonb(OLD) ->> TG_ARGV[0], to_jsonb(NEW) ->> TG_ARGV[0]);
    RETURN NEW;  -- nobody asks for it, and NULL would be one more plan for each table
END $$;

DO $$
DECLARE
    it text;
BEGIN
    FOREACH it IN ARRAY ARRAY[
        'patron', 'loan', 'hold', 'hold_cancellation', 'purchase_request', 'reference_question', 'suspension',
        'password_credential', 'patron_report', 'contact_attempt'
    ] LOOP
        EXECUTE format('CREATE OR REPLACE TRIGGER next_version BEFORE UPDATE ON %I '
                       'FOR EACH ROW EXECUTE FUNCTION madoguchi_next_version()', it);
    END LOOP;
    FOREACH it IN ARRAY ARRAY[
        'patron', 'card', 'loan', 'hold', 'hold_cancellation', 'purchase_request', 'reference_question',
        'suspension', 'password_credential', 'patron_report', 'contact_attempt', 'outgoing_mail', 'approval'
    ] LOOP
        EXECUTE format('CREATE OR REPLACE TRIGGER tell_desks AFTER INSERT OR UPDATE OR DELETE ON %I FOR EACH ROW '
                       'WHEN (current_setting(''madoguchi.quiet'', true) IS DISTINCT FROM ''on'' '
                       'OR NOT (madoguchi_is_owner() OR madoguchi_has_group(''worker''))) '
                       'EXECUTE FUNCTION madoguchi_notify(%L)', it, CASE it WHEN 'patron' THEN 'id' ELSE 'patron_id' END);
        -- New statistics let every connection plan anew: not after fifty rows of a table that is still small.
        EXECUTE format('ALTER TABLE %I SET (autovacuum_analyze_threshold = 5000, autovacuum_vacuum_threshold = 5000)', it);
    END LOOP;
END $$;
