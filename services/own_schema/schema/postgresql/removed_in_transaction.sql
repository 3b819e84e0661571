-- The holds that this transaction deleted, for circulation.sql's checks: deleted rows can't be read at its commit. Only
-- these functions reach it. Its rows are deleted once checked: an inserted row is marked after the triggers pending
-- then, and deleted after those queued later.
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
-- Deferred like those triggers, and after those of the statement that deleted the row.
CREATE CONSTRAINT TRIGGER forget AFTER INSERT OR UPDATE ON madoguchi.taken DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION madoguchi_forget_taken();
