"""Namesakes are found by kana and branch at once: in a large library many have the same kana, few of them one branch.

The index of the kana alone goes: the new one serves whatever it served.
"""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_patron_kana_key_branch_id", "patron", ["kana_key", "branch_id"])
    op.drop_index("ix_patron_kana_key", "patron")
