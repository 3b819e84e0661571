"""Tries scans while a real Japanese input method is on (`make try-ime`): ibus with Anthy, real keys, the real desk.

On a screen, a session bus and an ibus of its own, the demo's desk is opened; Romaji, kana, katakana, wide and plain
letters are switched on in turn; text is begun at a clerk's speed in fields that take an input method and in fields that
take none; then a card is read. Each time the program must take the card exactly, and the field must hold what the clerk
wrote. The exit code is 1 if anything differs.
"""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from app.appearance import apply, remove
from app.settings.settings_files import Settings
from app.support.desk_loop import DeskLoop
from services.contract.cards import parse_card_number
from services.own_schema.demo.opening import demo_library
from services.own_schema.library import open_library
from services.rules.card_numbers import CardNumbers
from services.rules.vocabulary import Role
from tools.real_screen import NoScreen, press, real_screen, run_inside, xdotool
from tools.screenshots.camera import Camera
from tools.screenshots.studio import NOW, Studio, get_up, go_to, until
from tools.try_scanner.forms import KAWAGUCHIS, CardForms
from viewmodels.scanning.key_classifier import FAST_KEY_MS
from viewmodels.scanning.keys import Press
from views.scanning.input_method_filter import InputMethodFilter
from views.scanning.native_key_times import NativeKeys
from views.style.theme import ARGUMENTS

CARD = "123456789"
SLOW, FAST = 120, 4
_ENGINE_STARTS = 30.0
_QUIET = 0.35
_TRIES = 5

type Field = QLineEdit | QPlainTextEdit


@dataclass(frozen=True, slots=True)
class ImeCase:
    """One scan while something is being written.

    Attributes:
        what: for the table.
        mode: Anthy's key that turns the way of input on from Hiragana, None for Hiragana.
        typed: what the clerk types before, slowly.
        scan: what the reader sends.
        left: what the field must hold afterwards.
        delay: milliseconds from key to key.
        is_scan: False for a clerk's digits.
    """

    what: str
    mode: tuple[str, ...]
    typed: str
    scan: str
    left: str
    delay: int = FAST
    is_scan: bool = True


HIRAGANA: tuple[str, ...] = ()
KATAKANA, HALF, LATIN, WIDE = (("ctrl+comma",) * n for n in (1, 2, 3, 4))

