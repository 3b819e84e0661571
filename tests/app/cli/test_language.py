"""The command line speaks the terminal's language: all of its help, and what it says of wrong usage."""

import argparse
import ast
import gettext
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.cli.language import choose_language, columns_of, is_japanese
from app.cli.logins import Login
from app.cli.parser import build_parser
from tests.app.cli.conftest import Run
from tests.tools.test_command_texts import HEADER
from tools.command_texts import ROOT, TEXTS, read_texts

_NAMES = frozenset(
    re.findall(
        r"\S+",
        """
        ACTION ADDRESS BRANCH CODE COMMAND CSV DIR FILE HASH HOST ID JSON KANA Koha
        MADOGUCHI_DATABASE_URL MariaDB NAME NUMBER PASSWORD PDF PostgreSQL ROMAJI SQL TIME TSV URL USER
        UTF UTF- WHO YEAR add audit backup branch branches change check circulation closed_day contract
        counter counter-contract csv db demo-data desk disable disabled docs doctor enable example
        export figures id ils ils-contract import init json koha koha_library list loan localhost login
        madoguchi madoguchi_views master masters md name password patron phone portal postgresql record
        restore role roll roster script seal slip sqlite staff supervisor tsv upgrade verify wording
        worker
        """,
    )
)
"""What stays as it is typed: commands, options' values, files, columns, products."""
_WORD = re.compile(r"(?<![\w-])[A-Za-z][A-Za-z_-]+")
_OPTION = re.compile(r"(?<!\w)--?[a-z][a-z-]*")


def parsers() -> Iterator[tuple[tuple[str, ...], argparse.ArgumentParser]]:
    """Give every parser with the words that lead to it."""

    def below(words: tuple[str, ...], parser: argparse.ArgumentParser) -> Iterator[Any]:
        yield words, parser
        for action in parser._actions:  # noqa: SLF001 - argparse has no public way to its commands
            if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
                for name, its in action.choices.items():
                    yield from below((*words, name), its)

    gettext.textdomain("messages")
    return below((), build_parser())


COMMANDS = dict(parsers())


