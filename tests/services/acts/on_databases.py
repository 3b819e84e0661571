"""Every act on PostgreSQL, and on SQLite a few of them: for what one mechanism does for all acts there.

On SQLite one transaction under the only write lock carries every act out
(`services/transactions/acts_by_statements.py`). It finds the record of an order that comes again, and compares the
version that the clerk saw; a few acts show that it does. On PostgreSQL a function locks what an act names, so each act
is tried. That each changes the same rows on both is held in `test_every_act.py` and
`tests/services/transactions/test_same_on_both.py`, with every act.
"""

from typing import Final

import pytest

from tests.helpers.combinations import goes_through
from tests.helpers.postgres import left_out_because
from tests.services.acts.every_act import EVERY_ACT
from tests.services.acts.staging import StagedAct
from tests.services.conftest import DIALECTS

ON_SQLITE: Final = frozenset(
    {
        "password.reissue",
        "loan.renew",
        "hold.cancel",
        "email.change to another",
        "question.ask",
        "card.replace",
        "report.take",
    }
)
"""One of each group; of two at the same moment `question.ask` and `report.take` refuse none."""


def _is_tried(dialect: str, act: StagedAct) -> bool:
    kept = dialect == "postgresql" or act.name in ON_SQLITE or left_out_because() is not None
    return goes_through(kept=kept)


each_act = pytest.mark.parametrize(
    ("shared_url", "act"),
    [(dialect, act) for dialect in DIALECTS for act in EVERY_ACT if _is_tried(dialect, act)],
    indirect=["shared_url"],
    ids=lambda it: it.name if isinstance(it, StagedAct) else it,
)
"""For a test of a shared library."""
