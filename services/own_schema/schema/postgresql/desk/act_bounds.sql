-- The bounds of an act's changes: what a stolen login could say, and no plan does. What each text, day and number can be by
-- itself stands in services/rules/table_of_bounds.py and goes ahead of these. Each stands in front of the statement of
-- the changes that it names, with why it refuses (act_bounds.py): `it` is the change, `made` the record of its act,
-- `of_patron` whose it is. What a statement can't write otherwise needs none: columns, the patron, the moment, and a row that
-- has to be as it was planned on (services/own_schema/transactions). A bound that reads a row reads the patron's own: why it refuses would
-- tell of anybody's.

-- SetLoanDueDate: an act changes the row that its record names
it ->> 'loan_id' = made ->> 'subject_id'

-- SetHoldHandover, SetShelfUntil, MoveHoldToCancelled: an act changes the row that its record names
it ->> 'hold_id' = made ->> 'subject_id'

-- MoveHoldBack, DeleteCancellation: an act changes the row that its record names
it ->> 'cancellation_id' = made ->> 'subject_id'

-- SetQuestionTold: an act changes the row that its record names
it ->> 'question_id' = made ->> 'subject_id'

-- SetSuspensionLifted: an act changes the row that its record names
CASE made ->> 'verb' WHEN 'card.replace' THEN  -- the loss of the old card, which stands in the details
    it ->> 'suspension_id' = made #>> '{details,lifted}' AND it ->> 'override' IS NULL
    AND EXISTS (
        SELECT FROM suspension s
        WHERE s.id = (it ->> 'suspension_id')::bigint AND s.patron_id = of_patron AND s.reason = 'card_lost')
ELSE it ->> 'suspension_id' = made ->> 'subject_id' END

