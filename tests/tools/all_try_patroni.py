"""What `make try-patroni` starts is what docs/operations.md says, and how it counts."""

import re

import pytest

from tests.reliability.ledger import Ledger
from tools.screenshots.named import ROOT
from tools.try_patroni.debian import packages
from tools.try_patroni.members import TEMPLATE, Timing


def shown() -> list[str]:
    """Give the lines of patroni.yml that the document shows, without their remarks."""
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```yaml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    lines = (line.partition("#")[0].rstrip() for line in block.splitlines())
    return [line for line in lines if line]


def test_the_document_shows_the_configuration_that_is_tried() -> None:
    started = TEMPLATE.read_text(encoding="utf-8")
    for name, value in Timing().lines().items():
        started = started.replace(f"${name}\n", f"{value}\n")
    assert "ttl: 20" in started
    assert len(shown()) > 10
    assert [line for line in shown() if f"{line}\n" not in started] == []


def test_what_is_started_is_unpacked_even_where_the_system_has_it() -> None:
    """apt plans no package that is installed: pg_isready comes with the client."""
    assert {"patroni", "etcd-server", "postgresql-17", "postgresql-client-17"} <= set(packages("17"))


@pytest.mark.parametrize(
    ("since", "pause"),
    [(0.0, 4.0), (2.5, 4.0), (6.5, 1.5), (9.0, 0.0)],
    ids=["from the first", "from the last before", "after the longest", "nothing after"],
)
def test_the_longest_pause_begins_with_the_last_act_before(since: float, pause: float) -> None:
    assert Ledger(answered_at=[1.0, 2.0, 6.0, 7.5]).longest_pause(since) == pause
