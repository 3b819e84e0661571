"""MariaDB's numbers, and what a desk makes of them; `all_failures.py` has a real server raise most of them."""

import ssl

import pytest
from asyncmy.errors import OperationalError, ProgrammingError

from services.contract import errors
from services.contract.errors import ServiceError
from services.systems.mariadb.errors import service_error
from services.systems.mariadb.views import is_fit


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (2003, errors.SystemUnreachable),
        (2013, errors.SystemUnreachable),
        (1927, errors.SystemUnreachable),
        (1040, errors.SystemBusy),
        (1461, errors.SystemBusy),
        (1615, errors.SystemBusy),
        (1203, errors.LoginLimitReached),
        (1969, errors.SystemSlow),
        (1317, errors.SystemInterrupted),
        (1021, errors.SystemFull),
        (1290, errors.SystemReadOnly),
        (1045, errors.SystemReaderRefused),
        (1130, errors.SystemLoginClosed),
        (1356, errors.SystemViewsUnfit),
        (1146, errors.SystemViewsUnfit),
    ],
)
def test_a_number_is_a_kind_of_error(number: int, kind: type[ServiceError]) -> None:
    assert type(service_error(OperationalError(number, "…"))) is kind


@pytest.mark.parametrize(
    "error", [ProgrammingError(1064, "…"), OperationalError("…"), ValueError(1045), RuntimeError()]
)
def test_what_staff_can_do_nothing_about_stays_a_bug(error: Exception) -> None:
    assert service_error(error) is None


def test_a_certificate_that_is_not_trusted_is_told_as_such() -> None:
    wrapped = OperationalError(2003, "…")
    wrapped.__cause__ = ssl.SSLCertVerificationError("…")

    assert type(service_error(wrapped)) is errors.SystemUntrusted


@pytest.mark.parametrize("error", [TimeoutError(), ConnectionResetError()])
def test_a_network_that_says_nothing_is_no_server(error: Exception) -> None:
    assert type(service_error(error)) is errors.SystemUnreachable


@pytest.mark.parametrize(
    ("version", "fit"),
    [
        ("11.8.9-MariaDB-0+deb13u1", True),
        ("10.6.0-MariaDB", True),
        ("10.5.29-MariaDB-0+deb11u1", False),
        ("5.5.5-10.11.6-MariaDB", True),
        ("5.5.68-MariaDB", False),
        ("8.0.36", False),
        ("8.4.0-0ubuntu0.24.04.1", False),
        ("11.8.9", False),
        ("", False),
    ],
)
def test_only_mariadb_from_10_6_on_will_do(version: str, *, fit: bool) -> None:
    assert is_fit(version) is fit