CASES = (
    ImeCase("nothing begun, Enter", HIRAGANA, "", CARD + "\r", ""),
    ImeCase("nothing begun, Tab", HIRAGANA, "", CARD + "\t", ""),
    ImeCase("nothing begun, no ending", HIRAGANA, "", CARD, ""),
    ImeCase("kana begun, Enter", HIRAGANA, "kawa", CARD + "\r", "かわ"),
    ImeCase("kana begun, Tab", HIRAGANA, "kawa", CARD + "\t", "かわ"),
    ImeCase("kana begun, no ending", HIRAGANA, "kawa", CARD, "かわ"),
    ImeCase("half a kana begun", HIRAGANA, "kak", CARD + "\r", "かk"),
    ImeCase("kanji chosen", HIRAGANA, "kawa ", CARD + "\r", "川"),
    ImeCase("letters and hyphen", HIRAGANA, "kawa", "A12345678-9B\r", "かわ"),
    ImeCase("small letters", HIRAGANA, "kawa", "a123456789b\r", "かわ"),
    ImeCase("digits begun slowly", HIRAGANA, "12", CARD + "\r", "１２"),
    ImeCase("20 ms a key", HIRAGANA, "kawa", CARD + "\r", "かわ", 20),
    ImeCase("katakana", KATAKANA, "kawa", CARD + "\r", "カワ"),
    ImeCase("half-width katakana", HALF, "kawa", CARD + "\r", "ｶﾜ"),
    ImeCase("plain letters", LATIN, "kawa", CARD + "\r", "kawa"),
    ImeCase("wide letters", WIDE, "kawa", "A12345678-9B\r", "ｋａｗａ"),
    ImeCase("a clerk's digits", HIRAGANA, "kawa", CARD + "\r", "かわ１２３４５６７８９", 90, is_scan=False),
    ImeCase("a clerk's digits, wide", WIDE, "", CARD + "\r", "１２３４５６７８９", 60, is_scan=False),
)
KANA_CASES = (
    ImeCase("kana keys, nothing begun", HIRAGANA, "", CARD + "\r", ""),
    ImeCase("kana keys, kana begun", HIRAGANA, "tg", CARD + "\r", "かき"),
    ImeCase("kana keys, letters and hyphen", HIRAGANA, "tg", "a12345678-9b\r", "かき"),
    ImeCase("kana keys, a clerk's", HIRAGANA, "", "123456\r", "ぬふあうえお", 90, is_scan=False),
)
LETTER_CASES = (
    ImeCase("letters, nothing begun", HIRAGANA, "", "AB-00123\r", ""),
    ImeCase("letters, no ending", HIRAGANA, "", "AB-00123", ""),
    ImeCase("small letters, nothing begun", HIRAGANA, "", "ab-00123\r", ""),
    ImeCase("letters that are one kana", HIRAGANA, "", "ka-00123\r", ""),
    ImeCase("letters that are one kana, Tab", HIRAGANA, "kawa", "ka-00123\t", "かわ"),
    ImeCase("letters that are one kana, no ending", HIRAGANA, "kawa", "ka-00123", "かわ"),
    ImeCase("capitals that are one kana", HIRAGANA, "kawa", "KA-00123\r", "かわ"),
    ImeCase("letters behind half a kana", HIRAGANA, "kak", "ab-00123\r", "かk"),
    ImeCase("letters behind kanji", HIRAGANA, "kawa ", "nn-00123\r", "川"),
    ImeCase("letters, katakana", KATAKANA, "kawa", "ka-00123\r", "カワ"),
    ImeCase("letters, plain", LATIN, "kawa", "ka-00123\r", "kawa"),
    ImeCase("letters, wide", WIDE, "kawa", "KA-00123\r", "ｋａｗａ"),
    ImeCase("a clerk's letters", HIRAGANA, "", "ka-00123\r", "かー００１２３", 90, is_scan=False),
)
_LIKE = "AB-00123"
_KANA_KEYS = "[org/freedesktop/ibus/engine/anthy/common]\ntyping-method=1\n"


