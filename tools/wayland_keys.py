"""Real keys for a Wayland compositor, as `xdotool` makes them for an X server; a program of its own.

    python3 -m tools.wayland_keys SOCKET FOLDER

It listens at a socket, sends the keys of each line it reads there, and answers with a line once they are sent: `key`,
`--delay MILLISECONDS` from key to key, names of keys, `sleep SECONDS`. Needed are Debian's python3-pywayland and
libwayland-dev; FOLDER takes the protocol's Python code, which pywayland makes.
"""

import importlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_CORE = "/usr/share/wayland/wayland.xml"
_PROTOCOL = """\
<?xml version="1.0" encoding="UTF-8"?>
<protocol name="virtual_keyboard_unstable_v1">
  <interface name="zwp_virtual_keyboard_v1" version="1">
    <request name="keymap">
      <arg name="format" type="uint"/><arg name="fd" type="fd"/><arg name="size" type="uint"/>
    </request>
    <request name="key">
      <arg name="time" type="uint"/><arg name="key" type="uint"/><arg name="state" type="uint"/>
    </request>
    <request name="modifiers">
      <arg name="mods_depressed" type="uint"/><arg name="mods_latched" type="uint"/>
      <arg name="mods_locked" type="uint"/><arg name="group" type="uint"/>
    </request>
    <request name="destroy" type="destructor"/>
  </interface>
  <interface name="zwp_virtual_keyboard_manager_v1" version="1">
    <request name="create_virtual_keyboard">
      <arg name="seat" type="object" interface="wl_seat"/>
      <arg name="id" type="new_id" interface="zwp_virtual_keyboard_v1"/>
    </request>
  </interface>
</protocol>
"""
_KEYMAP = b"""xkb_keymap {
xkb_keycodes { include "evdev+aliases(qwerty)" }; xkb_types { include "complete" };
xkb_compat { include "complete" }; xkb_symbols { include "pc+us+inet(evdev)" };
};\0"""
_ROWS = (("1234567890-", 2), ("qwertyuiop", 16), ("asdfghjkl", 30), ("zxcvbnm", 44))
_CODES = {
    **{key: first + place for row, first in _ROWS for place, key in enumerate(row)},
    **{f"F{number}": 58 + number for number in range(1, 11)},
    "F11": 87,
    "F12": 88,
    "Escape": 1,
    "minus": 12,
    "Tab": 15,
    "Return": 28,
    "space": 57,
    "KP_Enter": 96,
    "Menu": 127,
    "Up": 103,
    "Left": 105,
    "Right": 106,
    "Down": 108,
}
"""The kernel's codes of the keys of an American keyboard (linux/input-event-codes.h)."""

_SHIFT, _SHIFTED = 42, 1
_USUAL_DELAY = 12


class Keyboard:
    """One keyboard of a compositor."""

    def __init__(self, folder: Path) -> None:
        (folder / "keyboard.xml").write_text(_PROTOCOL, encoding="utf-8")
        made = folder / "protocols"
        made.mkdir()
        scan = [
            sys.executable,
            "-m",
            "pywayland.scanner",
            "-i",
            _CORE,
            str(folder / "keyboard.xml"),
            "-o",
            str(made),
        ]
        subprocess.run(scan, check=True, stderr=subprocess.DEVNULL)
        sys.path.insert(0, str(folder))
        client = importlib.import_module("pywayland.client")
        seats = importlib.import_module("protocols.wayland").WlSeat
        managers = importlib.import_module(
            "protocols.virtual_keyboard_unstable_v1"
        ).ZwpVirtualKeyboardManagerV1
        self._display: Any = client.Display()
        self._display.connect()
        registry = self._display.get_registry()
        bound: dict[str, Any] = {}
        wanted = {"wl_seat": (seats, 5), "zwp_virtual_keyboard_manager_v1": (managers, 1)}

        def take(registry: Any, number: int, interface: str, version: int) -> None:
            if interface in wanted:
                kind, newest = wanted[interface]
                bound[interface] = registry.bind(number, kind, min(version, newest))

        registry.dispatcher["global"] = take
        self.settle()
        seat, manager = (bound[name] for name in wanted)
        self._kept = (registry, seat, manager, take)  # the compositor still sends events to these objects
        self._keyboard: Any = manager.create_virtual_keyboard(seat)
        file = os.memfd_create("keymap")
        os.write(file, _KEYMAP)
        self._keyboard.keymap(1, file, len(_KEYMAP))
        self.settle()

    def settle(self) -> None:
        """Wait until the compositor has heard of everything."""
        self._display.roundtrip()

    def press(self, name: str) -> None:
        """Press and release one key, with Shift where a capital letter is wanted."""
        is_capital = len(name) == 1 and name.isupper()
        code = _CODES[name.lower() if is_capital else name]
        if is_capital:
            self._send(_SHIFT, is_down=True)
            self._keyboard.modifiers(_SHIFTED, 0, 0, 0)
        self._send(code, is_down=True)
        self._send(code, is_down=False)
        if is_capital:
            self._send(_SHIFT, is_down=False)
            self._keyboard.modifiers(0, 0, 0, 0)
        self._display.flush()

    def _send(self, code: int, *, is_down: bool) -> None:
        self._keyboard.key(round(time.monotonic() * 1000) & 0xFFFFFFFF, code, int(is_down))
        self._display.flush()


def follow(keyboard: Keyboard, words: Iterator[str]) -> None:
    """Do what one line says."""
    delay = _USUAL_DELAY
    for word in words:
        match word:
            case "key":
                delay = _USUAL_DELAY
            case "--delay":
                delay = int(next(words))
            case "sleep":
                time.sleep(float(next(words)))
            case _:
                keyboard.press(word)
                time.sleep(delay / 1000)
    keyboard.settle()


def main() -> None:
    """Serve one line after the other."""
    place, folder = sys.argv[1:]
    keyboard = Keyboard(Path(folder))
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(place)
        listening.listen()
        while True:
            talking, _ = listening.accept()
            with talking, talking.makefile("rw") as lines:
                for line in lines:
                    follow(keyboard, iter(line.split()))
                    lines.write("sent\n")
                    lines.flush()


if __name__ == "__main__":
    main()
