"""The log file tells where and never whom."""

import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.support.logging_setup import describe, masked, set_up_logging, tear_down_logging
from services.contract.errors import CardUnknown

SECRETS = ("123456789", "川口 花子", "hanako@example.jp", "坊っちゃん")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    handler = set_up_logging(tmp_path / "log")
    yield tmp_path / "log"
    tear_down_logging(handler)


def text_of(folder: Path) -> str:
    for handler in logging.getLogger().handlers:
        handler.flush()
    return (folder / "madoguchi.log").read_text(encoding="utf-8")


def look_up() -> None:
    raise CardUnknown(SECRETS[0])


def fail() -> None:
    try:
        look_up()
    except CardUnknown as error:
        msg = f"no {SECRETS[1]} {SECRETS[2]}"
        raise ValueError(msg) from error


def test_exceptions_are_classes_and_lines_without_their_texts(folder: Path) -> None:
    try:
        fail()
    except ValueError:
        logging.getLogger("app.somewhere").exception("bug %s", "4F2A")

    text = text_of(folder)
    assert "ERROR app.somewhere bug 4F2A" in text
    assert text.index("services.contract.errors.cards.CardUnknown") < text.index("builtins.ValueError")
    assert "in fail" in text
    assert not [secret for secret in SECRETS if secret in text]


def test_an_exception_as_an_argument_is_its_class(folder: Path) -> None:
    logging.getLogger("services.x").warning("met %s", CardUnknown(SECRETS[0]))
    logging.getLogger("services.x").warning("met %(error)s", {"error": CardUnknown(SECRETS[0])})

    assert text_of(folder).count("met services.contract.errors.cards.CardUnknown") == 2
    assert SECRETS[0] not in text_of(folder)


def test_other_packages_leave_only_their_place(folder: Path) -> None:
    logging.getLogger("asyncio").error("Task exception was never retrieved: %s", SECRETS[1])

    text = text_of(folder)
    assert "ERROR asyncio (message of another package) test_logging_setup.py:" in text
    assert SECRETS[1] not in text


def test_other_packages_chatter_is_left_out(folder: Path) -> None:
    logging.getLogger("alembic").info("running")
    logging.getLogger("app.x").info("started")

    assert text_of(folder).endswith("INFO app.x started\n")
    assert "alembic" not in text_of(folder)


def test_stack_and_cached_texts_are_left_out(folder: Path) -> None:
    record = logging.LogRecord("app.x", logging.ERROR, __file__, 1, "here", None, None)
    record.exc_text = SECRETS[3]
    logging.getLogger("app.x").handle(record)
    local = SECRETS[3]
    logging.getLogger("app.x").error("stack of %d", len(local), stack_info=True)

    assert SECRETS[3] not in text_of(folder)
    assert "Stack (most recent call last)" not in text_of(folder)


def test_without_a_folder_warnings_go_to_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    handler = set_up_logging(tmp_path / "file")
    logging.getLogger("app.x").info("quiet")
    logging.getLogger("app.x").warning("loud")
    tear_down_logging(handler)

    assert capsys.readouterr().err.endswith("WARNING app.x loud\n")


def test_groups_and_hidden_contexts(folder: Path) -> None:
    def failing() -> None:
        try:
            dict[str, int]()[SECRETS[0]]
        except KeyError:
            raise RuntimeError(SECRETS[1]) from None

    try:
        failing()
    except RuntimeError as error:
        told = describe(ExceptionGroup(SECRETS[2], [error]))

    assert "builtins.ExceptionGroup" in told
    assert "| builtins.RuntimeError" in told
    assert "KeyError" not in told
    assert not [secret for secret in SECRETS if secret in told]


def test_a_circle_of_causes_ends() -> None:
    first, second = ValueError(), KeyError()
    first.__cause__, second.__cause__ = second, first
    assert describe(first).count("led to") == 1


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("QPainter::begin: engine == 0, type: 3", "QPainter::begin: engine == 0, type: 3"),
        ('QString::arg: "川口", 12', "QString::arg: (text), 12"),
        ("card 123456789 of 川口 花子", "card (number) of (text) (text)"),
        ("to hanako@example.jp now", "to (address) now"),
        ("two\nlines", "two(text)lines"),
    ],
)
def test_foreign_texts_are_masked(text: str, safe: str) -> None:
    assert masked(text) == safe


def test_no_exception_writes_nothing(folder: Path) -> None:
    logging.getLogger("app.x").error("alone", exc_info=(None, None, None))
    assert text_of(folder).splitlines()[0].endswith("ERROR app.x alone")
    assert sys.exc_info() == (None, None, None)


def test_what_was_set_up_for_a_log_ends_with_it(tmp_path: Path) -> None:
    root = logging.getLogger()
    root.setLevel(logging.WARNING)
    before = (root.level, [*root.handlers])
    tear_down_logging(set_up_logging(tmp_path / "log", logging.DEBUG))
    assert (root.level, root.handlers) == before
