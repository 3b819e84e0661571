-- 責任者: what the counter may, and suspensions, replacement cards and reports. Everybody's acts are theirs to see
-- by the policies of records.sql.
GRANT UPDATE (lifted_at, lifted_by, override_code, version) ON suspension TO madoguchi_supervisor;
GRANT INSERT ON card TO madoguchi_supervisor;
GRANT UPDATE (status, replaced_by_id) ON card TO madoguchi_supervisor;
GRANT UPDATE (settled_at, settled_by, version) ON patron_report TO madoguchi_supervisor;
GRANT USAGE ON SEQUENCE card_id_seq TO madoguchi_supervisor;
