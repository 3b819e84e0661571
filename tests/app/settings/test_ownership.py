"""Whose a policy file is, by the modes of a real file system; run as root or as anybody else."""

import os
import stat
from pathlib import Path

import pytest

from app.settings.ownership import ModeOwnership
from app.settings.ownership_windows import WindowsOwnership
from app.settings.policy import PolicyPlace
from services.errors import PolicyFault, PolicyUntrusted
from tests.helpers.platforms import posix

pytestmark = posix("Windows has no modes: its way is tested in test_policy.py and test_sddl.py.")

_NOBODYS = 54_321
_POLICY = "[printing]\npaper = 'a4'\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A policy whose folders, up to the root, are whoever's who runs the tests, or root's."""
    folder = tmp_path.resolve() / "etc"
    folder.mkdir(mode=0o755)
    file = folder / "policy.toml"
    file.write_text(_POLICY)
    file.chmod(0o644)
    return file


@pytest.fixture
def ours() -> ModeOwnership:
    """Takes whoever runs the tests for an administrator, too."""
    return ModeOwnership(users={0, os.geteuid()})


def read(file: Path, ownership: ModeOwnership) -> PolicyUntrusted | None:
    """Read a policy; tells why it is refused."""
    try:
        decided = PolicyPlace(file, ownership).read()
    except PolicyUntrusted as error:
        return error
    assert set(decided.values) == {"printing.paper"}
    return None


def test_what_administrators_alone_write_is_taken(file: Path, ours: ModeOwnership) -> None:
    assert read(file, ours) is None


def test_a_file_of_the_systems_own_is_roots() -> None:
    file = Path("/etc/passwd").resolve()
    ownership = ModeOwnership()
    ownership.check_folders(file)
    with file.open("rb") as opened:
        ownership.check_file(file, opened.fileno())


def test_a_file_of_somebody_elses_is_refused_with_the_owner(file: Path) -> None:
    if os.geteuid() == 0:
        os.chown(file, _NOBODYS, -1)
    found = read(file, ModeOwnership())
    assert found is not None
    assert found.fault is PolicyFault.OWNER
    assert found.who
    if os.geteuid() == 0:
        assert (found.path, found.who) == (str(file), str(_NOBODYS))


@pytest.mark.parametrize("above", [0, 1])
def test_a_folder_of_somebody_elses_is_refused(file: Path, above: int) -> None:
    folder = file.parents[above]
    if os.geteuid() == 0:
        os.chown(folder, _NOBODYS, -1)
    found = read(file, ModeOwnership())
    assert found is not None
    assert found.fault is PolicyFault.OWNER
    assert Path(found.path) in file.parents


@pytest.mark.parametrize("mode", [0o666, 0o646, 0o664])
def test_a_file_that_others_write_is_refused(file: Path, ours: ModeOwnership, mode: int) -> None:
    file.chmod(mode)
    found = read(file, ours)
    assert found is not None
    assert (found.fault, found.path) == (PolicyFault.WRITABLE, str(file))


@pytest.mark.parametrize("mode", [0o777, 0o757, 0o775])
def test_a_folder_that_others_write_is_refused(file: Path, ours: ModeOwnership, mode: int) -> None:
    file.parent.chmod(mode)
    found = read(file, ours)
    assert found is not None
    assert (found.fault, found.path) == (PolicyFault.WRITABLE, str(file.parent))


def test_a_folder_in_which_nobody_renames_what_is_anothers_will_do(file: Path, ours: ModeOwnership) -> None:
    file.parent.chmod(0o777 | stat.S_ISVTX)
    assert read(file, ours) is None


def test_a_group_of_administrators_may_write(file: Path) -> None:
    file.chmod(0o664)
    group = file.stat().st_gid
    assert read(file, ModeOwnership({0, os.geteuid()}, {group})) is None


def test_a_link_in_the_files_place_is_refused(file: Path, ours: ModeOwnership) -> None:
    real = file.rename(file.with_name("real.toml"))
    file.symlink_to(real)
    found = read(file, ours)
    assert found is not None
    assert (found.fault, found.path) == (PolicyFault.LINK, str(file))


def test_a_link_in_a_folders_place_is_refused(file: Path, ours: ModeOwnership) -> None:
    real = file.parent.rename(file.parent.with_name("elsewhere"))
    file.parent.symlink_to(real)
    found = read(file, ours)
    assert found is not None
    assert (found.fault, found.path) == (PolicyFault.LINK, str(file.parent))


def test_no_file_is_no_fault_whosever_the_folder_is(file: Path) -> None:
    file.unlink()
    if os.geteuid() == 0:
        os.chown(file.parent, _NOBODYS, -1)
    assert PolicyPlace(file, ModeOwnership()).read().values == {}
    assert PolicyPlace(file.parent / "none" / "policy.toml", ModeOwnership()).read().values == {}


def test_what_takes_the_files_place_after_it_was_opened_is_not_read(file: Path, ours: ModeOwnership) -> None:
    class Swapping(ModeOwnership):
        """Lets another file take the place in the last moment."""

        def check_file(self, file: Path, descriptor: int) -> None:
            other = file.with_name("other.toml")
            other.write_text("[sounds]\nenabled = true\n")
            other.replace(file)
            super().check_file(file, descriptor)

    assert read(file, Swapping({0, os.geteuid()})) is None


def test_windows_way_takes_no_link_either(file: Path) -> None:
    real = file.parent.rename(file.parent.with_name("elsewhere"))
    file.parent.symlink_to(real, target_is_directory=True)
    with pytest.raises(PolicyUntrusted) as caught:
        PolicyPlace(file, WindowsOwnership(lambda _: "O:BAD:")).read()
    assert (caught.value.fault, caught.value.path) == (PolicyFault.LINK, str(file.parent))
