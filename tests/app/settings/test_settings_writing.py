"""Writing values into the settings file changes those and nothing else."""

import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from app.settings.settings_files import Settings, load_settings, save_values
from services.contract.errors import SettingsNotWritable, SettingsUnreadable
from tests.app.settings.settings_scene import FULL, file, write
from tests.helpers.platforms import posix
from viewmodels.settings.setting_keys import KINDS

__all__ = ["file"]


def save_workplace(file: Path, branch: str, workstation: str) -> None:
    save_values(file, {"workstation.branch": branch, "workstation.name": workstation})


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


def test_a_file_too_deep_to_be_written_is_told_and_kept(file: Path) -> None:
    text = f"[later]\nlists = {'[' * 150}{']' * 150}\n"
    write(file, text)
    assert load_settings(file) == Settings()
    with pytest.raises(SettingsNotWritable):
        save_workplace(file, "central", "2番窓口")
    assert file.read_text() == text


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


@posix("Windows has no file modes.")
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
