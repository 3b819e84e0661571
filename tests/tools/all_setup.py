"""The set-up script in a project of its own, with nothing but the tools it names on its PATH and no network."""

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.helpers.platforms import posix

pytestmark = posix("Windows is set up without make and a shell (README, Windows).")

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = ("sh", "cat", "cmp", "cp", "dirname", "id", "ldd", "mkdir", "rm", "touch")


class Project:
    """A folder with the script, a one-package lock and a PATH without any Python."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.programs = folder / "programs"
        self.programs.mkdir()
        for name in COMMANDS:
            if found := shutil.which(name):
                (self.programs / name).symlink_to(found)
        shutil.copytree(ROOT / "tools", folder / "tools", ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "requirements").mkdir()

    def add_python(self, name: str, script: str | None = None) -> Path:
        """Put a Python on the PATH: this one, or a shell script that plays one."""
        place = self.programs / name
        place.write_text(script or f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
        place.chmod(0o755)
        return place

    def add_lock(self, hash_option: str | None = None) -> None:
        """Lock a wheel that lies beside the lock, by its hash unless told otherwise."""
        wheel = make_wheel(self.folder)
        own = f"--hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}"
        line = f"lamp @ {wheel.as_uri()} {own if hash_option is None else hash_option}\n"
        for kind in ("run", "test", "check"):
            (self.folder / "requirements" / f"{kind}.txt").write_text(line)

    def set_up(
        self, kind: str, environment: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run the script."""
        pip = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
        surroundings = {
            **pip,
            "PATH": str(self.programs),
            "HOME": str(self.folder),
            "MADOGUCHI_PYTHON_PLACES": "",
            **(environment or {}),
        }
        command = ["/bin/sh", str(self.folder / "tools" / "setup.sh"), kind]
        return subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)

    def has_lamp(self) -> bool:
        """Tell whether the locked package is in .venv."""
        return any((self.folder / ".venv").glob("lib/python3*/site-packages/lamp.py"))


def make_wheel(folder: Path) -> Path:
    """Write the smallest wheel there is."""
    about = "lamp-1.dist-info"
    files = {
        "lamp.py": "",
        f"{about}/METADATA": "Metadata-Version: 2.1\nName: lamp\nVersion: 1\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(
        f"{name},sha256={base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip('=')},"
        f"{len(text)}\n"
        for name, text in files.items()
    )
    wheel = folder / "lamp-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in {**files, f"{about}/RECORD": f"{record}{about}/RECORD,,\n"}.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return wheel


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_no_python_is_one_plain_sentence(project: Project) -> None:
    ran = project.set_up("run")
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert ran.stderr.startswith("madoguchi: no complete Python 3.12 or newer was found.")
    assert len(ran.stderr.splitlines()) == 1


def test_an_old_python3_does_not_hide_a_newer_one(project: Project) -> None:
    project.add_python("python3", "#!/bin/sh\nexit 1\n")
    newer = project.add_python("python3.13")
    assert project.set_up("python").stdout == f"{newer}\n"


