-- 「利用者のページ」: logs patrons in and serves them. It sees no address, no staff, no record of act or look.
GRANT SELECT ON
    branch, mobile_stop, closing_rule, closed_day, public_holiday, material_type, code_label,
    circulation_rule, wording, masters_version, clock_offset, bib_record, item, card, loan, hold, hold_cancellation,
    purchase_request, reference_question, password_credential
TO madoguchi_portal;
GRANT SELECT (id, version, name, email, expires_on) ON patron TO madoguchi_portal;
GRANT SELECT (patron_id, lifted_at) ON suspension TO madoguchi_portal;
GRANT UPDATE (email, version) ON patron TO madoguchi_portal;
GRANT UPDATE (hash, kind, must_change, issued_at, expires_on, wrong_logins, locked_until, version)
    ON password_credential TO madoguchi_portal;
GRANT UPDATE (due_on, renewals, renewed_on, version) ON loan TO madoguchi_portal;
GRANT UPDATE (branch_id, mobile_stop_id, contact, version), DELETE ON hold TO madoguchi_portal;
-- A patron cancels what waits: whoever has no right to the shelf's columns can't make one that comes back ready.
GRANT INSERT (id, patron_id, bib_record_id, reason, cancelled_at, placed_at, branch_id, mobile_stop_id, contact,
              wait_until, freed_item_id, status, version), DELETE ON hold_cancellation TO madoguchi_portal;
GRANT INSERT ON reference_question TO madoguchi_portal;
GRANT INSERT (patron_id, kind, recipient, body, status, queued_at, next_try_at, tries)
    ON outgoing_mail TO madoguchi_portal;
