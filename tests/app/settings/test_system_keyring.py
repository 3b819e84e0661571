"""The password for a library system is in the system's keyring, and nowhere else."""

from typing import Any

import keyring.backend
import pytest
from keyring.errors import KeyringLocked

from app.settings.system_keyring import keep_password, read_password
from services.contract.errors import KeyringMissing, SystemPasswordMissing
from services.rules.secret import Secret

ADDRESS = "mysql://desk@koha.example/counter"


class Ring:
    """A keyring in memory."""

    priority = 5

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.fails: Exception | None = None

    def get_password(self, service: str, user: str) -> str | None:
        self._go_on()
        return self.kept.get((service, user))

    def set_password(self, service: str, user: str, password: str) -> None:
        self._go_on()
        self.kept[service, user] = password

    def _go_on(self) -> None:
        if self.fails is not None:
            raise self.fails


class OfDesktop(Ring):
    __module__ = "keyring.backends.SecretService"


class OfFile(Ring):
    """What keeps passwords as text, before all others."""

    __module__ = "keyrings.alt.file"
    priority = 50


@pytest.fixture
def rings(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    there: list[Any] = [OfFile(), OfDesktop()]
    monkeypatch.setattr(keyring.backend, "get_all_keyring", lambda: there)
    return there


def test_a_password_is_kept_for_its_address(rings: list[Any]) -> None:
    keep_password(ADDRESS, Secret("geheim"))
    assert read_password(ADDRESS) == Secret("geheim")
    assert [it.kept for it in rings] == [{}, {("madoguchi", ADDRESS): "geheim"}]
    with pytest.raises(SystemPasswordMissing):
        read_password(f"{ADDRESS}2")


def test_a_file_is_no_keyring(rings: list[Any]) -> None:
    del rings[1]
    for call in (lambda: read_password(ADDRESS), lambda: keep_password(ADDRESS, Secret("geheim"))):
        with pytest.raises(KeyringMissing):
            call()
    assert rings[0].kept == {}


@pytest.mark.parametrize("error", [KeyringLocked(), OSError(1312), EOFError(), RuntimeError("geheim")])
def test_a_keyring_that_fails_is_told_as_missing(
    rings: list[Any], error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    """Windows and a desktop's bus raise errors of their own, as where a session keeps no credentials."""
    rings[1].fails = error
    for call in (lambda: read_password(ADDRESS), lambda: keep_password(ADDRESS, Secret("geheim"))):
        with pytest.raises(KeyringMissing):
            call()
    assert type(error).__name__ in caplog.text
    assert "geheim" not in caplog.text
