-- What a patron sees and does on 「利用者のページ」, by the token of their log-in. Whose it is, when it happens and what
-- stays within the library's bounds is the database's; what is wise the portal judges by services/rules. A change of a row
-- that isn't as it was seen answers false and changes nothing.

CREATE OR REPLACE FUNCTION madoguchi_portal_page(of_token text) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    whose CONSTANT bigint := madoguchi_logged_in(of_token);
BEGIN
    RETURN ({own_page});
{errors_without_detail}END $$;

CREATE OR REPLACE FUNCTION madoguchi_portal_renew(of_token text, of_loan bigint, seen integer, until date) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    whose CONSTANT bigint := madoguchi_logged_in(of_token);
    today CONSTANT date := madoguchi_today();
    kept loan;
BEGIN
    PERFORM madoguchi_lock_patron(whose);
    SELECT * INTO kept FROM loan l
    WHERE l.id = of_loan AND l.patron_id = whose AND l.version = seen AND l.returned_on IS NULL FOR UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    ELSIF (kept.renewals < {number renewal_limit} AND until > kept.due_on
           AND until BETWEEN today AND today + 366) IS NOT TRUE THEN
        PERFORM madoguchi_refuse('a loan is renewed to a later day, as often as the library lets it');
    END IF;
    {renew_loan};
    RETURN true;
{errors_without_detail}END $$;

CREATE OR REPLACE FUNCTION madoguchi_portal_change_hold(
    of_token text, of_hold bigint, seen integer, by_contact text, at_branch bigint, at_stop bigint
) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    whose CONSTANT bigint := madoguchi_logged_in(of_token);
    kept hold;
BEGIN
    PERFORM madoguchi_lock_patron(whose);
    SELECT * INTO kept FROM hold h WHERE h.id = of_hold AND h.patron_id = whose AND h.version = seen FOR UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    ELSIF kept.status <> 'waiting' THEN
        PERFORM madoguchi_refuse('a patron changes a hold that waits');
    ELSIF (by_contact IN ('mail', 'none') OR by_contact = kept.contact) IS NOT TRUE
          OR by_contact = 'mail' AND NOT EXISTS (SELECT FROM patron p WHERE p.id = whose AND p.email IS NOT NULL) THEN
        PERFORM madoguchi_refuse('a patron is told by mail, where there is an address, or not at all');
    ELSIF NOT EXISTS (
        SELECT FROM branch b LEFT JOIN mobile_stop s
            ON s.id = at_stop AND s.branch_id = b.id AND (s.active OR s.id = kept.mobile_stop_id)
        WHERE b.id = at_branch AND (b.kind = 'mobile') = (s.id IS NOT NULL)
          AND s.id IS NOT DISTINCT FROM at_stop) THEN
        PERFORM madoguchi_refuse('a hold is handed over at a branch, or at a stop of the mobile library');
    END IF;
    {change_hold};
    RETURN true;
{errors_without_detail}END $$;

-- A patron cancels what waits; a copy that was found for them is the counter's.
CREATE OR REPLACE FUNCTION madoguchi_portal_cancel_hold(of_token text, of_hold bigint, seen integer) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    whose CONSTANT bigint := madoguchi_logged_in(of_token);
    moment CONSTANT timestamptz := madoguchi_now();
    kept hold;
BEGIN
    PERFORM madoguchi_lock_title((SELECT h.bib_record_id FROM hold h WHERE h.id = of_hold AND h.patron_id = whose));
    PERFORM madoguchi_lock_patron(whose);
    SELECT * INTO kept FROM hold h WHERE h.id = of_hold AND h.patron_id = whose AND h.version = seen FOR UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    ELSIF kept.status <> 'waiting' THEN
        PERFORM madoguchi_refuse('a patron cancels a hold that waits');
    END IF;
    {cancel_hold};
    RETURN true;
{errors_without_detail}END $$;

-- Without an address none of the patron's holds may want mail. The notice goes to the new address, and one that waits
-- for the old address is taken back; their words are made when they are sent.
CREATE OR REPLACE FUNCTION madoguchi_portal_change_email(
    of_token text, seen integer, new_address text, holds_to_none boolean
) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    whose CONSTANT bigint := madoguchi_logged_in(of_token);
    moment CONSTANT timestamptz := madoguchi_now();
    kept patron;
    notice bigint;
BEGIN
    PERFORM madoguchi_lock_patron(whose);
    SELECT * INTO kept FROM patron p WHERE p.id = whose AND p.version = seen;
    IF NOT FOUND THEN
        RETURN false;
    ELSIF NOT madoguchi_is_address(new_address) THEN
        PERFORM madoguchi_refuse('a mail goes to an address');
    ELSIF new_address IS NOT DISTINCT FROM kept.email THEN
        RETURN true;
    ELSIF new_address IS NULL AND EXISTS (SELECT FROM hold h WHERE h.patron_id = whose AND h.contact = 'mail') THEN
        IF holds_to_none IS NOT TRUE THEN
            PERFORM madoguchi_refuse('a wish for mail goes with the address');
        END IF;
        {stop_mail_for_holds};
    END IF;
    {set_email};
    FOR notice IN SELECT m.id FROM outgoing_mail m
                  WHERE m.patron_id = whose AND m.kind = 'email_registered' AND m.status = 'waiting' LOOP
        {take_back};
    END LOOP;
    IF new_address IS NOT NULL THEN
        {queue_notice};
    END IF;
    RETURN true;
{errors_without_detail}END $$;

-- A reference question, and its receipt to the address in it: as many on one day as a patron could ask, since each sends
-- a mail to whatever address is said.
CREATE OR REPLACE FUNCTION madoguchi_portal_ask(
    of_token text, by_name text, by_email text, by_phone text, of_question text
) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    whose CONSTANT bigint := madoguchi_logged_in(of_token);
    moment CONSTANT timestamptz := madoguchi_now();
BEGIN
    PERFORM madoguchi_lock_patron(whose);
    IF madoguchi_is_address(by_email) IS NOT TRUE OR (btrim(by_name) <> '' AND btrim(of_question) <> '') IS NOT TRUE
       OR length(of_question) > {longest_question} THEN
        PERFORM madoguchi_refuse('a question has a name, an address and a text');
    ELSIF (SELECT count(*) FROM reference_question q
           WHERE q.patron_id = whose AND q.received_at > moment - interval '24 hours') >= 20 THEN
        PERFORM madoguchi_refuse('no more questions on one day');
    END IF;
    {take_question};
    {queue_receipt};
{errors_without_detail}END $$;
