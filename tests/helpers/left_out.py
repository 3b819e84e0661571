"""Which tests can't run here, and why: they are left out of the collection, and the run's end counts them."""

import sys

import pytest

from tests.helpers.cluster import sealing_binaries
from tests.helpers.postgres import binaries, left_out_because
from tests.helpers.tried import is_tried

_OF_A_DIALECT = ("dialect", "shared_url")
"""Parameters that say which database a test runs on."""
_NO_PROGRAMS = "no PostgreSQL of our own to start for this platform"
_TRIED = "passed in this .venv with the same files (make try-setup runs them again)"
_NO_TLS = "no PostgreSQL of Debian's, which can TLS"


def why_left_out(item: pytest.Item, platform: str = sys.platform) -> str | None:
    """Say why a test can't run here, None if it can.

    Args:
        item: the test.
        platform: `sys.platform`.

    Raises:
        pytest.UsageError: it is marked `posix` without a reason.
    """
    marker = item.get_closest_marker("posix")
    if marker is not None:
        if len(marker.args) != 1 or not isinstance(marker.args[0], str):
            raise pytest.UsageError(f"{item.nodeid}: posix wants a reason")
        if platform == "win32":
            return marker.args[0]
    if item.get_closest_marker("tried") is not None and is_tried(item):
        return _TRIED
    wanted = frozenset(getattr(item, "fixturenames", ()))
    if "postgres" in wanted or _is_of_postgresql(item):
        return left_out_because()
    if wanted & {"cluster", "restore"} and binaries() is None:
        return _NO_PROGRAMS
    if "sealed" in wanted and sealing_binaries() is None:
        return _NO_TLS
    return None


def _is_of_postgresql(item: pytest.Item) -> bool:
    call = getattr(item, "callspec", None)
    return call is not None and any(call.params.get(name) == "postgresql" for name in _OF_A_DIALECT)
