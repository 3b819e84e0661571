"""Whose a policy file is, by the modes of a real file system; run as root or as anybody else."""

import os
from functools import partial
from pathlib import Path

import pytest

from app.settings.ownership import check_ownership
from app.settings.policy import policy_of_file
from services.contract.errors import PolicyFault, PolicyUntrusted
from tests.helpers.platforms import posix

pytestmark = posix("Windows has no modes, and its policy no file.")

_NOBODYS = 54_321


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A policy in a folder of whoever runs the tests."""
    folder = tmp_path / "etc"
    folder.mkdir(mode=0o755)
    file = folder / "policy.toml"
    file.write_text("[printing]\npaper = 'a4'\n")
    file.chmod(0o644)
    return file


def fault_of(file: Path) -> tuple[PolicyFault, str, str] | None:
    """Read a policy, with whoever runs the tests in root's place; tells why it is refused."""
    try:
        decided = policy_of_file(file, partial(check_ownership, owner=os.geteuid())).read()
    except PolicyUntrusted as error:
        return error.fault, error.path, error.who
    assert set(decided.values) == {"printing.paper"}
    return None


def test_what_administrators_alone_write_is_taken(file: Path) -> None:
    assert fault_of(file) is None


def test_a_file_of_the_systems_own_is_roots() -> None:
    file = Path("/etc/passwd").resolve()
    with file.open("rb") as opened:
        check_ownership(file, opened.fileno())


@pytest.mark.parametrize("is_folder", [False, True])
def test_what_is_somebody_elses_is_refused_with_the_owner(file: Path, *, is_folder: bool) -> None:
    theirs = file.parent if is_folder else file
    if os.geteuid() == 0:
        os.chown(theirs, _NOBODYS, -1)
        assert fault_of(file) == (PolicyFault.OWNER, str(theirs), str(_NOBODYS))
        return
    with pytest.raises(PolicyUntrusted) as caught:
        policy_of_file(file).read()
    assert (caught.value.fault, caught.value.who) == (PolicyFault.OWNER, theirs.owner())


@pytest.mark.parametrize("mode", [0o666, 0o646, 0o664])
def test_a_file_that_others_write_is_refused(file: Path, mode: int) -> None:
    file.chmod(mode)
    assert fault_of(file) == (PolicyFault.WRITABLE, str(file), "")


@pytest.mark.parametrize("mode", [0o777, 0o757, 0o775])
def test_a_folder_that_others_write_is_refused(file: Path, mode: int) -> None:
    file.parent.chmod(mode)
    assert fault_of(file) == (PolicyFault.WRITABLE, str(file.parent), "")


@pytest.mark.parametrize("is_folder", [False, True])
def test_a_link_is_refused(file: Path, *, is_folder: bool) -> None:
    linked = file.parent if is_folder else file
    linked.symlink_to(linked.rename(linked.with_name("elsewhere")))
    assert fault_of(file) == (PolicyFault.LINK, str(linked), "")


def test_no_file_is_no_fault_whosever_the_folder_is(file: Path) -> None:
    file.unlink()
    file.parent.chmod(0o777)
    assert policy_of_file(file).read().values == {}
    assert policy_of_file(file.parent / "none" / "policy.toml").read().values == {}


def test_a_file_that_was_put_aside_after_it_was_opened_is_refused_by_its_own_mode(file: Path) -> None:
    with file.open("rb") as opened:
        file.rename(file.with_name("theirs.toml")).chmod(0o666)
        file.touch(mode=0o644)
        with pytest.raises(PolicyUntrusted) as caught:
            check_ownership(file, opened.fileno(), os.geteuid())
    assert caught.value.fault is PolicyFault.WRITABLE
