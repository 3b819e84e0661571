-- `madoguchi worker`: delivers the outbox and clears what has had its time. It reads no question
-- or password, and of names only those whose keys for finding are missing (finding.sql).
GRANT SELECT ON
    alembic_version, branch, mobile_stop, closing_rule, closed_day, public_holiday, material_type, code_label,
    circulation_rule, wording, masters_version, clock_offset, hold, hold_cancellation, clearing, chain_seal
TO madoguchi_worker;
GRANT SELECT (at, patron_id), DELETE ON access_log TO madoguchi_worker;
GRANT SELECT ON act, outgoing_mail TO madoguchi_worker;
GRANT UPDATE (status, tries, next_try_at, settled_at, answer_code, recipient, body, erased_at)
    ON outgoing_mail TO madoguchi_worker;
GRANT UPDATE (status, item_id, shelf_until, shelf_place, version), DELETE ON hold TO madoguchi_worker;
GRANT INSERT, DELETE ON hold_cancellation TO madoguchi_worker;
GRANT INSERT ON clearing, chain_seal TO madoguchi_worker;

GRANT EXECUTE ON FUNCTION madoguchi_masters(), madoguchi_present(), madoguchi_clock(), madoguchi_open_mail() TO madoguchi_worker;
GRANT EXECUTE ON FUNCTION
    madoguchi_waiting_mails(), madoguchi_claim_mail(), madoguchi_read_mail(bigint, integer),
    madoguchi_settle_mail(bigint, integer, text, integer)
TO madoguchi_worker;
GRANT EXECUTE ON FUNCTION
    madoguchi_clear(text), madoguchi_shelves_over(), madoguchi_silent_since(),
    madoguchi_end_shelves(bigint[], integer[], bigint[], integer[], date[])
TO madoguchi_worker;
GRANT EXECUTE ON FUNCTION madoguchi_seal(boolean), madoguchi_last_seal(), madoguchi_seal_state() TO madoguchi_worker;
