"""Every act on both databases."""

import pytest

from tests.services.acts.every_act import EVERY_ACT
from tests.services.acts.staging import StagedAct
from tests.services.conftest import DIALECTS

each_act = pytest.mark.parametrize(
    ("shared_url", "act"),
    [(dialect, act) for dialect in DIALECTS for act in EVERY_ACT],
    indirect=["shared_url"],
    ids=lambda it: it.name if isinstance(it, StagedAct) else it,
)
"""For a test of a shared library."""
