"""The settings file is read, and what is wrong in it is told by line and key."""

import logging
import os
from pathlib import Path

import pytest

from app.settings.settings_files import Settings, ThemeChoice, load_settings, save_values
from services.contract.errors import SettingsNotWritable, SettingsUnreadable
from services.rules.secret import Secret
from services.rules.vocabulary import MailSecurity, Paper, SystemKind
from services.slips.content import SlipKind
from tests.app.settings.settings_scene import FULL, file, write
from tests.helpers.platforms import posix
from viewmodels.settings.settings import Language, SlipPrinting

__all__ = ["file"]


def test_everything_is_read(file: Path) -> None:
    assert load_settings(write(file, FULL)) == Settings(
        database_url="postgresql://ils.example/library",
        database_ca_file="/etc/ssl/library.pem",
        ils_kind=SystemKind.KOHA,
        ils_views="mysql://desk@koha.example/counter",
        branch="central",
        workstation="2番窓口",
        slips=dict.fromkeys(SlipKind, SlipPrinting("Slip", Paper.ROLL80)),
        theme=ThemeChoice.DARK,
        text_percent=125,
        language=Language.ENGLISH,
        sounds=True,
        scan_key_ms=50,
        scan_ending_ms=200,
        idle_hide_minutes=2,
        idle_lock_minutes=0,
        titles_masked=True,
        mail_host="post.example.jp",
        mail_port=2525,
        mail_security=MailSecurity.TLS,
        mail_user="library",
        mail_password=Secret("geheim"),
        mail_from="図書館 <no-reply@library.example.jp>",
    )


@pytest.mark.parametrize("text", ["", "# nothing\n", "\ufeff", '[workstation]\nname = "  "\n'])
def test_what_is_not_said_is_the_default(file: Path, text: str) -> None:
    assert load_settings(write(file, text)) == Settings()


def test_no_file_is_no_fault(file: Path) -> None:
    assert load_settings(file) == Settings()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[database]\nurl = \n", 2),
        ("\n\n[database\n", 3),
        ("[a]\nb = 1\nb = 2\n", 3),
        ('[database]\nurl = "open', 2),
        ('[database]\nurl = "sqlite:///C:\\data\\library.sqlite3"\n', 2),
    ],
)
def test_bad_toml_names_its_line(file: Path, text: str, line: int) -> None:
    with pytest.raises(SettingsUnreadable) as caught:
        load_settings(write(file, text))
    assert (caught.value.line, caught.value.key) == (line, "")


def test_another_encoding_names_its_line(file: Path) -> None:
    file.write_bytes('[workstation]\nname = "窓口"\n'.encode("cp932"))
    with pytest.raises(SettingsUnreadable) as caught:
        load_settings(file)
    assert caught.value.line == 2


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsUnreadable):
        load_settings(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        f"[later]\nlists = {'[' * 5000}{']' * 5000}\n",
        f"[later]\ntables = {'{a = ' * 5000}1{'}' * 5000}\n",
        f"[{'.'.join('a' * 5000)}]\n",
        f"[scanner]\nkey_ms = {'9' * 4301}\n",
        f"[later]\nnumber = -{'1_0' * 2200}\n",
    ],
    ids=["lists", "tables", "names", "number", "unknown_number"],
)
def test_what_no_reader_of_toml_gets_through_is_told(file: Path, text: str) -> None:
    with pytest.raises(SettingsUnreadable):
        load_settings(write(file, text))
    with pytest.raises((SettingsUnreadable, SettingsNotWritable)):
        save_values(file, {"workstation.name": "2番窓口"})
    assert file.read_text(encoding="utf-8") == text


@posix("Windows has no pipes among its files.")
def test_a_pipe_in_its_place_is_told_and_nobody_waits_for_it(file: Path) -> None:
    os.mkfifo(file)
    with pytest.raises(SettingsUnreadable):
        load_settings(file)
    with pytest.raises(SettingsUnreadable):
        save_values(file, {"workstation.name": "2番窓口"})
    assert file.is_fifo()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[database]\nurl = 1\n", "database.url"),
        ('database = "x"\n', "database"),
        ('[printing]\npaper = "a5"\n', "printing.paper"),
        ("[printing]\npaper = []\n", "printing.paper"),
        ("[appearance]\ntheme = 1\n", "appearance.theme"),
        ('[appearance]\ntext_percent = "big"\n', "appearance.text_percent"),
        ("[appearance]\ntext_percent = 99\n", "appearance.text_percent"),
        ("[appearance]\ntext_percent = 201\n", "appearance.text_percent"),
        ("[sounds]\nenabled = 1\n", "sounds.enabled"),
        ("[scanner]\nkey_ms = true\n", "scanner.key_ms"),
        ("[scanner]\nending_ms = 1.5\n", "scanner.ending_ms"),
        ("[privacy]\nidle_hide_minutes = -1\n", "privacy.idle_hide_minutes"),
        ("[privacy]\nidle_lock_minutes = 241\n", "privacy.idle_lock_minutes"),
        ("[privacy]\ntitles_masked = 1\n", "privacy.titles_masked"),
        ("[mail]\nport = 0\n", "mail.port"),
        ('[mail]\nsecurity = "ssl"\n', "mail.security"),
        ("[mail]\npassword = 1\n", "mail.password"),
        ('[mail]\nfrom = "図書館"\n', "mail.from"),
        ('[mail]\nfrom = "library@example"\n', "mail.from"),
        ('[mail]\nfrom = "=?utf-8?b??=@example.jp"\n', "mail.from"),
        ('[mail]\nfrom = "図書館 <a@example.jp>, <b@example.jp>"\n', "mail.from"),
        ("[mail]\nfrom = 1\n", "mail.from"),
        ('mail = "x"\n', "mail"),
        ('[printing]\npassword = "x"\n', "printing.password"),
        ('[printing.password]\npaper = "a5"\n', "printing.password.paper"),
        ('[printing.password]\ndialog = "yes"\n', "printing.password.dialog"),
        ('[printing.printer]\nname = "x"\n', "printing.printer"),
        ('[appearance]\nlanguage = "fr"\n', "appearance.language"),
        (f'[workstation]\nname = "{"窓" * 65}"\n', "workstation.name"),
    ],
)
def test_a_wrong_value_names_its_key(file: Path, text: str, key: str) -> None:
    with pytest.raises(SettingsUnreadable) as caught:
        load_settings(write(file, text))
    assert caught.value.key == key


def test_a_blank_sender_is_none(file: Path) -> None:
    assert load_settings(write(file, '[mail]\nfrom = " "\n')).mail_from is None


def test_unknown_keys_are_left_alone_and_logged(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert load_settings(write(file, 'new = 1\n[printing]\ntray = "秘密"\n')) == Settings()

    assert [record.getMessage() for record in caplog.records] == [
        "unknown key in settings.toml: new",
        "unknown key in settings.toml: printing.tray",
    ]
