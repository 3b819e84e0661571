"""Loading Qt."""

import builtins
import gc


def load_qt() -> None:
    """Load PySide6, and take its hook out of `import` again; no garbage is collected from then on.

    What a start makes stays. `app.support.gui_thread_gc` collects once there is a window.

    The hook reads the source of every module loaded afterwards, to see whether it wants names in snake_case, and
    Python keeps what was read: 20 MB in this program, which has no such names.
    """
    gc.disable()
    import PySide6.QtCore  # noqa: F401 - loaded for what comes later

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
