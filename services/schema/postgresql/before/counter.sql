-- 窓口担当 (and, with more, 責任者): reads what the desk shows, changes what an act changes, column by column.
GRANT SELECT ON
    branch, mobile_stop, closing_rule, closed_day, public_holiday, material_type, code_label,
    circulation_rule, wording, masters_version, clock_offset, bib_record, item
TO madoguchi_counter;

GRANT SELECT ON
    patron, card, suspension, loan, hold, hold_cancellation, purchase_request, reference_question, patron_report,
    identity_check, act, access_log, patron_gram
TO madoguchi_counter;
GRANT SELECT (id, name, role, branch_id, disabled_at) ON staff TO madoguchi_counter;
GRANT SELECT (patron_id, kind, must_change, issued_at, expires_on, wrong_logins, locked_until, disabled_at, version)
    ON password_credential TO madoguchi_counter;
GRANT SELECT (id, patron_id, kind, status, queued_at, next_try_at, tries, settled_at, answer_code)
    ON outgoing_mail TO madoguchi_counter;

GRANT INSERT ON access_log, act TO madoguchi_counter;  -- time, place in the chain and hash are the database's

GRANT UPDATE (alias, kana, kana_key, search_key, kana_order, phone, phone_digits, phone_end, keys_of, postal_code,
              address, address_changed_on, phone_changed_on, expires_on, email, version) ON patron TO madoguchi_counter;
GRANT UPDATE (status) ON card TO madoguchi_counter;
GRANT UPDATE (due_on, renewals, renewed_on, version) ON loan TO madoguchi_counter;
GRANT INSERT, DELETE ON hold, hold_cancellation TO madoguchi_counter;
GRANT UPDATE (status, item_id, branch_id, mobile_stop_id, contact, shelf_until, shelf_place, shelf_extensions, version)
    ON hold TO madoguchi_counter;
GRANT INSERT ON password_credential, suspension, reference_question, patron_report TO madoguchi_counter;
GRANT UPDATE (hash, kind, must_change, issued_at, expires_on, wrong_logins, locked_until, disabled_at, version)
    ON password_credential TO madoguchi_counter;
GRANT UPDATE (status, told_at, version) ON reference_question TO madoguchi_counter;
GRANT INSERT (patron_id, kind, recipient, body, status, queued_at, next_try_at, tries), DELETE
    ON outgoing_mail TO madoguchi_counter;
GRANT UPDATE (ended_at) ON identity_check TO madoguchi_counter;
