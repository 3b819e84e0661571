-- `madoguchi worker`: delivers the outbox and clears what has had its time. It reads no question
-- or password, and of names only those whose keys for finding are missing (finding.sql).
GRANT SELECT ON
    branch, mobile_stop, closing_rule, closed_day, public_holiday, material_type, code_label,
    circulation_rule, wording, masters_version, clock_offset, hold, hold_cancellation, clearing, chain_seal
TO madoguchi_worker;
GRANT SELECT (at, patron_id), DELETE ON access_log TO madoguchi_worker;
GRANT SELECT ON act, outgoing_mail TO madoguchi_worker;
GRANT UPDATE (status, tries, next_try_at, settled_at, answer_code, recipient, body, erased_at)
    ON outgoing_mail TO madoguchi_worker;
GRANT UPDATE (status, item_id, shelf_until, shelf_place, version), DELETE ON hold TO madoguchi_worker;
GRANT INSERT, DELETE ON hold_cancellation TO madoguchi_worker;
GRANT INSERT ON clearing, chain_seal TO madoguchi_worker;
