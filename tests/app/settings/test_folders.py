"""Where the settings file, the policy and the database are taken from."""

import ssl
import sys
from pathlib import Path
from types import ModuleType

import pytest
from trustme import CA

from app.settings.folders import Folders, policy_place, user_folders
from app.settings.policy_registry import REGISTRY_KEY
from app.settings.settings_files import Settings, database_url
from services.own_schema.database.address import parse


def test_neither_a_variable_nor_an_option_names_another_policy(home: Path) -> None:
    environ = {"MADOGUCHI_SETTINGS": str(home / "other.toml"), "MADOGUCHI_POLICY": str(home / "p.toml")}
    policy = user_folders(environ, home / "option.toml").policy
    assert policy is not None
    assert policy.place == str(home / "site" / "policy.toml")


@pytest.mark.parametrize(
    ("platform", "file"),
    [
        ("linux", "/etc/madoguchi/policy.toml"),
        ("darwin", "/Library/Application Support/madoguchi/policy.toml"),
    ],
)
def test_the_policy_lies_where_administrators_write(
    monkeypatch: pytest.MonkeyPatch, platform: str, file: str
) -> None:
    monkeypatch.setattr("sys.platform", platform)
    for variable in ("XDG_CONFIG_DIRS", "WIN_PD_OVERRIDE_COMMON_APPDATA"):
        monkeypatch.setenv(variable, "/tmp/mine")
    assert policy_place().place == str(Path(file))


def test_the_policy_is_the_registry_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """No file: every user may make folders in C:\\ProgramData."""
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setitem(sys.modules, "winreg", ModuleType("winreg"))
    assert policy_place().place == REGISTRY_KEY


def test_the_database_by_option_environment_file_and_default(tmp_path: Path) -> None:
    folders = Folders(tmp_path / "s.toml", tmp_path / "data", tmp_path / "log", tmp_path / "state")
    settings = Settings(database_url="sqlite:///file")
    environ = {"MADOGUCHI_DATABASE_URL": "sqlite:///environment"}

    assert database_url(settings, folders, environ, "sqlite:///option") == "sqlite:///option"
    assert database_url(settings, folders, environ) == "sqlite:///environment"
    assert database_url(settings, folders, {}) == "sqlite:///file"
    default = (tmp_path / "data" / "madoguchi.sqlite3").as_posix()
    assert database_url(Settings(), folders, {}) == f"sqlite:///{default}"


@pytest.mark.parametrize(
    ("url", "chosen"),
    [
        ("postgresql://h/ils", "postgresql://h/ils?sslrootcert=%2Fa%20b%2Fca.pem"),
        (
            "postgresql:///ils?host=a&host=b",
            "postgresql:///ils?host=a&host=b&sslrootcert=%2Fa%20b%2Fca.pem",
        ),
        ("postgresql://h/ils?sslrootcert=/mine.pem", "postgresql://h/ils?sslrootcert=/mine.pem"),
        ("sqlite:///file", "sqlite:///file"),
    ],
)
def test_the_authority_vouches_for_servers_that_name_no_other(tmp_path: Path, url: str, chosen: str) -> None:
    folders = Folders(tmp_path / "s.toml", tmp_path / "data", tmp_path / "log", tmp_path / "state")
    settings = Settings(database_ca_file="/a b/ca.pem")
    assert database_url(settings, folders, {}, url) == chosen
    assert database_url(Settings(), folders, {}, url) == url


def test_the_authority_is_the_drivers_to_trust(tmp_path: Path) -> None:
    file = tmp_path / "本館 ca.pem"
    CA().cert_pem.write_to_path(str(file))
    folders = Folders(tmp_path / "s.toml", tmp_path / "data", tmp_path / "log", tmp_path / "state")
    settings = Settings(database_url="postgresql://ils.example/library", database_ca_file=str(file))
    trusted = parse(database_url(settings, folders, {})).connect_args["ssl"]
    assert isinstance(trusted, ssl.SSLContext)
    assert (trusted.check_hostname, trusted.verify_mode) == (True, ssl.CERT_REQUIRED)
    assert len(trusted.get_ca_certs()) == 1


def test_the_settings_file_by_option_and_environment(home: Path) -> None:
    assert user_folders({}).settings_file == home / "config" / "settings.toml"
    environ = {"MADOGUCHI_SETTINGS": str(home / "other.toml")}
    assert user_folders(environ).settings_file == home / "other.toml"
    assert user_folders(environ, home / "option.toml").settings_file == home / "option.toml"
