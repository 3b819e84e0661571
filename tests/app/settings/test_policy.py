"""The administrator's policy in the registry, and what of it is refused."""

import os
from pathlib import Path
from typing import Any

import pytest

from app.settings.folders import Folders
from app.settings.policy import PolicyPlace
from app.settings.policy_registry import REGISTRY_KEY, policy_of_registry, read_registry
from app.settings.settings_files import load_workstation
from services.contract.errors import SettingsUnreadable
from services.rules.vocabulary import Paper
from services.slips.content import SlipKind
from tests.helpers.platforms import posix
from tests.helpers.policies import policy_in
from tests.helpers.registry import BINARY, DWORD, EXPAND_SZ, MULTI_SZ, QWORD, SZ, Registry, Values
from viewmodels.settings.settings import ThemeChoice

ROOT = r"Software\Policies\Madoguchi"


def place(keys: dict[str, Values]) -> PolicyPlace:
    """Give a policy of a registry's keys below the program's own one."""
    return policy_of_registry(
        Registry({f"{ROOT}\\{path}".rstrip("\\"): values for path, values in keys.items()})
    )


def test_the_registry_is_read_by_tables_and_kinds() -> None:
    decided = place(
        {
            "printing": {"paper": ("roll80", SZ), "dialog": (1, DWORD)},
            r"Printing\Password": {"Printer": ("受付", SZ)},
            "privacy": {"idle_lock_minutes": (5, DWORD), "titles_masked": (0, DWORD)},
        }
    ).read()

    assert decided.values == {
        "printing.paper": Paper.ROLL80,
        "printing.dialog": True,
        "printing.password.printer": "受付",
        "privacy.idle_lock_minutes": 5,
        "privacy.titles_masked": False,
    }
    assert decided.strange == ()


def test_without_the_key_nothing_is_decided() -> None:
    api = Registry({r"Software\Policies\Other": {}})
    assert read_registry(api) == {}


def test_the_view_of_64_bits_is_read() -> None:
    api = Registry({ROOT: {}, f"{ROOT}\\mail": {"host": ("post", SZ)}})
    assert read_registry(api) == {"mail": {"host": "post"}}
    assert all(access & api.KEY_WOW64_64KEY for access in api.views)


@pytest.mark.parametrize(
    ("table", "name", "content", "kind", "key"),
    [
        ("appearance", "text_percent", "150", SZ, "appearance.text_percent"),
        ("appearance", "text_percent", 99, DWORD, "appearance.text_percent"),
        ("appearance", "theme", 1, DWORD, "appearance.theme"),
        ("sounds", "enabled", 2, DWORD, "sounds.enabled"),
        ("sounds", "enabled", "true", SZ, "sounds.enabled"),
        ("privacy", "idle_hide_minutes", 3, QWORD, "privacy.idle_hide_minutes"),
        ("mail", "host", "%COMPUTERNAME%", EXPAND_SZ, "mail.host"),
        ("mail", "host", ["a", "b"], MULTI_SZ, "mail.host"),
        ("mail", "host", b"post", BINARY, "mail.host"),
        ("", "mail", "post", SZ, "mail"),
        (r"mail\host", "x", "post", SZ, "mail.host"),
    ],
)
def test_a_wrong_value_names_its_key_and_the_registry(
    tmp_path: Path, *, table: str, name: str, content: Any, kind: int, key: str
) -> None:
    with pytest.raises(SettingsUnreadable) as caught:
        load_workstation(tmp_path / "s.toml", place({table: {name: (content, kind)}}))
    assert (caught.value.key, caught.value.line, caught.value.policy) == (key, 0, REGISTRY_KEY)


def test_a_value_with_a_subkeys_name_is_told() -> None:
    keys = {"printing": {"password": ("x", SZ)}, r"printing\password": {"printer": ("y", SZ)}}
    with pytest.raises(SettingsUnreadable) as caught:
        place(keys).read()
    assert caught.value.key == "printing.password"


def test_a_registry_that_may_not_be_read_is_told() -> None:
    api = Registry({ROOT: {}}, refuses=True)
    with pytest.raises(SettingsUnreadable) as caught:
        policy_of_registry(api).read()
    assert caught.value.policy == REGISTRY_KEY


def _deleted_meanwhile(self: Registry, key: Any, index: int) -> Any:
    raise OSError(1018, "the key was deleted")


@pytest.mark.parametrize("method", ["EnumKey", "EnumValue"])
def test_a_registry_that_breaks_off_half_read_decides_nothing_less(
    method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = place({"printing": {"printer": ("Slip", SZ)}})
    monkeypatch.setattr(Registry, method, _deleted_meanwhile)
    with pytest.raises(SettingsUnreadable) as caught:
        there.read()
    assert caught.value.policy == REGISTRY_KEY


def test_a_table_that_goes_while_it_is_read_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """As when group policy writes it anew."""
    there = place({"printing": {"printer": ("Slip", SZ)}})
    monkeypatch.setattr(Registry, "EnumKey", lambda _self, _key, _index: "gone")
    with pytest.raises(SettingsUnreadable) as caught:
        there.read()
    assert caught.value.policy == REGISTRY_KEY


def test_the_registry_goes_before_the_settings(tmp_path: Path) -> None:
    own = tmp_path / "s.toml"
    own.write_text(
        '[appearance]\ntheme = "dark"\n[scanner]\nkey_ms = 50\n[printing.password]\npaper = "a4"\n'
    )
    keys: dict[str, Values] = {
        "appearance": {"theme": ("high-contrast", SZ), "text_percent": (125, DWORD)},
        "printing": {"paper": ("roll80", SZ)},
        "newer": {"b": (1, DWORD)},
    }
    found = load_workstation(own, place(keys))

    settings = found.settings
    assert (settings.theme, settings.text_percent) == (ThemeChoice.HIGH_CONTRAST, 125)
    assert settings.scan_key_ms == 50
    assert settings.slips[SlipKind.PASSWORD].paper is Paper.ROLL80
    assert {"appearance.theme", "appearance.text_percent", "printing.password.paper"} <= found.fixed
    assert found.strange == ("newer.b",)


def test_folders_have_no_policy_unless_it_is_given(tmp_path: Path) -> None:
    assert Folders(tmp_path, tmp_path, tmp_path, tmp_path).policy is None


@posix("Windows has no pipes among its files.")
def test_nobody_waits_for_a_policy_from_a_pipe(tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    os.mkfifo(file)
    with pytest.raises(SettingsUnreadable) as caught:
        policy_in(file).read()
    assert caught.value.policy == str(file)
