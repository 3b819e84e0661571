-- What NOTIFY couldn't tell. Its queue is the server's: a session that listens and stays in a transaction keeps all
-- that comes behind it, and a full queue makes every COMMIT fail that notifies. So before it is full, changes are
-- marked here instead (notify.sql), and desks ask for the marks. Unlogged: empty after a crash, when desks connect anew
-- and read again what they show.

-- A mark names a patron; null stands for marks that were deleted. `by` grows: a transaction that was in progress for an
-- asking desk isn't below the oldest one in progress then.
CREATE UNLOGGED TABLE IF NOT EXISTS madoguchi.unnoticed (
    by xid8 NOT NULL DEFAULT pg_current_xact_id(),
    patron_id bigint,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE NULLS NOT DISTINCT (by, patron_id)
);
ALTER TABLE madoguchi.unnoticed OWNER TO madoguchi_owner;

-- The call itself empties the queue of notices that no session still has to read.
CREATE OR REPLACE FUNCTION madoguchi_notices_are_off() RETURNS boolean
LANGUAGE sql VOLATILE
RETURN pg_notification_queue_usage() > {notices_most_full};

-- For a desk that listens: whether notices are off, which patrons were marked since it asked last (null: any patron),
-- and where the next call starts. It gets at most one patron more than a desk tells apart. The first call asks for
-- none.
CREATE OR REPLACE FUNCTION madoguchi_unnoticed(since bigint, OUT is_off boolean, OUT asks_from bigint, OUT patrons bigint[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    is_off := madoguchi_notices_are_off();
    asks_from := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
    patrons := ARRAY(SELECT u.patron_id FROM madoguchi.unnoticed u
                     WHERE u.by >= since::text::xid8 LIMIT {notices_told_apart} + 1);
{errors_without_detail}END $$;

-- For worker and doctor: how full the queue is, and which sessions are in a transaction. Which sessions listen, only
-- the sessions themselves can ask. A transaction that is still there at the next call is a long one.
CREATE OR REPLACE FUNCTION madoguchi_notices(OUT used double precision, OUT is_off boolean, OUT transactions text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    is_off := madoguchi_notices_are_off();
    used := pg_notification_queue_usage();
    transactions := ARRAY(
        SELECT l.pid || ' ' || l.virtualtransaction FROM pg_locks l JOIN pg_stat_activity a USING (pid)
        WHERE is_off AND l.locktype = 'virtualxid' AND l.mode = 'ExclusiveLock' AND a.usesysid IS NOT NULL
          AND l.pid <> pg_backend_pid()
        ORDER BY l.pid);
{errors_without_detail}END $$;

-- Deletes marks that every connected desk has read; one mark with a null patron replaces them. A desk that asks from
-- before it learns that any patron may have changed.
CREATE OR REPLACE FUNCTION madoguchi_clear_unnoticed() RETURNS void
LANGUAGE sql VOLATILE SET search_path = public, pg_catalog, pg_temp AS $$
    WITH cleared AS (
        DELETE FROM madoguchi.unnoticed WHERE at < clock_timestamp() - interval '{notices_kept_minutes} minutes' RETURNING by
    )
    INSERT INTO madoguchi.unnoticed (by) SELECT max(by::text::bigint)::text::xid8 FROM cleared HAVING count(*) > 0
$$;
