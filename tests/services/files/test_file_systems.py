"""Which file system a library lies on: decided by what the systems answer, and refused only where it is a network's."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.contract.errors import DatabaseOnNetwork
from services.files import file_systems
from services.files.file_systems import (
    drive_type,
    file_system_of,
    is_network,
    require_own_disk,
    type_by_mounts,
    type_by_statfs,
    windows_root,
)
from tests.helpers.platforms import posix

MOUNTS = """\
22 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw
23 22 0:5 / /dev rw,nosuid - devtmpfs udev rw
30 22 0:24 / /tmp rw - tmpfs tmpfs rw
31 22 0:50 / /srv/library rw,relatime shared:9 master:2 - nfs4 files.example:/export rw,vers=4.2
32 22 0:50 /branch /var/lib/bind rw,relatime - nfs4 files.example:/export rw,vers=4.2
33 22 0:51 / /mnt/a\\040-\\040b rw - cifs //files.example/share rw
34 22 0:52 / /mnt/three rw - smb3 //files.example/share rw
35 22 0:53 / /mnt/old rw - nfs files.example:/export rw,vers=3
36 22 0:54 / /auto rw - autofs systemd-1 rw,direct
37 22 0:55 / /host rw - 9p share rw
38 22 0:56 / /vm rw - virtiofs share rw
39 22 0:57 / /home/a/remote rw - fuse.sshfs a@b:/ rw
40 22 0:58 / /var/lib/docker/merged rw - overlay overlay rw,lowerdir=/nfs4
41 22 8:17 / /media/usb rw - vfat /dev/sdb1 rw
42 22 0:60 / /one rw - nfs4 files.example:/a rw
43 22 0:60 / /two rw - ext4 strange rw
"""


@pytest.mark.parametrize(
    ("device", "kind", "network"),
    [
        ("259:2", "ext4", False),
        ("0:24", "tmpfs", False),
        ("0:50", "nfs4", True),
        ("0:51", "cifs", True),
        ("0:52", "smb3", True),
        ("0:53", "nfs", True),
        ("0:54", "autofs", False),
        ("0:55", "9p", False),
        ("0:56", "virtiofs", False),
        ("0:57", "fuse.sshfs", False),
        ("0:58", "overlay", False),
        ("8:17", "vfat", False),
        ("0:99", "", False),  # a subvolume of btrfs
        ("0:5", "devtmpfs", False),
        ("0:60", "", False),
    ],
)
def test_linux_is_asked_by_the_device(device: str, kind: str, network: bool) -> None:
    assert (type_by_mounts(device, MOUNTS), is_network(kind)) == (kind, network)


@given(st.text(), st.text())
def test_mounts_that_nobody_understands_tell_nothing_wrong(device: str, mounts: str) -> None:
    assert not is_network(type_by_mounts(device, mounts))


@pytest.mark.parametrize(
    ("name", "network"),
    [
        *((name, False) for name in ("apfs", "hfs", "exfat", "osxfuse", "webdav", "")),
        *((name, True) for name in ("nfs", "smbfs", "afpfs")),
    ],
)
def test_macos_answers_with_a_name(name: str, network: bool) -> None:
    answer = bytes([255]) * 72 + name.encode().ljust(16, b"\0") + b"/Volumes/smbfs".ljust(1024, b"\0")
    assert (type_by_statfs(answer), is_network(name)) == (name, network)


@pytest.mark.parametrize(
    ("path", "root"),
    [
        (r"C:\Users\a\library.sqlite3", "C:\\"),
        (r"z:/library.sqlite3", "Z:\\"),
        (r"\\server\share\library.sqlite3", "UNC"),
        ("//server/share/library.sqlite3", "UNC"),
        (r"\\?\UNC\server\share\library.sqlite3", "UNC"),
        (r"\\?\unc\server\share\library.sqlite3", "UNC"),
        (r"\\?\C:\library.sqlite3", "C:\\"),
        (r"\\.\C:\library.sqlite3", "C:\\"),
        (r"\\?\Volume{0b1c}\library.sqlite3", "\\\\?\\Volume{0b1c}\\"),
        (r"\\?\GLOBALROOT\Device\x", ""),
        (r"\\.\pipe\library", ""),
        ("library.sqlite3", ""),
        ("", ""),
    ],
)
def test_windows_is_asked_about_a_root(path: str, root: str) -> None:
    assert windows_root(path) == root


@pytest.mark.parametrize(
    ("number", "network"),
    [
        (0, False),
        (1, False),
        (2, False),
        (3, False),
        (4, True),
        (5, False),
        (6, False),
        (7, False),
        (-1, False),
    ],
)
def test_windows_names_a_drive_by_its_kind(number: int, network: bool) -> None:
    assert is_network(drive_type(number)) is network


def test_a_file_that_is_not_there_lies_where_its_folder_does(tmp_path: Path) -> None:
    assert file_system_of(tmp_path / "a" / "b" / "library.sqlite3") == file_system_of(tmp_path)


@posix("Windows lets not everybody make a link.")
def test_a_link_lies_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/proc")
    assert file_system_of(tmp_path / "link" / "library.sqlite3") == file_system_of(Path("/proc"))


@posix("Windows lets not everybody make a link.")
@pytest.mark.parametrize("path", ["link", "missing/../link", "missing/../proc/library.sqlite3"])
def test_a_file_that_is_not_there_lies_where_its_path_leads(tmp_path: Path, path: str) -> None:
    (tmp_path / "link").symlink_to("/proc/library.sqlite3")
    (tmp_path / "proc").symlink_to("/proc")
    assert file_system_of(tmp_path / path) == file_system_of(Path("/proc"))


def test_a_call_that_fails_tells_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fail(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "stat" if sys.platform != "win32" else "absolute", fail)
    monkeypatch.setattr(os.path, "realpath", fail)
    assert file_system_of(tmp_path) == ""


async def test_only_a_networks_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    await require_own_disk(None)
    await require_own_disk(tmp_path / "library.sqlite3")
    monkeypatch.setattr(file_systems, "file_system_of", lambda _: "nfs4")
    with pytest.raises(DatabaseOnNetwork) as caught:
        await require_own_disk(tmp_path / "library.sqlite3")
    assert caught.value.file_system == "nfs4"