def test_pythons_outside_the_path_are_found(project: Project, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    project.add_python("python3").rename(outside / "python3")
    ran = project.set_up("python", {"MADOGUCHI_PYTHON_PLACES": f"/nowhere:{outside}"})
    assert ran.stdout == f"{outside / 'python3'}\n"


def test_a_python_with_ensurepip_goes_before_one_without(project: Project) -> None:
    project.add_python("python3", without_ensurepip())
    whole = project.add_python("python3.12")
    assert project.set_up("python").stdout == f"{whole}\n"


def test_without_ensurepip_nothing_is_made(project: Project) -> None:
    lone = project.add_python("python3", without_ensurepip())
    ran = project.set_up("run")
    assert ran.returncode == 1
    assert f"{lone} has no ensurepip" in ran.stderr
    assert not (project.folder / ".venv").exists()


def test_debian_s_package_is_named_to_those_who_may_not_install(project: Project) -> None:
    project.add_python("python3", without_ensurepip(prefix="/usr"))
    project.add_python("apt-get", "#!/bin/sh\nexit 9\n")
    (project.programs / "id").unlink()
    project.add_python("id", "#!/bin/sh\necho 1000\n")
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    ran = project.set_up("run")
    assert ran.returncode == 1
    assert f"sudo apt-get update && sudo apt-get install python{version}-venv" in ran.stderr


def test_a_named_python_must_be_fit(project: Project) -> None:
    project.add_python("python3")
    old = project.add_python("old", "#!/bin/sh\nexit 1\n")
    ran = project.set_up("python", {"PYTHON": str(old)})
    assert ran.returncode == 1
    assert f"PYTHON={old} is not a complete Python 3.12 or newer." in ran.stderr


def test_an_unknown_kind_is_a_usage_error(project: Project) -> None:
    assert project.set_up("everything").returncode == 2


def test_installs_once_and_again_only_when_the_lock_changed(project: Project) -> None:
    project.add_python("python3")
    project.add_lock()
    first = project.set_up("test")
    assert (first.returncode, project.has_lamp()) == (0, True), first.stderr

    assert "Successfully installed lamp-1" in first.stdout
    again = project.set_up("run")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")

    lock = project.folder / "requirements" / "run.txt"
    lock.write_text(f"# another day\n{lock.read_text()}")
    changed = project.set_up("run")
    assert changed.returncode == 0
    assert "installing requirements/run.txt" in changed.stderr
    assert "making .venv" not in changed.stderr


def test_a_venv_whose_python_is_gone_is_made_anew(project: Project) -> None:
    project.add_python("python3")
    project.add_lock()
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", project.folder / ".venv"], check=True)
    python = project.folder / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/nowhere/python3")
    ran = project.set_up("run")
    assert "making .venv with" in ran.stderr
    assert project.has_lamp()


def test_a_venv_without_pip_gets_it(project: Project) -> None:
    project.add_lock()
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", project.folder / ".venv"], check=True)
    ran = project.set_up("run")
    assert "making .venv" not in ran.stderr
    assert project.has_lamp(), ran.stderr


def test_a_package_of_another_hash_or_of_none_is_refused(project: Project) -> None:
    project.add_python("python3")
    for hash_option in (f"--hash=sha256:{hashlib.sha256().hexdigest()}", ""):
        project.add_lock(hash_option)
        ran = project.set_up("run")
        assert ran.returncode == 1
        assert "ERROR: " in ran.stderr
        assert "hashes" in ran.stderr.lower()
        assert not project.has_lamp()
        assert not list((project.folder / ".venv" / ".set-up").iterdir())


@pytest.mark.parametrize(
    ("kind", "user", "asked"), [("test", 0, 2), ("check", 0, 2), ("run", 0, 0), ("test", 1000, 0)]
)
def test_mariadb_is_installed_for_tests_where_it_may_be(
    project: Project, kind: str, user: int, asked: int
) -> None:
    project.add_python("python3")
    project.add_lock()
    log, server = project.folder / "apt.log", project.programs / "mariadbd"
    project.add_python("apt-get", f'#!/bin/sh\necho "$@" >>"{log}"\n: >"{server}"\nchmod +x "{server}"\n')
    (project.programs / "chmod").symlink_to(shutil.which("chmod") or "")
    (project.programs / "id").unlink()
    project.add_python("id", f"#!/bin/sh\necho {user}\n")
    elsewhere = {"MADOGUCHI_SBIN": "/nowhere"}

    ran = project.set_up(kind, elsewhere)

    calls = log.read_text().splitlines() if log.exists() else []
    assert (ran.returncode, len(calls)) == (0, asked), ran.stderr
    assert all("mariadb-server-core" in it for it in calls[1:])
    assert ("sudo apt-get install mariadb-server-core" in ran.stderr) is (user != 0)
    again = project.set_up(kind, elsewhere)
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")


def without_ensurepip(prefix: str = "/opt/own") -> str:
    """Play a Python that can do everything but make an environment."""
    return f"""#!/bin/sh
case "$*" in
    *ensurepip*) exit 1 ;;
    *base_prefix*) echo {prefix} ;;
    *) exec "{sys.executable}" "$@" ;;
esac
"""
