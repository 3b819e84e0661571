-- `madoguchi worker`: delivers the outbox and clears expired rows.
GRANT SELECT ON alembic_version TO madoguchi_worker;

GRANT EXECUTE ON FUNCTION madoguchi_masters(), madoguchi_present(), madoguchi_clock(), madoguchi_open_mail(),
    madoguchi_notices() TO madoguchi_worker;
GRANT EXECUTE ON FUNCTION
    madoguchi_waiting_mails(), madoguchi_claim_mail(), madoguchi_read_mail(bigint, integer),
    madoguchi_settle_mail(bigint, integer, text, integer)
TO madoguchi_worker;
GRANT EXECUTE ON FUNCTION
    madoguchi_clear(text), madoguchi_shelves_over(), madoguchi_silent_since(),
    madoguchi_end_shelves(bigint[], integer[], bigint[], integer[], date[])
TO madoguchi_worker;
GRANT EXECUTE ON FUNCTION
    madoguchi_seal(boolean), madoguchi_last_seal(), madoguchi_seal_state(), madoguchi_seal_fits(), madoguchi_worker_traces(),
    madoguchi_busy_logins()
TO madoguchi_worker;
GRANT EXECUTE ON FUNCTION
    madoguchi_stale_names(integer), madoguchi_write_keys(bigint[], text[], bigint[], text[], text[], text[], text[])
TO madoguchi_worker;

-- Another system's patrons, and acts that a desk left behind (desk/intents.sql).
GRANT EXECUTE ON FUNCTION
    madoguchi_know_patron(text), madoguchi_end_intent(text, text, text, jsonb), madoguchi_intents(text)
TO madoguchi_worker;
