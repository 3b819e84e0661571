"""The settings file: read, faulty, written; and where the database is taken from."""

import logging
import ssl
import tomllib
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st
from trustme import CA

from app.settings.folders import Folders, policy_file, user_folders
from app.settings.settings_files import (
    MailSecurity,
    Settings,
    ThemeChoice,
    database_url,
    load_settings,
    load_workstation,
    save_values,
)
from services.database.address import parse
from services.errors import SettingsNotWritable, SettingsUnreadable
from services.rules.vocabulary import Paper
from services.secret import Secret
from services.slips.content import SlipKind
from tests.helpers.policies import policy_in
from viewmodels.settings.setting_keys import KINDS
from viewmodels.settings.settings import Language, SlipPrinting, Workstation

FULL = """\
# 2番窓口の端末
[database]
url = "postgresql://ils.example/library"  # 本番
ca_file = "/etc/ssl/library.pem"

[workstation]
branch = "central"
name = "2番窓口"

[printing]
printer = "Slip"
paper = "roll80"

[appearance]
theme = "dark"
text_percent = 125
language = "en"

[sounds]
enabled = true

[scanner]
key_ms = 50
ending_ms = 200

[privacy]
idle_hide_minutes = 2
idle_lock_minutes = 0
titles_masked = true

[mail]
host = "post.example.jp"
port = 2525
security = "tls"
user = "library"
password = "geheim"
from = "図書館 <no-reply@library.example.jp>"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def save_workplace(file: Path, branch: str, workstation: str) -> None:
    save_values(file, {"workstation.branch": branch, "workstation.name": workstation})


def write(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8")
    return file


def test_everything_is_read(file: Path) -> None:
    assert load_settings(write(file, FULL)) == Settings(
        database_url="postgresql://ils.example/library",
        database_ca_file="/etc/ssl/library.pem",
        branch="central",
        workstation="2番窓口",
        slips={SlipKind.PASSWORD: SlipPrinting("Slip", Paper.ROLL80)},
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


def test_the_first_starts_answers_are_added_and_nothing_else_changes(file: Path) -> None:
    write(file, FULL)
    save_workplace(file, "maekawa", '児童 "A"')

    expected = FULL.replace('"central"', '"maekawa"').replace('"2番窓口"', '"児童 \\"A\\""')
    assert file.read_text(encoding="utf-8") == expected
    assert [item.name for item in file.parent.iterdir()] == [file.name]


def test_the_file_and_its_folder_are_made(tmp_path: Path) -> None:
    file = tmp_path / "new" / "settings.toml"
    save_workplace(file, "central", "2番窓口")

    saved = load_settings(file)
    assert (saved.branch, saved.workstation) == ("central", "2番窓口")


def test_a_file_nobody_understands_is_not_written_over(file: Path) -> None:
    write(file, "[workstation\n")
    with pytest.raises(SettingsUnreadable) as caught:
        save_workplace(file, "central", "2番窓口")

    assert caught.value.line == 1
    assert file.read_text() == "[workstation\n"


def test_a_workstation_that_is_no_table_is_not_written_over(file: Path) -> None:
    write(file, "workstation = 1\n")
    with pytest.raises(SettingsUnreadable) as caught:
        save_workplace(file, "central", "2番窓口")
    assert caught.value.key == "workstation"


def test_what_cannot_be_written_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    with pytest.raises(SettingsNotWritable):
        save_workplace(in_the_way / "settings.toml", "central", "2番窓口")

    taken = tmp_path / "folder.toml"
    (taken / "full").mkdir(parents=True)
    with pytest.raises(SettingsUnreadable):
        save_workplace(taken, "central", "2番窓口")
    assert sorted(item.name for item in tmp_path.iterdir()) == ["file", "folder.toml"]


@pytest.mark.posix("Windows has no file modes.")
def test_a_file_keeps_its_permissions(file: Path) -> None:
    write(file, FULL).chmod(0o640)
    save_workplace(file, "central", "2番窓口")

    assert file.stat().st_mode & 0o777 == 0o640


def test_a_failed_exchange_leaves_the_old_file_alone(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Path:
        raise PermissionError

    write(file, FULL)
    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(SettingsNotWritable):
        save_workplace(file, "central", "1番窓口")

    assert file.read_text(encoding="utf-8") == FULL
    assert [item.name for item in file.parent.iterdir()] == [file.name]


def test_values_of_every_kind_are_written_where_they_belong(file: Path) -> None:
    save_values(
        file,
        {"printing.password.dialog": True, "appearance.text_percent": 150, "privacy.idle_hide_minutes": 0},
    )
    assert tomllib.loads(file.read_text()) == {
        "printing": {"password": {"dialog": True}},
        "appearance": {"text_percent": 150},
        "privacy": {"idle_hide_minutes": 0},
    }


_NAMES = st.sampled_from(sorted(KINDS))
_PARTS = st.sampled_from(
    [
        '[printing]\nprinter = "全部"  # どの票も\n',
        '[printing.password]\nprinter = "Slip" # 票\n',
        'printing.paper = "a4"\n',
        "[scanner]\n# 遅い読み取り機\nkey_ms = 60\n",
        'workstation = { branch = "chuo", name = "2番窓口" }\n',
        '[later]\nthing = ["新しい版のもの"]\n',
    ]
)


@given(st.lists(_PARTS, unique=True), _NAMES, st.sampled_from(["二番", 7, True]))
def test_writing_one_value_changes_that_one_and_keeps_every_comment(
    parts: list[str], name: str, value: str | int | bool
) -> None:
    text = "".join(sorted(parts, key=lambda part: part.startswith("[")))
    try:
        before = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        reject()
    with TemporaryDirectory() as folder:
        file = write(Path(folder) / "settings.toml", text)
        save_values(file, {name: value})
        after = file.read_text(encoding="utf-8")

    *tables, key = name.split(".")
    table = before
    for part in tables:
        table = table.setdefault(part, {})
    table[key] = value
    assert tomllib.loads(after) == before
    assert [line for line in text.split("\n") if line.startswith("#")] == [
        line for line in after.split("\n") if line.startswith("#")
    ]


@pytest.mark.parametrize(
    ("own", "policy", "slip", "fixed"),
    [
        ('[printing]\nprinter = "全部"\n', "", SlipPrinting("全部"), set()),
        ('[printing]\nprinter = "全部"\n[printing.password]\nprinter = ""\n', "", SlipPrinting(None), set()),
        (
            '[printing.password]\nprinter = "自分"\ndialog = true\n',
            '[printing]\nprinter = "館"\n',
            SlipPrinting("館", dialog=True),
            {"printing.printer", "printing.password.printer"},
        ),
        (
            '[printing]\npaper = "a4"\n',
            '[printing]\npaper = "a6"\n[printing.password]\npaper = "roll80"\n',
            SlipPrinting(paper=Paper.ROLL80),
            {"printing.paper", "printing.password.paper"},
        ),
    ],
)
def test_what_is_said_of_one_kind_of_slip_goes_before_and_the_policy_before_both(
    tmp_path: Path, own: str, policy: str, slip: SlipPrinting, fixed: set[str]
) -> None:
    found = load_workstation(
        write(tmp_path / "s.toml", own), policy_in(write(tmp_path / "policy.toml", policy))
    )
    assert found.settings.slips == {SlipKind.PASSWORD: slip}
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


def test_neither_a_variable_nor_an_option_names_another_policy(home: Path) -> None:
    environ = {"MADOGUCHI_SETTINGS": str(home / "other.toml"), "MADOGUCHI_POLICY": str(home / "p.toml")}
    policy = user_folders(environ, home / "option.toml").policy
    assert policy is not None
    assert policy.file == home / "site" / "policy.toml"


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
    assert policy_file() == Path(file)


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
