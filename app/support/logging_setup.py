"""The log file: what went wrong and where in the program, never whose record it was.

Two rules keep people out of it. Messages of our own modules are written as they are, because we choose them; those of
other packages are not (asyncio's hold the `repr` of exceptions, drivers' hold parameters): only their place is kept.
Exceptions are told as class names and code lines; their own texts and fields never appear.
"""

import logging
import re
import traceback
from pathlib import Path
from types import TracebackType

from app.support.log_file import LogFile, StandardError

_OURS = frozenset({"app", "views", "viewmodels", "services"})
_MEGABYTE = 1024 * 1024
_FILES_KEPT = 5

type ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class PrivateFormatter(logging.Formatter):
    """Writes records without anything that came from the database or a keyboard."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Write one record; see the module."""
        safe = logging.makeLogRecord(record.__dict__)
        safe.exc_text = None
        safe.stack_info = None
        if _is_ours(record):
            safe.args = _without_texts(record.args)
        else:
            safe.msg = f"(message of another package) {Path(record.pathname).name}:{record.lineno}"
            safe.args = None
        return super().format(safe)

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - logging's own name
        """Write classes and code lines of an exception and of those that led to it."""
        return "" if ei[1] is None else describe(ei[1])


def describe(error: BaseException) -> str:
    """Tell where an exception came from without its text: classes and frames, causes first."""
    blocks: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        frames = traceback.extract_tb(current.__traceback__)
        lines = [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
        if isinstance(current, BaseExceptionGroup):
            for inner in current.exceptions:
                lines += [f"  | {line}" for line in describe(inner).splitlines()]
        blocks.append("\n".join([_class_name(current), *lines]))
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return "\nled to\n".join(reversed(blocks))


def masked(text: str) -> str:
    """Cut out of a foreign text all that could be a person's: quoted texts, numbers, addresses, non-ASCII."""
    text = re.sub(r"([\"'`]).*?\1", "(text)", text)
    text = re.sub(r"\S*@\S*", "(address)", text)
    text = re.sub(r"\d{4,}", "(number)", text)
    return re.sub(r"[^\x20-\x7e]+", "(text)", text)


def set_up_logging(folder: Path, level: int = logging.INFO) -> logging.Handler:
    """Write the log to rotating files in a folder, which is made if need be.

    Returns:
        The handler; `tear_down_logging` ends it. Where no file can be made, warnings go to standard error instead.
    """
    handler: logging.Handler
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = LogFile(folder / "madoguchi.log", _MEGABYTE, _FILES_KEPT)
        handler.setLevel(level)
    except OSError:
        handler = StandardError()
        handler.setLevel(logging.WARNING)
    handler.setFormatter(PrivateFormatter())
    handler.addFilter(_is_of_use)
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level)
    logging.captureWarnings(capture=True)
    return handler


def tear_down_logging(handler: logging.Handler) -> None:
    """Close the log."""
    logging.captureWarnings(capture=False)
    root = logging.getLogger()
    root.removeHandler(handler)
    root.setLevel(logging.WARNING)  # as Python begins; else each library makes messages that nobody reads
    handler.close()


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name.split(".", 1)[0] in _OURS


def _is_of_use(record: logging.LogRecord) -> bool:
    """Tell whether a record says anything: without its text, another package's chatter doesn't."""
    return _is_ours(record) or record.levelno >= logging.WARNING


def _class_name(error: BaseException) -> str:
    kind = type(error)
    return f"{kind.__module__}.{kind.__qualname__}"


def _without_texts(args: object) -> tuple[object, ...] | dict[str, object] | None:
    """Name exceptions among a message's arguments by their class only."""
    if isinstance(args, tuple):
        return tuple(_class_name(item) if isinstance(item, BaseException) else item for item in args)
    if isinstance(args, dict):
        return {
            key: _class_name(item) if isinstance(item, BaseException) else item for key, item in args.items()
        }
    return None
