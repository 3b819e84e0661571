"""Desks, the worker and the portal call functions: those of this version are there from this revision on.

No table changes. PostgreSQL's functions are put in force at the end of every upgrade; a desk that needs them opens no
library of the revision before, which may lack them.
"""

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
