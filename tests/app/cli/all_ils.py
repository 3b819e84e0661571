"""From a Koha database to a desk, by the commands that docs/koha.md names, on a MariaDB with Koha's columns."""

import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import keyring.backend
import pytest

from services.contract.errors import SystemPasswordMissing
from services.systems.koha.demo.library import FIRST_CARD
from tests.app.cli.conftest import Run
from tests.app.settings.test_system_keyring import OfDesktop
from tests.helpers.apart import run_apart
from tests.helpers.mariadb import PASSWORD, Koha, MariaDb


@pytest.fixture
def koha(mariadb: MariaDb) -> Iterator[Koha]:
    made = run_apart(mariadb.make_koha(patrons=3))
    yield made
    run_apart(mariadb.drop(made))


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> OfDesktop:
    made = OfDesktop()
    monkeypatch.setattr(keyring.backend, "get_all_keyring", lambda: [made])
    return made


@pytest.fixture
def settings(tmp_path: Path, koha: Koha) -> Path:
    file = tmp_path / "beside.toml"
    file.write_text(f'[ils]\nkind = "koha"\nviews = "{koha.address}"\n', encoding="utf-8")
    return file


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Any:
    def typed(text: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO(text))

    return typed


def findings(told: str) -> dict[str, str]:
    return {it["subject"]: it["code"] for it in json.loads(told)["findings"]}


@pytest.mark.usefixtures("url")
def test_an_administrator_comes_from_a_koha_to_staff_at_a_desk(
    run: Run, settings: Path, ring: OfDesktop, typed: Any, koha: Koha
) -> None:
    beside = ("--settings", str(settings))
    assert findings(run("doctor", "--json", *beside).out)["system_server"] == SystemPasswordMissing.__name__
    assert run("ils", "branches", *beside).code == 1
    typed(f"{PASSWORD.reveal()}\n")
    assert run("ils", "password", "--password-stdin", *beside).code == 0
    assert ring.kept == {("madoguchi", koha.address): PASSWORD.reveal()}
    listed = run("ils", "branches", *beside)
    assert listed.code == 0
    assert "CHUO" in listed.out
    typed("ひみつの合言葉です\n")
    staff = ("staff", "add", "aoki", "--role", "counter", "--name", "青木", "--branch", "CHUO")
    assert run(*staff, "--password-stdin", *beside).code == 0
    found = findings(run("doctor", "--json", *beside).out)
    assert (found["system_server"], found["system_views"]) == ("system_server_fits", "system_views_there")
    assert run("contract", "check", koha.address).code == 0


@pytest.mark.usefixtures("url")
def test_the_commands_say_what_keeps_them(run: Run, ring: OfDesktop, typed: Any, settings: Path) -> None:
    typed("geheim\n")
    assert run("ils", "password", "--password-stdin").code == 2, "no settings name a system"
    assert run("ils", "branches").code == 2
    typed("wrong\n")
    beside = ("--settings", str(settings))
    assert run("ils", "password", "--password-stdin", *beside).code == 0
    refused = run("ils", "branches", *beside)
    assert refused.code == 1
    assert "ログイン" in refused.err
    assert ring.kept
    no_rings = run("ils", "branches", *beside, "--database", "postgresql://db.example/library")
    assert no_rings.code == 1


@pytest.mark.usefixtures("ring")
def test_what_stays_in_the_library_names_nobody(
    run: Run, url: str, settings: Path, typed: Any, tmp_path: Path
) -> None:
    typed(f"{PASSWORD.reveal()}\n")
    run("ils", "password", "--password-stdin", "--settings", str(settings))
    run_apart(_looked(url, settings))
    assert run("audit", "verify").code == 0
    assert run("db", "backup", str(tmp_path / "kept.sqlite3")).code == 0
    run("export", str(tmp_path / "out"))
    told = b"".join(it.read_bytes() for it in sorted(tmp_path.rglob("*")) if it.is_file())
    for text in (str(FIRST_CARD), "048-000", "090-0000", "@example.jp"):
        assert text.encode() not in told, text
    with closing(sqlite3.connect(tmp_path / "kept.sqlite3")) as kept:
        assert kept.execute("SELECT count(*) FROM access_log WHERE purpose = 'look_up'").fetchone() == (1,)


async def _looked(url: str, settings: Path) -> None:
    from app.beside_system import opened_source, standing_beside, system_place
    from app.settings.settings_files import load_settings
    from services.own_schema.library import open_library
    from tests.helpers.patrons import clerk

    place = system_place(load_settings(settings))
    async with open_library(url) as library, opened_source(place) as source:
        beside = await standing_beside(library, source)
        await beside.backend.look_ups.by_card(str(FIRST_CARD), clerk())
