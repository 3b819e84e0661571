"""Tables can be closed: from this revision on, a login of a desk, the worker or the portal may do with functions alone.

No table changes. A library that is brought here keeps its tables open to the version before, until `madoguchi db close-tables`.
"""

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