class Recorder(QObject):
    """Writes down what the input method sends to the field, with the keys' own times, for the tests of views."""

    def __init__(self, scans: InputMethodFilter) -> None:
        super().__init__()
        self._scans = scans
        self.steps: list[Any] = []

    def pressed(self, kind: Press, at: int, _code: int) -> None:
        """Write down when a key went down."""
        self.steps.append([kind.name, at])

    def sent_slowly(self, keys: int) -> bool:
        """Tell whether the last keys came slower than a reader's, which a busy machine does to them."""
        times = [second for _, second in self.steps if isinstance(second, int)][-keys:]
        return any(after - before > FAST_KEY_MS for before, after in pairwise(times))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Write down what the input method sent, and not what was held and is sent on."""
        if isinstance(event, QInputMethodEvent) and not self._scans.is_sending_on:
            self.steps.append([event.preeditString(), event.commitString()])
        return False


def text_of(field: Field) -> str:
    """Tell what stands in a field."""
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


async def quiet(heard: Callable[[], object]) -> None:
    """Wait until nothing more comes."""
    before: object = object()
    while before != (before := heard()):  # noqa: ASYNC110 - there is no event for its end
        await asyncio.sleep(_QUIET)


async def ibus(*arguments: str) -> str:
    """Ask the input method's daemon."""
    process = await asyncio.create_subprocess_exec(
        "ibus", *arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    told, _ = await process.communicate()
    return told.decode().strip()


async def turn_on(field: Field) -> None:
    """Have Anthy compose Hiragana in a field."""
    field.setFocus()
    async with asyncio.timeout(_ENGINE_STARTS):
        while await ibus("engine") != "anthy":
            await ibus("engine", "anthy")
            await asyncio.sleep(0.2)
    await asyncio.sleep(0.5)
    await xdotool("key", "ctrl+j")
    await asyncio.sleep(0.5)


async def tried(
    case: ImeCase, field: Field, heard: list[str], record: Recorder, cards: CardNumbers
) -> list[str]:
    """Try one case; tell what is wrong."""
    for key in case.mode:
        await xdotool("key", key)
        await asyncio.sleep(0.15)
    heard.clear()
    record.steps.clear()
    if case.typed:
        await press(case.typed, SLOW)
        await asyncio.sleep(0.2)
    if case.scan:
        await press(case.scan, case.delay)
    await quiet(lambda: (tuple(heard), text_of(field), len(record.steps)))
    steps = list(record.steps)
    await xdotool("key", "Return")  # what is still being composed is confirmed
    await asyncio.sleep(0.2)
    wrong = []
    told = [_number(text, cards) for text in heard]
    if told != ([_number(case.scan, cards)] if case.is_scan else []):
        wrong.append(f"heard {heard}")
    left = text_of(field).replace("\n", "")
    if left != case.left:
        wrong.append(f"left {left!r}, not {case.left!r}")
    for key in case.mode and ("ctrl+comma",) * (5 - len(case.mode)):
        await xdotool("key", key)
        await asyncio.sleep(0.15)
    field.clear()
    record.steps[:] = steps
    return wrong


def _number(text: str, cards: CardNumbers) -> str:
    with suppress(Exception):
        return parse_card_number(text, cards)
    return text


async def trial(app: QApplication, cases: tuple[ImeCase, ...], recording: Path | None, like: str) -> int:
    """Play every case in every field; answer how many went wrong."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(4))
    looks = apply(app, Settings())
    heard: list[str] = []
    failures, count = 0, 0
    record = Recorder(looks.scans.composed)
    native = NativeKeys(record.pressed)
    app.installNativeEventFilter(native)
    recorded: list[Any] = []
    with tempfile.TemporaryDirectory() as folder:
        forms = CardForms(like)
        async with demo_library(NOW) as url, open_library(url) as library:
            forms.give_all(url.removeprefix("sqlite:///"))
            await library.masters.again()
            studio = Studio(looks, library, Camera(Path(folder), frozenset()))
            desk = await studio.sit_down(Role.COUNTER)
            desk.window.activateWindow()
            looks.scans.told.disconnect()
            desk.desk.scanned(forms.number("100000001"))
            await until(lambda: desk.desk.snapshot is not None)
            looks.scans.scanned.connect(heard.append)
            page = desk.window.reference
            go_to(desk, page)
            card_field, filled_in = desk.window.top_bar.card_field, page.name.text()
            desk.window.take_typed = lambda _text: None  # it is about what the field holds
            fields: tuple[tuple[str, Field], ...] = (
                ("お名前", page.name),
                ("質問", page.question),
                ("利用カード番号", card_field),
            )
            for name, field in fields:
                field.clear()
                if not count:
                    await turn_on(field)
                field.installEventFilter(record)  # after the scans' own, so that it hears of everything first
                for case in cases:
                    field.setFocus()
                    wrong = await _tried_in_time(case, field, heard, record, forms.cards)
                    count += 1
                    failures += bool(wrong)
                    recorded.append({"field": name, **_as_json(case), "steps": list(record.steps)})
                    print(
                        f"{'WRONG' if wrong else 'right'}  {name}: {case.what}", *wrong, sep="  ", flush=True
                    )
                field.removeEventFilter(record)
            page.name.setText(filled_in)  # else the form would be asked about
            desk.desk.switch_channel.start()
            await desk.desk.switch_channel.settled()
            if forms.is_kawaguchis:
                failures += await without_input_method(card_field, heard)
                count += 1
            await get_up(desk)
    app.removeNativeEventFilter(native)
    remove(app, looks)
    if recording is not None:
        lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in recorded)
        await asyncio.to_thread(recording.write_text, f"[\n{lines}\n]\n", encoding="utf-8")
    print(f"{count} tried, {failures} wrong")
    return failures


async def _tried_in_time(
    case: ImeCase, field: Field, heard: list[str], record: Recorder, cards: CardNumbers
) -> list[str]:
    """Try one case again while the machine sends its keys too slowly for a reader's."""
    wrong = await tried(case, field, heard, record, cards)
    for _ in range(_TRIES):
        if not (case.is_scan and record.sent_slowly(len(case.scan))):
            break
        print(f"again  {case.what}  the machine sent the keys too slowly", flush=True)
        wrong = await tried(case, field, heard, record, cards)
    return wrong


def _as_json(case: ImeCase) -> dict[str, Any]:
    return {"what": case.what, "scan": case.scan if case.is_scan else None, "left": case.left}


async def without_input_method(field: QLineEdit, heard: list[str]) -> int:
    """Try the card field by phone: the input method is on, and leaves it alone."""
    field.setFocus()
    field.selectAll()
    heard.clear()
    await press("98-7", SLOW)
    await press(CARD + "\r", FAST)
    await quiet(lambda: (tuple(heard), field.text()))
    wrong = (heard, field.text()) != ([CARD], "98-7")
    print(
        f"{'WRONG' if wrong else 'right'}  利用カード番号: takes no input method",
        heard,
        field.text(),
        flush=True,
    )
    return int(wrong)


def inside(keys: str, recording: Path | None) -> int:
    """Run the trial where screen and session bus are: Romaji, kana on the keys, or Romaji for cards with letters."""
    with tempfile.TemporaryDirectory() as home:
        # The daemon's own files, and Python of the system for Anthy's engine.
        Path(home, "run").mkdir(mode=0o700)
        settings = Path(home, "config", "glib-2.0", "settings")
        settings.mkdir(parents=True)
        Path(settings, "keyfile").write_text(_KANA_KEYS if keys == "kana" else "", encoding="utf-8")
        os.environ.update(
            HOME=home,
            XDG_CONFIG_HOME=f"{home}/config",
            XDG_CACHE_HOME=f"{home}/cache",
            XDG_RUNTIME_DIR=f"{home}/run",
            GSETTINGS_BACKEND="keyfile",
            LC_ALL="C.UTF-8",
            QT_IM_MODULE="ibus",
            PATH=f"/usr/bin:/bin:{os.environ['PATH']}",
        )
        daemon = subprocess.Popen(
            ["ibus-daemon", "--panel", "disable", "--config", "disable", "-t", "refresh"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            subprocess.run(["sleep", "2"], check=True)
            cases = {"kana": KANA_CASES, "letters": LETTER_CASES}.get(keys, CASES)
            app = QApplication(list(ARGUMENTS))
            app.setQuitOnLastWindowClosed(False)
            like = _LIKE if keys == "letters" else KAWAGUCHIS
            return asyncio.run(trial(app, cases, recording, like), loop_factory=lambda: DeskLoop(app))
        finally:
            daemon.terminate()
            daemon.wait()


def main() -> int:
    """Run the trial; with a folder's name, what the input method sent is written there."""
    if sys.argv[1:2] == ["--inside"]:
        _, _, keys, *folder = sys.argv
        return min(1, inside(keys, Path(folder[0], f"{keys}.json") if folder else None))
    try:
        with real_screen("ibus-daemon", "dbus-run-session") as environment:
            bus = ("dbus-run-session", "--")
            return max(
                run_inside("tools.try_ime", environment, "--inside", keys, *sys.argv[1:], before=bus)
                for keys in ("romaji", "kana", "letters")
            )
    except NoScreen as error:
        print(error)
        return 1


if __name__ == "__main__":
    sys.exit(main())
