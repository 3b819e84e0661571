-- 電話担当: the same rows, but only those of a patron whose check this login has on record (row_policies.sql), and no act
-- that wants the card.
GRANT SELECT ON
    branch, mobile_stop, closing_rule, closed_day, public_holiday, material_type, code_label,
    circulation_rule, wording, masters_version, clock_offset, bib_record, item
TO madoguchi_phone;
GRANT SELECT ON
    patron, card, suspension, loan, hold, hold_cancellation, purchase_request, reference_question, patron_report,
    identity_check, act, access_log
TO madoguchi_phone;
GRANT SELECT (id, name, role, branch_id, disabled_at) ON staff TO madoguchi_phone;
GRANT SELECT (patron_id, kind, must_change, issued_at, expires_on, locked_until, disabled_at, version)
    ON password_credential TO madoguchi_phone;
GRANT SELECT (id, patron_id, kind, status, queued_at, next_try_at, tries, settled_at, answer_code)
    ON outgoing_mail TO madoguchi_phone;

GRANT INSERT ON act TO madoguchi_phone;  -- time, place in the chain and hash are the database's

GRANT UPDATE (email, version) ON patron TO madoguchi_phone;
GRANT UPDATE (status) ON card TO madoguchi_phone;
GRANT INSERT, DELETE ON hold, hold_cancellation TO madoguchi_phone;
GRANT UPDATE (status, item_id, branch_id, mobile_stop_id, contact, shelf_until, shelf_place, shelf_extensions, version)
    ON hold TO madoguchi_phone;
GRANT INSERT ON suspension, reference_question, patron_report TO madoguchi_phone;
GRANT UPDATE (disabled_at, version) ON password_credential TO madoguchi_phone;
GRANT UPDATE (status, told_at, version) ON reference_question TO madoguchi_phone;
GRANT INSERT (patron_id, kind, recipient, body, status, queued_at, next_try_at, tries), DELETE
    ON outgoing_mail TO madoguchi_phone;
GRANT UPDATE (ended_at) ON identity_check TO madoguchi_phone;
