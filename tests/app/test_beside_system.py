"""A desk's settings name a library system, which then has the patrons; nobody else loads what reads it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from app.beside_system import standing_beside, system_place
from app.cli.desk import options_of
from app.cli.parser import parse
from services.contract.errors import (
    LibraryHasPatrons,
    SettingsUnreadable,
    SystemAddressBad,
    SystemAddressHoldsPassword,
    SystemBesideServer,
)
from services.own_schema.library import open_library
from services.rules.vocabulary import SystemKind
from tests.helpers.patrons import CARD, Town
from tests.helpers.system_in_memory import SystemInMemory, record
from viewmodels.settings.settings import Settings

ADDRESS = "mysql://desk@koha.example:3307/counter"


def place_of(**said: Any) -> str:
    return system_place(Settings(**said)).address


def test_the_settings_name_a_system() -> None:
    assert not Settings().names_system
    assert place_of(ils_kind=SystemKind.KOHA, ils_views=ADDRESS) == ADDRESS


@pytest.mark.parametrize(
    ("said", "key"),
    [({"ils_kind": SystemKind.KOHA}, "ils.views"), ({"ils_views": ADDRESS}, "ils.kind")],
)
def test_one_without_the_other_is_no_place(said: dict[str, Any], key: str) -> None:
    assert Settings(**said).names_system
    with pytest.raises(SettingsUnreadable) as unreadable:
        place_of(**said)
    assert unreadable.value.key == key


@pytest.mark.parametrize(
    ("address", "error"),
    [
        ("mysql://desk:geheim@koha.example/counter", SystemAddressHoldsPassword),
        ("mysql://desk:@koha.example/counter", SystemAddressHoldsPassword),
        ("mysql://koha.example/counter", SystemAddressBad),
        ("mysql://desk@[koha.example/counter", SystemAddressBad),
    ],
)
def test_an_address_without_a_login_or_with_a_password_is_refused(
    address: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        place_of(ils_kind=SystemKind.KOHA, ils_views=address)


def test_a_server_has_no_system_beside_it_yet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text(f'[ils]\nkind = "koha"\nviews = "{ADDRESS}"\n', encoding="utf-8")
    words = ("desk", "--settings", str(settings), "--database")
    with pytest.raises(SystemBesideServer):
        options_of(parse([*words, "postgresql://db.example/library"]))
    options_of(parse([*words, f"sqlite:///{tmp_path}/library.sqlite3"]))


@asynccontextmanager
async def beside(url: str, source: SystemInMemory) -> AsyncIterator[Any]:
    async with open_library(url) as library:
        yield await standing_beside(library, source)


async def test_a_library_shows_the_patrons_of_the_system_and_signs_its_own_staff_in(sqlite_url: str) -> None:
    async with beside(sqlite_url, SystemInMemory({"51": record("51", CARD)})) as library:
        assert library.backend.staff is library.staff
        names = [it.name for it in library.backend.masters.current.branches.values()]
        assert names == ["中央図書館", "南図書館"]
        assert library.records.act_history is not None


async def test_a_library_with_patrons_of_its_own_stands_beside_none(sqlite_url: str) -> None:
    async with open_library(sqlite_url) as library:
        await (await Town.found(library.db)).patron()
    with pytest.raises(LibraryHasPatrons):
        async with beside(sqlite_url, SystemInMemory({})):
            pass
