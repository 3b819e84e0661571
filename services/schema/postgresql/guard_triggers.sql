-- Each table's guards: when a row is changed so, by which verbs, and in which columns.
DO $$
DECLARE
    made record;
    guards CONSTANT text[][] := ARRAY[
        ['patron', 'UPDATE', 'madoguchi_recorded(''email.change email'', '
            '''registration.renew alias kana kana_key search_key kana_order phone phone_digits phone_end keys_of postal_code address '
            'address_changed_on phone_changed_on expires_on'')'],
        ['card', 'INSERT', 'madoguchi_recorded(''card.replace'')'],
        ['card', 'UPDATE', 'madoguchi_recorded(''card.report_lost status'', ''suspension.lift status'', '
            '''card.replace status replaced_by_id'')'],
        ['card', 'UPDATE', 'madoguchi_guard_card()'],
        ['loan', 'UPDATE', 'madoguchi_recorded(''loan.renew due_on renewals renewed_on'')'],
        ['loan', 'UPDATE', 'madoguchi_guard_loan()'],
        ['hold', 'INSERT', 'madoguchi_recorded(''hold.undo_cancel'')'],
        ['hold', 'INSERT', 'madoguchi_guard_restored()'],
        ['hold', 'UPDATE', 'madoguchi_recorded(''hold.change contact branch_id mobile_stop_id'', '
            '''hold.extend_shelf shelf_until shelf_extensions'', ''email.change contact'', '
            '''hold.staff_cancel status item_id shelf_until shelf_place'')'],
        ['hold', 'UPDATE', 'madoguchi_guard_hold()'],
        ['hold', 'DELETE', 'madoguchi_recorded(''hold.cancel'', ''hold.staff_cancel'')'],
        ['hold', 'DELETE', 'madoguchi_guard_ended()'],
        ['hold_cancellation', 'INSERT', 'madoguchi_recorded(''hold.cancel'', ''hold.staff_cancel'')'],
        ['hold_cancellation', 'DELETE', 'madoguchi_recorded(''hold.undo_cancel'', ''hold.acknowledge'')'],
        ['password_credential', 'INSERT', 'madoguchi_recorded(''password.issue'')'],
        ['password_credential', 'UPDATE', 'madoguchi_recorded('
            '''password.reissue hash kind must_change issued_at expires_on wrong_logins locked_until disabled_at'', '
            '''password.change hash kind must_change issued_at expires_on wrong_logins locked_until'', '
            '''password.check wrong_logins locked_until'', ''password.unlock wrong_logins locked_until'', '
            '''password.disable disabled_at'', ''card.report_lost disabled_at'')'],
        ['password_credential', 'INSERT OR UPDATE', 'madoguchi_guard_password()'],
        ['suspension', 'INSERT', 'madoguchi_recorded(''suspension.set'', ''card.report_lost'')'],
        ['suspension', 'UPDATE', 'madoguchi_recorded(''suspension.lift lifted_at lifted_by override_code'', '
            '''card.replace lifted_at lifted_by'')'],
        ['suspension', 'INSERT OR UPDATE', 'madoguchi_guard_suspension()'],
        ['reference_question', 'INSERT', 'madoguchi_recorded(''question.ask'')'],
        ['reference_question', 'INSERT', 'madoguchi_guard_question()'],
        ['reference_question', 'UPDATE', 'madoguchi_recorded(''question.told status told_at'')'],
        ['reference_question', 'UPDATE', 'madoguchi_guard_told()'],
        ['patron_report', 'INSERT', 'madoguchi_recorded(''report.take'')'],
        ['patron_report', 'UPDATE', 'madoguchi_recorded(''report.settle settled_at settled_by'', '
            '''suspension.lift settled_at settled_by'')'],
        ['patron_report', 'INSERT OR UPDATE', 'madoguchi_guard_report()'],
        ['contact_attempt', 'INSERT', 'madoguchi_recorded(''contact.record'')'],
        ['contact_attempt', 'INSERT', 'madoguchi_guard_contact()'],
        ['outgoing_mail', 'INSERT', 'madoguchi_recorded(''email.change'', ''email.resend'', ''question.ask'')'],
        ['outgoing_mail', 'DELETE', 'madoguchi_recorded(''email.change'')'],
        ['outgoing_mail', 'DELETE', 'madoguchi_guard_taken_back()'],
        ['outgoing_mail', 'INSERT', 'madoguchi_guard_mail()'],
        ['branch', 'INSERT OR UPDATE', 'madoguchi_recorded(''masters.import'')'],
        ['mobile_stop', 'INSERT OR UPDATE', 'madoguchi_recorded(''masters.import'')'],
        ['closing_rule', 'INSERT OR UPDATE OR DELETE', 'madoguchi_recorded(''masters.import'')'],
        ['closed_day', 'INSERT OR UPDATE OR DELETE', 'madoguchi_recorded(''masters.import'')'],
        ['public_holiday', 'INSERT OR UPDATE OR DELETE', 'madoguchi_recorded(''masters.import'')'],
        ['material_type', 'INSERT OR UPDATE', 'madoguchi_recorded(''masters.import'')'],
        ['code_label', 'INSERT OR UPDATE', 'madoguchi_recorded(''masters.import'')'],
        ['circulation_rule', 'INSERT OR UPDATE OR DELETE', 'madoguchi_recorded(''masters.import'')'],
        ['wording', 'INSERT OR UPDATE OR DELETE', 'madoguchi_recorded(''masters.import'')'],
        ['masters_version', 'UPDATE', 'madoguchi_recorded(''masters.import'')'],
        ['patron', 'UPDATE', 'madoguchi_guard_registration()'],
        ['card', 'INSERT', 'madoguchi_guard_new_card()']
    ];
    place integer;
BEGIN
    FOR made IN
        SELECT t.tgname, t.tgrelid::regclass AS of FROM pg_trigger t
        WHERE t.tgname LIKE 'guard\_%' AND NOT t.tgisinternal
    LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', made.tgname, made.of);
    END LOOP;
    FOR place IN 1 .. array_length(guards, 1) LOOP
        EXECUTE format(
            'CREATE CONSTRAINT TRIGGER guard_%s AFTER %s ON %I DEFERRABLE INITIALLY DEFERRED '
            'FOR EACH ROW WHEN (madoguchi_is_staff()) EXECUTE FUNCTION %s',
            place, guards[place][2], guards[place][1], guards[place][3]);
    END LOOP;
END $$;