def texts_of(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Give all that its help says."""
    yield from (it for it in (parser.description, parser.epilog) if it)
    for group in parser._action_groups:  # noqa: SLF001
        yield group.title or ""
    for action in parser._actions:  # noqa: SLF001
        if action.help:
            yield action.help
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            yield from (it.help or "" for it in action._choices_actions)  # noqa: SLF001


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, False),
        ({"LANG": "ja_JP.UTF-8"}, True),
        ({"LANG": "ja_JP.eucJP"}, True),
        ({"LANG": "ja"}, True),
        ({"LANG": "C"}, False),
        ({"LANG": "C.UTF-8"}, False),
        ({"LANG": "POSIX"}, False),
        ({"LANG": "de_DE.UTF-8"}, False),
        ({"LANG": "ja_JP.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, False),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "ja_JP.UTF-8"}, True),
        ({"LC_MESSAGES": "ja_JP.UTF-8", "LC_ALL": "C"}, False),
        ({"LC_ALL": "ja_JP.UTF-8", "LC_MESSAGES": "C"}, True),
        ({"LC_ALL": "en_US.UTF-8", "LANGUAGE": "ja"}, True),
        ({"LC_ALL": "ja_JP.UTF-8", "LANGUAGE": "en"}, False),
        ({"LANGUAGE": "", "LANG": "ja_JP.UTF-8"}, True),
        ({"LANGUAGE": "fr:ja:en"}, True),
        ({"LANGUAGE": "en:ja"}, False),
        ({"LANGUAGE": "jam"}, False),
    ],
)
@pytest.mark.skipif(
    sys.platform == "win32", reason="the language of the windows counts where nothing is said"
)
def test_whose_terminal_is_japanese(environ: dict[str, str], expected: bool) -> None:
    assert is_japanese(environ) is expected


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("utf-8", "オプション"),
        ("cp932", "オプション"),
        ("ascii", "options"),
        ("cp1252", "options"),
        (None, "オプション"),
    ],
)
def test_a_terminal_that_can_not_hold_japanese_is_spoken_to_in_english(
    monkeypatch: pytest.MonkeyPatch, encoding: str | None, expected: str
) -> None:
    monkeypatch.setenv("LANGUAGE", "ja")
    stream = None if encoding is None else io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    choose_language(os.environ, (stream,))
    assert gettext.gettext("options") == expected
    gettext.textdomain("messages")


def test_every_text_of_the_help_has_its_japanese_and_no_text_is_left_over() -> None:
    said = {text for parser in COMMANDS.values() for text in texts_of(parser)}
    said -= {parser.epilog for parser in COMMANDS.values() if parser.epilog}  # of a login, put together
    said |= {COMMANDS[()].epilog or "", *(it.value for it in Login)}
    texts = read_texts(TEXTS).keys() - {HEADER}
    assert said - texts == set()
    sources = [*sorted((ROOT / "app" / "cli").glob("*.py")), Path(argparse.__file__)]
    written = {
        it.value
        for source in sources
        for it in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(it, ast.Constant) and isinstance(it.value, str)
    }
    assert {text.partition("\0")[0] for text in texts} - written == set()


def test_every_text_that_the_code_marks_has_its_japanese() -> None:
    marked = {
        call.args[0].value
        for source in sorted((ROOT / "app" / "cli").glob("*.py"))
        for call in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "_"
        if isinstance(call.args[0], ast.Constant)
    }
    assert len(marked) > 10
    assert marked - read_texts(TEXTS).keys() == set()


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_help_is_whole_in_either_language(
    run: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    english = run(*words, "--help")
    assert (english.code, english.err) == (0, "")
    assert english.out.isascii()
    assert english.out.startswith("usage: ")

    monkeypatch.setenv("LANGUAGE", "ja")
    japanese = run(*words, "--help")
    assert (japanese.code, japanese.err) == (0, "")
    assert japanese.out.startswith("使い方: ")
    told = _OPTION.sub("", japanese.out)
    assert {it for it in _WORD.findall(told) if it not in _NAMES} == set()
    assert max(map(columns_of, japanese.out.splitlines())) <= 80
    assert set(_OPTION.findall(english.out)) == set(_OPTION.findall(japanese.out))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nonsense",), "引数 COMMAND: 選べない値です: 'nonsense'"),
        (("db",), "次の引数が必要です: ACTION"),
        (("db", "check", "--nonsense"), "ない引数です: --nonsense"),
        (("import",), "次の引数が必要です: DIR"),
        (("db", "login", "x"), "次のどれか一つの引数が必要です: --group --disable"),
        (("db", "login", "x", "--disable", "--group", "worker"), "引数 --disable と一緒には使えません"),
        (("desk", "--now"), "引数 --now: 値が一つ必要です"),
        (("desk", "--demo=x"), "値は付けられません: 'x'"),
        (("db", "login", "x", "--d"), "--d では、どれか決まりません: --disable, --database"),
        (
            ("demo-data", "--seed", "x", "--patrons", "5", "--database", "x"),
            "引数 --seed: 値が正しくありません: 'x'",
        ),
        (
            ("desk", "--demo", "--now", "9999-12-31T10:00"),
            "2000 から 2100 までの年ではありません: 9999-12-31T10:00",
        ),
        (("figures", "--year", "1", "--output", "-"), "年ではありません: 1"),
        (("audit", "verify", "--noted", "x"), "「番号:ハッシュ」の形ではありません: 'x'"),
        (("contract", "check", "x", "--records", "0"), "1 から 10000000 までの数ではありません: 0"),
        (("staff", "change", "--from", "x.txt"), ".csv か .tsv のファイルではありません: x.txt"),
        (("desk", "--as", "supervisor"), "--as は --demo と一緒のときだけ使えます"),
        (
            ("staff", "change", "x"),
            "変えるものがありません。--role、--name、--branch のどれかを指定してください",
        ),
        (("staff", "disable", "a\0b"), "3番目の引数は、このシステムの文字コードの文字列ではありません"),
    ],
)
def test_wrong_usage_is_told_in_japanese(
    run: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.setenv("LANGUAGE", "ja")
    outcome = run(*words)
    assert (outcome.code, outcome.out) == (2, "")
    assert said in outcome.err
    assert outcome.err.count("\n") == 1
    assert outcome.err.startswith("madoguchi")


@pytest.mark.parametrize(
    "environ", [{"LC_ALL": "C"}, {"LC_ALL": "C", "LANGUAGE": "ja", "PYTHONIOENCODING": "ascii"}]
)
def test_a_terminal_without_japanese_gets_help(environ: dict[str, str]) -> None:
    clean = {
        name: value for name, value in os.environ.items() if name not in {"LANGUAGE", "LANG", "LC_MESSAGES"}
    }
    done = subprocess.run(
        [sys.executable, "-m", "app", "staff", "--help"],
        cwd=ROOT, env=clean | environ, capture_output=True, check=True,
    )  # fmt: skip
    assert done.stdout.startswith(b"usage: madoguchi staff")
    assert done.stdout.isascii()
    assert done.stderr == b""


def test_another_command_in_the_same_process_may_speak_another_language(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "ja")
    assert run("--help").out.startswith("使い方")
    monkeypatch.setenv("LANGUAGE", "en")
    assert run("--help").out.startswith("usage")


def test_lines_are_measured_in_columns() -> None:
    assert columns_of("CSV の列") == 8
