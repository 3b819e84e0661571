-- The circulation system: registers patrons, lends, returns, places and moves holds (docs/ils-contract.md, C). Each
-- column that it writes is named, and it reads only what that takes: no key that a name is found by, no question's
-- text, no password, staff, act, look, check, report or mail. Ids come from sequences; the triggers of circulation.sql
-- check the rest.
GRANT SELECT ON
    alembic_version, branch, mobile_stop, closing_rule, closed_day, public_holiday, material_type, code_label,
    circulation_rule, masters_version, clock_offset
TO madoguchi_circulation;
GRANT SELECT ON bib_record, item, card, suspension, loan, hold, hold_cancellation, purchase_request
TO madoguchi_circulation;
GRANT SELECT (id, name, kana, alias, romaji, birth_date, phone, postal_code, address, email, branch_id, registered_on,
              expires_on, address_changed_on, phone_changed_on, version) ON patron TO madoguchi_circulation;
GRANT SELECT (id, patron_id, status, received_at, told_at, version) ON reference_question TO madoguchi_circulation;

-- Titles, copies and patrons go when nothing names them any more, a request when its title has a record.
GRANT INSERT (title, author, publisher, year, material_type_id), UPDATE (title, author, publisher, year, material_type_id),
    DELETE ON bib_record TO madoguchi_circulation;
GRANT INSERT (number, bib_record_id, branch_id, interlibrary, shelf_mark),
    UPDATE (number, bib_record_id, branch_id, interlibrary, shelf_mark), DELETE ON item TO madoguchi_circulation;
GRANT INSERT (name, kana, alias, romaji, search_key, kana_key, birth_date, phone, postal_code, address, email, branch_id,
              registered_on, expires_on, address_changed_on, phone_changed_on),
    UPDATE (name, kana, alias, romaji, birth_date, phone, postal_code, address, email, branch_id, registered_on,
            expires_on, address_changed_on, phone_changed_on), DELETE ON patron TO madoguchi_circulation;
GRANT INSERT (patron_id, title, status, received_on, branch_id), UPDATE (title, status, received_on, branch_id), DELETE
    ON purchase_request TO madoguchi_circulation;

GRANT INSERT (number, patron_id, status, issued_on), UPDATE (status) ON card TO madoguchi_circulation;
GRANT INSERT (patron_id, reason, note_code, with_consent, started_at, started_by),
    UPDATE (lifted_at, lifted_by, override_code) ON suspension TO madoguchi_circulation;
GRANT INSERT (item_id, patron_id, branch_id, loaned_on, due_on), UPDATE (due_on, renewals, renewed_on, returned_on)
    ON loan TO madoguchi_circulation;
GRANT INSERT (patron_id, bib_record_id, status, placed_at, branch_id, mobile_stop_id, contact, wait_until),
    UPDATE (status, item_id, branch_id, mobile_stop_id, contact, wait_until, shelf_until, shelf_place, shelf_extensions),
    DELETE ON hold TO madoguchi_circulation;
GRANT INSERT (patron_id, bib_record_id, reason, cancelled_at, placed_at, branch_id, mobile_stop_id, contact, wait_until,
              freed_item_id, status, shelf_until, shelf_place, shelf_extensions)
    ON hold_cancellation TO madoguchi_circulation;
GRANT UPDATE (status) ON reference_question TO madoguchi_circulation;

GRANT EXECUTE ON FUNCTION madoguchi_masters(), madoguchi_present(), madoguchi_clock() TO madoguchi_circulation;
-- Functions that checks of its rows call.
GRANT EXECUTE ON FUNCTION
    madoguchi_now(), madoguchi_is_kept(), madoguchi_is_owner(), madoguchi_has_group(text)
TO madoguchi_circulation;
