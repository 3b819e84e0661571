-- 責任者: what the counter may, and suspensions, replacement cards, reports and the library's own masters. Everybody's
-- acts are theirs to see by the policies of records.sql.
GRANT UPDATE (lifted_at, lifted_by, override_code, version) ON suspension TO madoguchi_supervisor;
GRANT INSERT ON card TO madoguchi_supervisor;
GRANT UPDATE (status, replaced_by_id) ON card TO madoguchi_supervisor;
GRANT UPDATE (settled_at, settled_by, version) ON patron_report TO madoguchi_supervisor;
GRANT USAGE ON SEQUENCE card_id_seq TO madoguchi_supervisor;
-- `madoguchi master import`, as an act of theirs (guards.sql); what loans and holds name stays.
GRANT INSERT, UPDATE ON branch, mobile_stop, material_type, code_label TO madoguchi_supervisor;
GRANT INSERT, UPDATE, DELETE ON closing_rule, closed_day, public_holiday, circulation_rule, wording TO madoguchi_supervisor;
GRANT UPDATE (version) ON masters_version TO madoguchi_supervisor;
