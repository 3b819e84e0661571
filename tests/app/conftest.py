"""A user's own folders, away from those of whoever runs the tests."""

from pathlib import Path

import pytest

from app.folders import SETTINGS_VARIABLE
from app.settings import DATABASE_VARIABLE


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home: `config`, `data`, `log` and `state` are below it, and `site` for the administrator."""
    for method, name in (
        ("user_config_path", "config"),
        ("user_data_path", "data"),
        ("user_log_path", "log"),
        ("user_state_path", "state"),
    ):
        monkeypatch.setattr(f"platformdirs.{method}", lambda *_, folder=tmp_path / name, **__: folder)
    monkeypatch.setattr("app.folders.policy_file", lambda: tmp_path / "site" / "policy.toml")
    monkeypatch.delenv(SETTINGS_VARIABLE, raising=False)
    monkeypatch.delenv(DATABASE_VARIABLE, raising=False)
    return tmp_path
