import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tools.qt_libraries import NEEDED, PACKAGES, WANTED, missing, packages, see_to

COMPLETE = "\tlinux-vdso.so.1 (0x1)\n\tlibEGL.so.1 => /usr/lib/libEGL.so.1 (0x2)\n"
LACKING = COMPLETE + "\tlibxcb-cursor.so.0 => not found\n\tlibX11-xcb.so.1 => not found\n"


class System:
    """A system whose libraries come with its packages, told as the dynamic linker tells it."""

    def __init__(self, qt: Path, needs: dict[str, str]) -> None:
        self.qt = qt
        self.needs = needs
        self.installed: list[str] = []
        self.fails = False
        for name in needs:
            (qt / name).parent.mkdir(parents=True, exist_ok=True)
            (qt / name).touch()

    def linker(self, file: Path) -> str:
        library = self.needs[file.relative_to(self.qt).as_posix()]
        found = PACKAGES.get(library) in self.installed
        return f"\t{library} => {'/usr/lib/' + library if found else 'not found'}\n"

    def install(self, names: Sequence[str]) -> None:
        if self.fails:
            raise subprocess.CalledProcessError(100, "apt-get")
        self.installed.extend(names)


@pytest.fixture
def system(tmp_path: Path) -> System:
    return System(tmp_path, {NEEDED[-1]: "libxcb-cursor.so.0", WANTED[0]: "libcups.so.2"})


def test_missing_reads_the_linkers_account(tmp_path: Path) -> None:
    file = tmp_path / "libqxcb.so"
    file.touch()
    assert missing([file], lambda _: COMPLETE) == set()
    assert missing([file], lambda _: LACKING) == {"libxcb-cursor.so.0", "libX11-xcb.so.1"}


def test_a_file_that_qt_does_not_ship_is_not_asked_about(tmp_path: Path) -> None:
    assert missing([tmp_path / "gone.so"], lambda _: LACKING) == set()


def test_packages_are_named_once_and_in_order() -> None:
    assert packages({"libgthread-2.0.so.0", "libglib-2.0.so.0", "libEGL.so.1", "libnobody.so.3"}) == [
        "libegl1",
        "libglib2.0-0",
    ]


def test_root_gets_them_installed(system: System, capsys: pytest.CaptureFixture[str]) -> None:
    assert see_to(system.qt, install=system.install, linker=system.linker) == 0
    assert system.installed == ["libcups2", "libxcb-cursor0"]
    assert "can't" not in capsys.readouterr().err


def test_nothing_missing_is_silent(system: System, capsys: pytest.CaptureFixture[str]) -> None:
    system.installed = ["libcups2", "libxcb-cursor0"]
    assert see_to(system.qt, install=system.install, linker=system.linker) == 0
    assert system.installed == ["libcups2", "libxcb-cursor0"]
    assert capsys.readouterr().err == ""


def test_others_are_told_the_command(system: System, capsys: pytest.CaptureFixture[str]) -> None:
    assert see_to(system.qt, install=None, linker=system.linker) == 1
    told = capsys.readouterr().err
    assert "the desk can't open" in told
    assert "sudo apt-get update && sudo apt-get install libcups2 libxcb-cursor0\n" in told


def test_missing_print_support_does_not_keep_the_desk_shut(
    system: System, capsys: pytest.CaptureFixture[str]
) -> None:
    system.installed = ["libxcb-cursor0"]
    assert see_to(system.qt, install=None, linker=system.linker) == 0
    assert "printers can't be used: Qt misses libcups.so.2." in capsys.readouterr().err


def test_a_failing_package_manager_is_told(system: System, capsys: pytest.CaptureFixture[str]) -> None:
    system.fails = True
    assert see_to(system.qt, install=system.install, linker=system.linker) == 1
    assert "apt-get could not install them" in capsys.readouterr().err


def test_without_apt_the_libraries_are_named(system: System, capsys: pytest.CaptureFixture[str]) -> None:
    assert see_to(system.qt, install=system.install, linker=system.linker, has_apt=False) == 1
    told = capsys.readouterr().err
    assert "libxcb-cursor.so.0" in told
    assert "apt-get" not in told
    assert system.installed == []
