-- The holds that this transaction took away, for what circulation.sql keeps: rows that are gone can't be looked at when it
-- commits. Nobody else reaches it, and each row goes when it was looked at: a row that is written is marked behind the
-- triggers that wait then, and goes behind those that were waiting for something that came later.
CREATE SCHEMA IF NOT EXISTS madoguchi;
GRANT USAGE, CREATE ON SCHEMA madoguchi TO madoguchi_owner;

CREATE UNLOGGED TABLE IF NOT EXISTS madoguchi.taken (
    by xid8 NOT NULL DEFAULT pg_current_xact_id(),
    patron_id bigint NOT NULL,
    bib_record_id bigint NOT NULL,
    placed_at timestamptz NOT NULL,
    was jsonb NOT NULL DEFAULT '{}',  -- the whole row
    looked_at boolean NOT NULL DEFAULT false
);
ALTER TABLE madoguchi.taken OWNER TO madoguchi_owner;

CREATE OR REPLACE FUNCTION madoguchi_take() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO madoguchi.taken (patron_id, bib_record_id, placed_at, was)
    VALUES (OLD.patron_id, OLD.bib_record_id, OLD.placed_at, to_jsonb(OLD));
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION madoguchi_forget_taken() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        UPDATE madoguchi.taken SET looked_at = true WHERE by = pg_current_xact_id() AND NOT looked_at;
    ELSE
        DELETE FROM madoguchi.taken WHERE by = pg_current_xact_id();
    END IF;
    RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS take ON hold;
DROP TRIGGER IF EXISTS forget ON madoguchi.taken;
CREATE TRIGGER take AFTER DELETE ON hold
    FOR EACH ROW WHEN (madoguchi_is_kept()) EXECUTE FUNCTION madoguchi_take();
-- Deferred as those triggers are, and behind those of the statement that took the row away.
CREATE CONSTRAINT TRIGGER forget AFTER INSERT OR UPDATE ON madoguchi.taken DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION madoguchi_forget_taken();
