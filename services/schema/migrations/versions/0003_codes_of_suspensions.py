"""Two more open vocabularies: the notes of suspensions, and the reasons for lifting one against the facts."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KINDS = "kind IN ('cancel_reason', 'request_status', 'reference_status', 'suspension_note', 'override_reason')"


def upgrade() -> None:
    name = op.f("ck_code_label_kind")
    with op.batch_alter_table("code_label") as batch:
        batch.drop_constraint(name, type_="check")
        batch.create_check_constraint(name, KINDS)