-- SetReportSettled: an act changes the row that its record names
CASE made ->> 'verb' WHEN 'suspension.lift' THEN  -- the details say of which kind it was
    EXISTS (SELECT FROM patron_report r
            WHERE r.id = (it ->> 'report_id')::bigint AND r.patron_id = of_patron AND r.kind = made #>> '{details,settled}')
ELSE it ->> 'report_id' = made ->> 'subject_id' END

-- InsertContactAttempt: an attempt is about the row that its record names
(made ->> 'subject', made ->> 'subject_id') IN (('suspension', it ->> 'about_suspension'), ('hold', it ->> 'about_hold'))

-- InsertContactAttempt, InsertReport: what was said came by the channel of its act
it ->> 'channel' = made ->> 'channel'

-- InsertContactAttempt: what is done next is still to come
coalesce((it ->> 'next_on')::date >= today, true)

-- SetLoanDueDate: a loan is renewed, today and to a later day, or left as it is
(it ->> 'due_on')::date <= today + 366  -- however long a branch is closed
AND EXISTS (
    SELECT FROM loan l WHERE l.id = (it ->> 'loan_id')::bigint AND l.patron_id = of_patron
      AND l.due_on < (it ->> 'due_on')::date AND l.renewals < {number renewal_limit} FOR NO KEY UPDATE)

-- SetHoldHandover: a hold is handed over at a branch, or at a stop of the mobile library
EXISTS (
    SELECT FROM hold h WHERE h.id = (it ->> 'hold_id')::bigint AND h.patron_id = of_patron AND (
        (h.branch_id, h.mobile_stop_id) IS NOT DISTINCT FROM ((it ->> 'branch_id')::bigint, (it ->> 'stop_id')::bigint)
        OR h.status = 'waiting' AND EXISTS (
            SELECT FROM branch b LEFT JOIN mobile_stop s
                ON s.id = (it ->> 'stop_id')::bigint AND s.branch_id = b.id AND (s.active OR s.id = h.mobile_stop_id)
            WHERE (b.id, s.id) IS NOT DISTINCT FROM ((it ->> 'branch_id')::bigint, (it ->> 'stop_id')::bigint)
              AND (b.kind = 'mobile') = (s.id IS NOT NULL))))

-- SetShelfUntil: an item is kept longer once, by its own act
(it ->> 'shelf_until')::date <= madoguchi_last_on_shelf() AND EXISTS (
    SELECT FROM hold h WHERE h.id = (it ->> 'hold_id')::bigint AND h.patron_id = of_patron
      AND h.shelf_until < (it ->> 'shelf_until')::date AND h.shelf_extensions < {number shelf_extensions})

-- MoveHoldToCancelled: a hold that was found ends by an act of its own
EXISTS (
    SELECT FROM hold h
    WHERE h.id = (it ->> 'hold_id')::bigint AND h.patron_id = of_patron
      AND (h.status = 'waiting') = (made ->> 'verb' = 'hold.cancel'))

-- AssignItem: a copy that became free goes to the next in line
coalesce((it ->> 'shelf_until')::date <= madoguchi_last_on_shelf(), true)
AND (it ->> 'shelf_place' IS NULL OR EXISTS (
    SELECT FROM hold_cancellation c WHERE c.patron_id = of_patron AND c.freed_item_id = (it ->> 'item_id')::bigint
      AND c.cancelled_at = moment AND c.shelf_place = it ->> 'shelf_place'))
AND NOT EXISTS (SELECT FROM loan l WHERE l.item_id = (it ->> 'item_id')::bigint AND l.returned_on IS NULL)

-- MoveHoldBack: a hold comes back as it was cancelled
EXISTS (
    SELECT FROM hold_cancellation c WHERE c.id = (it ->> 'cancellation_id')::bigint AND c.patron_id = of_patron
      AND (it ->> 'contact' = c.contact
           OR (c.contact, it ->> 'contact') = ('mail', 'none')
              AND NOT EXISTS (SELECT FROM patron p WHERE p.id = of_patron AND p.email IS NOT NULL))
      AND (NOT (it ->> 'ready')::boolean
           OR c.shelf_until >= today
              AND NOT EXISTS (SELECT FROM loan l WHERE l.item_id = c.freed_item_id AND l.returned_on IS NULL)))

-- SetMailedHoldsToNone: a wish for mail goes with the address
NOT EXISTS (SELECT FROM patron p WHERE p.id = of_patron AND p.email IS NOT NULL)

-- SetPassword: an act changes what it is for
(it ->> 'kind' = 'initial') = (made ->> 'verb' <> 'password.change')
AND ((it ->> 'version')::bigint = 1) = (made ->> 'verb' = 'password.issue')

-- SetPassword: a password ends within the library's days
coalesce((it ->> 'expires_on')::date <= today + {number initial_password_days}, it ->> 'expires_on' IS NULL)

-- SetRegistration: a registration is renewed for as long as the library lets it
EXISTS (
    SELECT FROM patron p WHERE p.id = of_patron AND (
        (it ->> 'expires_on')::date = p.expires_on
        OR (it ->> 'expires_on')::date > p.expires_on AND (it ->> 'expires_on')::date <= today
            + make_interval(years => {number registration_years}, months => {number expiry_notice_months})))

-- SetRegistration: keys are those of their names
EXISTS (
    SELECT FROM patron p, LATERAL (
        SELECT CASE WHEN it -> 'corrected' ? 'kana' THEN it #>> '{corrected,kana}' ELSE p.kana END,
               CASE WHEN it -> 'corrected' ? 'phone' THEN it #>> '{corrected,phone}' ELSE p.phone END,
               CASE WHEN it -> 'found_by' ? 'kana_key' THEN it #>> '{found_by,kana_key}' ELSE p.kana_key END,
               CASE WHEN it -> 'found_by' ? 'phone_digits' THEN it #>> '{found_by,phone_digits}' ELSE p.phone_digits END,
               CASE WHEN it -> 'found_by' ? 'phone_end' THEN it #>> '{found_by,phone_end}' ELSE p.phone_end END
    ) AS since (kana, phone, kana_key, phone_digits, phone_end)
    WHERE p.id = of_patron
      AND ((since.kana, since.phone, since.kana_key, since.phone_digits, since.phone_end)
           IS NOT DISTINCT FROM (p.kana, p.phone, p.kana_key, p.phone_digits, p.phone_end)
           OR madoguchi_kana_fits(since.kana, since.kana_key, since.kana IS DISTINCT FROM p.kana)
              AND madoguchi_phone_fits(since.phone, since.phone_digits, since.phone_end)))

-- SetRegistration: a record names what was corrected
coalesce(made #>> '{details,corrected}', '') = array_to_string(
    ARRAY(SELECT name FROM unnest(ARRAY[{corrected_fields}]) AS name WHERE it -> 'corrected' ? name), ' ')

-- SetCardLost: a card is reported lost; all else is the supervisor's
madoguchi_has_group('supervisor')
OR EXISTS (SELECT FROM card c WHERE c.id = (it ->> 'card_id')::bigint AND c.patron_id = of_patron AND c.status = 'active')

-- InsertReplacementCard: a new card takes an id that was given out
EXISTS (SELECT FROM card_id_seq s WHERE s.is_called AND (it ->> 'new_id')::bigint BETWEEN 1 AND s.last_value)

-- InsertReplacementCard: a new card's number is one of the library's
madoguchi_is_new_card(it ->> 'number', {text card_lengths}, {text card_letters})

-- InsertSuspension: a suspension begins by the act of its reason
it ->> 'reason' = CASE made ->> 'verb' WHEN 'card.report_lost' THEN 'card_lost'
                  ELSE nullif(made #>> '{details,reason}', 'card_lost') END

-- InsertMail: a mail goes to the address that its act is about
CASE made ->> 'verb' WHEN 'question.ask' THEN it ->> 'kind' = 'question_received'
ELSE it ->> 'kind' = 'email_registered' AND EXISTS (SELECT FROM patron p WHERE p.id = of_patron AND p.email IS NOT NULL) END

-- DeleteMail: what was sent stays
EXISTS (
    SELECT FROM outgoing_mail m WHERE m.id = (it ->> 'mail_id')::bigint AND m.patron_id = of_patron
      AND m.kind = 'email_registered' AND coalesce(m.settled_at >= moment - interval '1 minute', true))
