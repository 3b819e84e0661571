"""What the administrator's policy says goes before the settings file."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.cli.desk import options_of
from app.cli.parser import parse
from app.settings.settings_files import ThemeChoice, load_settings, load_workstation
from services.contract.errors import SettingsUnreadable
from services.rules.vocabulary import Paper
from services.slips.content import SlipKind
from tests.app.settings.settings_scene import FULL, write
from tests.helpers.policies import policy_in
from viewmodels.settings.settings import Settings, SlipPrinting, Workstation


@pytest.mark.parametrize(
    ("own", "policy", "slips", "fixed"),
    [
        ('[printing]\nprinter = "全部"\n', "", (SlipPrinting("全部"), SlipPrinting("全部")), set()),
        (
            '[printing]\nprinter = "全部"\n[printing.password]\nprinter = ""\n',
            "",
            (SlipPrinting(None), SlipPrinting("全部")),
            set(),
        ),
        ('[printing.due]\npaper = "roll80"\n', "", (SlipPrinting(), SlipPrinting(paper=Paper.ROLL80)), set()),
        (
            '[printing.password]\nprinter = "自分"\ndialog = true\n',
            '[printing]\nprinter = "館"\n',
            (SlipPrinting("館", dialog=True), SlipPrinting("館")),
            {"printing.printer", "printing.password.printer", "printing.due.printer"},
        ),
        (
            '[printing]\npaper = "a4"\n',
            '[printing]\npaper = "a6"\n[printing.password]\npaper = "roll80"\n',
            (SlipPrinting(paper=Paper.ROLL80), SlipPrinting(paper=Paper.A6)),
            {"printing.paper", "printing.password.paper", "printing.due.paper"},
        ),
    ],
)
def test_what_is_said_of_one_kind_of_slip_goes_before_and_the_policy_before_both(
    tmp_path: Path, own: str, policy: str, slips: tuple[SlipPrinting, SlipPrinting], fixed: set[str]
) -> None:
    found = load_workstation(
        write(tmp_path / "s.toml", own), policy_in(write(tmp_path / "policy.toml", policy))
    )
    assert (found.settings.slips[SlipKind.PASSWORD], found.settings.slips[SlipKind.DUE]) == slips
    assert found.fixed == fixed


def test_the_policy_goes_before_the_settings_file(tmp_path: Path) -> None:
    policy = '[appearance]\ntheme = "light"\n[scanner]\nbeep = true\n'
    found = load_workstation(
        write(tmp_path / "s.toml", FULL), policy_in(write(tmp_path / "policy.toml", policy))
    )

    own = load_settings(tmp_path / "s.toml")
    assert found.settings == replace(own, theme=ThemeChoice.LIGHT)
    assert found.fixed == {"appearance.theme"}
    assert found.strange == ("scanner.beep",)
    assert load_settings(tmp_path / "s.toml", policy_in(tmp_path / "policy.toml")) == found.settings


def test_a_commands_own_file_goes_before_the_policys_database_and_before_nothing_else(tmp_path: Path) -> None:
    policy = policy_in(
        write(
            tmp_path / "policy.toml",
            '[database]\nurl = "postgresql://db/library"\nca_file = "ca.pem"\n[mail]\nfrom = "a@example.jp"\n',
        )
    )
    own = write(
        tmp_path / "s.toml",
        '[database]\nurl = "postgresql://night@db/library"\nca_file = "own.pem"\n[mail]\nfrom = "b@example.jp"\n',
    )
    found = load_workstation(own, policy, given=True)
    assert found.settings.database_url == "postgresql://night@db/library"
    assert (found.settings.database_ca_file, found.settings.mail_from) == ("ca.pem", "a@example.jp")
    assert found.fixed == {"database.ca_file", "mail.from"}
    assert load_settings(own, policy).database_url == "postgresql://db/library"

    nameless = load_workstation(write(tmp_path / "none.toml", ""), policy, given=True)
    assert nameless.settings.database_url == "postgresql://db/library"
    assert "database.url" in nameless.fixed


def test_a_file_that_a_command_is_given_has_to_be_there(tmp_path: Path) -> None:
    missing = tmp_path / "none.toml"
    assert load_settings(missing) == Settings()
    with pytest.raises(SettingsUnreadable):
        load_settings(missing, given=True)


def test_a_desk_keeps_to_the_policys_database_whatever_file_it_is_given(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("app.library_access.ServerDoor", lambda url, _tries: opened.append(url))
    own = write(home / "s.toml", '[database]\nurl = "postgresql://elsewhere/library"\n')
    desk = parse(["desk", "--settings", str(own)])
    options_of(desk)
    (home / "site").mkdir()
    write(home / "site" / "policy.toml", '[database]\nurl = "postgresql://db/library"\n')
    options_of(desk)
    assert opened == ["postgresql://elsewhere/library", "postgresql://db/library"]


def test_no_policy_decides_nothing(tmp_path: Path) -> None:
    assert load_workstation(
        write(tmp_path / "s.toml", FULL), policy_in(tmp_path / "none.toml")
    ) == Workstation(load_settings(tmp_path / "s.toml"))


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [("[printing\n", 1, ""), ('[printing]\npaper = "a5"\n', 0, "printing.paper")],
)
def test_a_broken_policy_is_told_as_the_policys(tmp_path: Path, text: str, line: int, key: str) -> None:
    policy = write(tmp_path / "policy.toml", text)
    with pytest.raises(SettingsUnreadable) as caught:
        load_workstation(write(tmp_path / "s.toml", FULL), policy_in(policy))
    assert (caught.value.line, caught.value.key, caught.value.policy) == (line, key, str(policy))


def test_a_policy_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsUnreadable) as caught:
        load_workstation(write(tmp_path / "s.toml", FULL), policy_in(tmp_path))
    assert caught.value.policy == str(tmp_path)
