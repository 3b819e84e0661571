"""The database holds the masters to what can be read: values of rules, closing rules, days, texts.

On SQLite cells of tables that others refer to are held by triggers: such a table can't be made anew with foreign keys on.
"""

from services.schema.migrations.holding import Check, hold
from services.database.tables import checks_0010 as checks

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

CHECKS = (
    Check("circulation_rule", "valid_from", ("name", "valid_from"), checks.RULE_FROM),
    Check("circulation_rule", "value", ("name", "valid_from"), checks.RULE_VALUE),
    Check("wording", "valid_from", ("name", "valid_from"), checks.WORDING_FROM),
    Check("wording", "text", ("name", "valid_from"), checks.WORDING_TEXT),
    Check("closing_rule", "valid_from", ("id", "kind", "valid_from"), checks.CLOSING_FROM),
    Check("closing_rule", "details", ("id", "kind", "valid_from"), checks.CLOSING_DETAILS),
    Check("closed_day", "day", ("id", "branch_id", "day"), checks.DAY),
    Check("public_holiday", "day", ("day", "name"), checks.DAY),
)

CELLS = (
    Check("branch", "cells", ("id", "code"), {"sqlite": checks.CELLS["branch"]}),
    Check("mobile_stop", "cells", ("id", "code"), {"sqlite": checks.CELLS["mobile_stop"]}),
    Check("material_type", "cells", ("id", "code"), {"sqlite": checks.CELLS["material_type"]}),
    Check("code_label", "cells", ("kind", "code"), {"sqlite": checks.CELLS["code_label"]}),
    Check("closed_day", "cells", ("id", "branch_id", "day"), {"sqlite": checks.CELLS["closed_day"]}),
    Check("masters_version", "cells", ("id",), {"sqlite": checks.CELLS["masters_version"]}),
)


def upgrade() -> None:
    hold(CHECKS, CELLS)
