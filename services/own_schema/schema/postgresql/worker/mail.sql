-- The outbox, for the worker alone: a mail is claimed, read by the worker that claimed it, and settled. The statements
-- are services/own_schema/mail/outbox_statements.py's.

CREATE OR REPLACE FUNCTION madoguchi_waiting_mails() RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM madoguchi_begin_work();
    RETURN ({waiting_mails});
{errors_without_detail}END $$;

-- No other worker gets the mail until the claim runs out; nulls when there is none.
CREATE OR REPLACE FUNCTION madoguchi_claim_mail(OUT mail_id bigint, OUT which_try integer)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    moment CONSTANT timestamptz := madoguchi_moment();
BEGIN
    PERFORM madoguchi_begin_work();
    SELECT found.id INTO mail_id FROM ({due_mail}) AS found;
    IF mail_id IS NOT NULL THEN
        {take_mail} INTO which_try;
    END IF;
{errors_without_detail}END $$;

-- Answers only a claimed mail, to a caller that names its try: no sent mail and no waiting one.
CREATE OR REPLACE FUNCTION madoguchi_read_mail(of_mail bigint, of_try integer)
RETURNS TABLE (kind varchar, recipient varchar, body text, queued_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
    PERFORM madoguchi_begin_work();
    RETURN QUERY {said_mail};
{errors_without_detail}END $$;

-- When a mail is tried again that failed at a moment; null when it was tried often enough. The same as
-- services/rules/mailing.py, by its numbers.
CREATE OR REPLACE FUNCTION madoguchi_next_try(failed_at timestamptz, tries integer) RETURNS timestamptz
LANGUAGE sql STABLE SET search_path = public, pg_catalog, pg_temp
RETURN CASE WHEN tries < {tries_of_mail} THEN failed_at + least(
    {first_wait_of_mail} * (1 << least(greatest(tries, 1) - 1, {doublings_of_mail})), {longest_wait_of_mail}) END;

-- A result names its try, so that a worker whose claim ran out can't overrule the next one. Answers whether it is tried
-- again.
CREATE OR REPLACE FUNCTION madoguchi_settle_mail(of_mail bigint, of_try integer, came_to text, code integer)
RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    moment CONSTANT timestamptz := madoguchi_moment();
    again timestamptz;
BEGIN
    PERFORM madoguchi_begin_work();
    again := CASE WHEN came_to = 'later' THEN madoguchi_next_try(moment, of_try) END;
    IF (came_to IN ('sent', 'refused', 'later')) IS NOT TRUE OR num_nulls(of_mail, of_try) > 0 THEN
        PERFORM madoguchi_refuse('a mail is sent, refused or tried later');
    ELSIF came_to = 'sent' THEN
        {mail_sent};
    ELSIF again IS NULL THEN
        {mail_failed};
    ELSE
        {mail_later};
    END IF;
    RETURN again IS NOT NULL;
{errors_without_detail}END $$;
