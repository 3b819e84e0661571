"""Whether anybody still keeps a password that a test has let go of."""

import gc
import weakref
from collections.abc import Callable

from services.rules.secret import Secret


class WatchedSecret(Secret):
    """A password that can be watched without keeping it."""


def watch(password: WatchedSecret) -> Callable[[], bool]:
    """Give what tells whether the password is kept; the test has to keep none itself."""
    watched = weakref.ref(password)

    def is_kept() -> bool:
        gc.collect()
        return watched() is not None

    return is_kept
