"""What is taken away within libraries: ICU goes on putting Japanese and English into order."""

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import PySide6
import pytest

from tools.linux.unused_parts import data_of, items_of, kept_items, shorten_icu, with_items

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="Qt has a library of ICU's data on Linux alone."),
    pytest.mark.skipif(shutil.which("ld") is None, reason="There are no GNU binutils."),
]

ORDER = """
import functools, sys
from PySide6.QtCore import QCollator, QLocale
words = "い ア あ ガ か カ 川 亜 Z a b B A 1 10 2 ー が ん 日 本 é e ｱ ぁ".split()
for name in ("ja_JP", "en_US"):
    collator = QCollator(QLocale(name))
    for numeric in (False, True):
        collator.setNumericMode(numeric)
        print(ascii(sorted(words, key=functools.cmp_to_key(collator.compare))))
print(ascii(QLocale("tr").toUpper("i\\u00df")))
"""


@cache
def original() -> Path:
    (found,) = (Path(PySide6.__file__).parent / "Qt" / "lib").glob("libicudata.so.*")
    return found


def ordered(library: Path | None) -> str:
    """Put words into order, in a process that has this library of data."""
    environment = {"PATH": "/usr/bin:/bin"} | ({} if library is None else {"LD_PRELOAD": str(library)})
    done = subprocess.run(
        [sys.executable, "-c", ORDER], env=environment, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def shortened(tmp_path: Path) -> Path:
    (tmp_path / "lib").mkdir()
    library = shutil.copy(original(), tmp_path / "lib")
    shorten_icu(tmp_path)
    return Path(library)


def test_words_have_the_order_of_before(shortened: Path) -> None:
    assert shortened.stat().st_size < original().stat().st_size / 10
    assert ordered(shortened) == ordered(None)


def test_without_an_item_the_order_is_another_one(tmp_path: Path) -> None:
    """The comparison above can fail: the process does read this library's data."""
    (tmp_path / "lib").mkdir()
    library = Path(shutil.copy(original(), tmp_path / "lib"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "tools.linux.unused_parts.kept_items", lambda data: dict(list(kept_items(data).items())[:3])
        )
        shorten_icu(tmp_path)
    assert ordered(library) != ordered(None)


def test_items_are_found_again() -> None:
    _, data = data_of(original())
    kept = kept_items(data)
    assert any(name.endswith("/coll/ja.res") for name in kept)
    again = items_of(with_items(data, kept))[1]
    assert {name: item.rstrip(b"\0") for name, item in again.items()} == {
        name: item.rstrip(b"\0") for name, item in kept.items()
    }
