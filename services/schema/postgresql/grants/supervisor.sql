-- 責任者: what the counter calls, and more.
GRANT SELECT ON alembic_version TO madoguchi_supervisor;

GRANT EXECUTE ON FUNCTION madoguchi_unsettled_reports() TO madoguchi_supervisor;

-- `madoguchi master import` (desk/masters.sql).
GRANT EXECUTE ON FUNCTION madoguchi_masters_to_import(), madoguchi_import_masters(text, jsonb, jsonb, text)
    TO madoguchi_supervisor;
