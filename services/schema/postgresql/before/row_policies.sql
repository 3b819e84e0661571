-- Rows of people, kept from the telephone until the caller is identified. Only 電話担当 is kept from rows: a policy
-- for everybody would cost the others their indexes.
DO $$
DECLARE
    it text;
    policy record;
BEGIN
    FOR policy IN SELECT polname, polrelid::regclass AS of FROM pg_policy WHERE polname IN ('phone', 'others') LOOP
        EXECUTE format('DROP POLICY %I ON %s', policy.polname, policy.of);
    END LOOP;
    FOREACH it IN ARRAY ARRAY[
        'patron', 'card', 'loan', 'hold', 'hold_cancellation', 'purchase_request', 'reference_question', 'suspension',
        'password_credential', 'patron_report', 'outgoing_mail'
    ] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', it);
        EXECUTE format('CREATE POLICY others ON %I TO madoguchi_counter, madoguchi_worker, madoguchi_portal, '
                       'madoguchi_circulation USING (true) WITH CHECK (true)', it);
        EXECUTE format('CREATE POLICY phone ON %I TO madoguchi_phone '
                       'USING (%2$I IN (SELECT madoguchi_open_patrons())) '
                       'WITH CHECK (%2$I IN (SELECT madoguchi_open_patrons()))',
                       it, CASE it WHEN 'patron' THEN 'id' ELSE 'patron_id' END);
    END LOOP;
END $$;

-- For a caller's place in the queue, and for a copy to go to the next in line: who waits for the titles that an
-- identified caller holds or waits for, by numbers without names.
DROP POLICY IF EXISTS phone_queue ON hold;
CREATE POLICY phone_queue ON hold FOR SELECT TO madoguchi_phone
    USING (bib_record_id IN (SELECT madoguchi_open_titles()));
DROP POLICY IF EXISTS phone_next ON hold;
CREATE POLICY phone_next ON hold FOR UPDATE TO madoguchi_phone
    USING (status = 'waiting' AND bib_record_id IN (SELECT madoguchi_open_titles()))
    WITH CHECK (status IN ('in_transit', 'ready'));

-- A check is made by the functions below alone; whoever made it may end it.
ALTER TABLE identity_check ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS own ON identity_check;
CREATE POLICY own ON identity_check TO madoguchi_counter, madoguchi_phone
    USING (staff_id = session_user::text COLLATE "default")
    WITH CHECK (staff_id = session_user AND ended_at IS NOT NULL);

-- Staff see their own acts and looks, supervisors everybody's.
ALTER TABLE act ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_log ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS act_own ON act;
DROP POLICY IF EXISTS act_all ON act;
DROP POLICY IF EXISTS act_add ON act;
DROP POLICY IF EXISTS look_own ON access_log;
DROP POLICY IF EXISTS look_all ON access_log;
DROP POLICY IF EXISTS look_add ON access_log;
CREATE POLICY act_own ON act FOR SELECT TO madoguchi_counter, madoguchi_phone
    USING (staff_id = session_user::text COLLATE "default");
CREATE POLICY act_all ON act FOR SELECT TO madoguchi_supervisor, madoguchi_worker USING (true);
CREATE POLICY act_add ON act FOR INSERT TO madoguchi_counter, madoguchi_phone WITH CHECK (staff_id = session_user);
CREATE POLICY look_own ON access_log FOR SELECT TO madoguchi_counter, madoguchi_phone
    USING (staff_id = session_user::text COLLATE "default");
CREATE POLICY look_all ON access_log TO madoguchi_worker USING (true);
CREATE POLICY look_add ON access_log FOR INSERT TO madoguchi_counter, madoguchi_phone
    WITH CHECK (staff_id = session_user);
