"""The Debian package: what it depends on, what lies where, and services that can do no more than they have to."""

import re
import shutil
import subprocess
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest

from tests.helpers.platforms import posix
from tools.linux.debian_package import (
    LINUX,
    PROGRAM,
    Needs,
    UnknownLibraryError,
    debian_version,
    depends,
    make,
)

pytestmark = posix("Debian's packages are made on Debian.")
needs_dpkg = pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="There is no dpkg-deb.")

UNITS = sorted((LINUX / "systemd").glob("*.service"))


def settings_of(unit: Path) -> Mapping[str, list[str]]:
    """Read a unit's lines, whose keys may stand there more than once."""
    found: dict[str, list[str]] = {}
    for key, value in re.findall(r"(?m)^(\w+)=(.*)$", unit.read_text(encoding="utf-8")):
        found.setdefault(key, []).append(value)
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as PyInstaller makes one, of a program that is small."""
    made = tmp_path / "madoguchi"
    (made / "_internal").mkdir(parents=True)
    shutil.copy("/bin/true", made / "madoguchi")
    (made / "_internal" / "LICENSE").write_text("MIT License\n")
    (made / "share" / "applications").mkdir(parents=True)
    (made / "share" / "applications" / "madoguchi.desktop").write_text("[Desktop Entry]\n")
    return made


def test_what_the_program_depends_on_is_packages() -> None:
    needs = Needs(frozenset({"libGL.so.1", "libcups.so.2"}), (2, 38))
    assert depends(needs) == "libc6 (>= 2.38), libcups2, libgl1"
    with pytest.raises(UnknownLibraryError, match=r"libnobody\.so\.1"):
        depends(Needs(frozenset({"libGL.so.1", "libnobody.so.1"}), (2, 38)))


@needs_dpkg
def test_versions_have_pythons_order() -> None:
    order = ["0.1.0.dev3", "0.1.0a1", "0.1.0rc2", "0.1.0", "0.1.1", "0.10.0"]
    for older, newer in pairwise(order):
        compared = ["dpkg", "--compare-versions", debian_version(older), "lt", debian_version(newer)]
        assert subprocess.run(compared, check=False).returncode == 0, (older, newer)


@needs_dpkg
def test_the_package_has_everything_in_its_place(folder: Path, tmp_path: Path) -> None:
    made = make(folder, "1.2.3", tmp_path / "work", tmp_path)
    assert re.fullmatch(r"madoguchi_1\.2\.3_\w+\.deb", made.name)
    told = subprocess.run(["dpkg-deb", "--contents", made], check=True, capture_output=True, text=True).stdout
    lines = {parts[5]: parts for parts in (line.split() for line in told.splitlines())}
    assert {parts[1] for parts in lines.values()} == {"root/root"}
    assert lines["./usr/lib/madoguchi/madoguchi"][0] == "-rwxr-xr-x"
    assert lines["./usr/bin/madoguchi"][-1] == "../lib/madoguchi/madoguchi"
    assert "./usr/share/applications/madoguchi.desktop" in lines
    assert "./usr/lib/madoguchi/share/" not in lines
    assert lines["./etc/madoguchi/"][0] == "drwxr-xr-x"
    for script in re.findall(rf"(?m)^ExecStart=/({PROGRAM}/\S+)", "\n".join(it.read_text() for it in UNITS)):
        assert lines[f"./{script}"][0] == "-rwxr-xr-x"
    for unit in (LINUX / "systemd").iterdir():
        assert f"./usr/lib/systemd/system/{unit.name}" in lines


@needs_dpkg
def test_everybody_may_run_what_somebody_made_for_themselves(folder: Path, tmp_path: Path) -> None:
    for file in folder.rglob("*"):
        file.chmod(0o700 if file.is_dir() or file.name == "madoguchi" else 0o600)
    made = make(folder, "1.2.3", tmp_path / "work", tmp_path)
    told = subprocess.run(["dpkg-deb", "--contents", made], check=True, capture_output=True, text=True).stdout
    modes = {parts[5]: parts[0] for parts in (line.split() for line in told.splitlines())}
    assert modes["./usr/lib/madoguchi/madoguchi"] == "-rwxr-xr-x"
    assert modes["./usr/lib/madoguchi/_internal/LICENSE"] == "-rw-r--r--"
    assert modes["./usr/share/applications/madoguchi.desktop"] == "-rw-r--r--"


@needs_dpkg
def test_the_same_folder_makes_the_same_package(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    for epoch in ("1700000000", "1700000000", "1700000001"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        made.append(make(folder, "1.2.3", tmp_path / "work", tmp_path).read_bytes())
    assert made[0] == made[1] != made[2]


@pytest.mark.parametrize("unit", UNITS, ids=lambda it: it.stem)
def test_a_service_gains_nothing_and_writes_nowhere_else(unit: Path) -> None:
    said = settings_of(unit)
    for key, value in {
        "NoNewPrivileges": "yes",
        "ProtectSystem": "strict",
        "ProtectHome": "yes",
        "PrivateTmp": "yes",
        "CapabilityBoundingSet": "",
        "UMask": "0077",
    }.items():
        assert said[key] == [value]
    assert ("DynamicUser" in said) is not ("User" in said)
    # systemd would remove the shared memory of the server, whose user the base backup's is
    assert "RemoveIPC" not in said


def test_each_timer_starts_a_service_that_does_not_begin_by_itself() -> None:
    timers = sorted((LINUX / "systemd").glob("*.timer"))
    assert len(timers) == 3
    for timer in timers:
        assert "WantedBy" not in settings_of(timer.with_suffix(".service"))
        assert settings_of(timer)["WantedBy"] == ["timers.target"]


def test_the_worker_stays_ended_when_the_clock_is_wrong() -> None:
    from app.cli.worker import CLOCK_DOUBTFUL

    said = settings_of(LINUX / "systemd" / "madoguchi-worker.service")
    assert said["RestartPreventExitStatus"] == [str(CLOCK_DOUBTFUL)]
    assert "--clock-is-right" not in "".join(said["ExecStart"])
