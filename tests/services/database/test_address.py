"""Addresses are read, or refused without repeating what stands in them."""

import ssl

import pytest

from services.database.address import parse
from services.errors import DatabaseUrlBad


@pytest.mark.parametrize("driver", ["sqlite", "sqlite+aiosqlite"])
def test_sqlite(driver: str) -> None:
    address = parse(f"{driver}:////srv/library.sqlite3")
    assert address.dialect == "sqlite"
    assert str(address.path) == "/srv/library.sqlite3"
    assert address.url.render_as_string().endswith("?mode=rw&uri=true")


@pytest.mark.parametrize("driver", ["postgres", "postgresql", "postgresql+asyncpg"])
def test_postgresql(driver: str) -> None:
    address = parse(f"{driver}://clerk:secret@db.example/ils")
    assert address.dialect == "postgresql"
    assert address.path is None
    assert (
        address.url.render_as_string(hide_password=False)
        == "postgresql+asyncpg://clerk:secret@db.example/ils"
    )


def test_several_hosts_pass_through() -> None:
    address = parse("postgresql:///ils?host=a:5432&host=b:5433&target_session_attrs=read-write")
    _, arguments = address.url.get_dialect()().create_connect_args(address.url)
    assert arguments["host"] == ["a", "b"]
    assert arguments["port"] == [5432, 5433]
    assert arguments["target_session_attrs"] == "read-write"


def test_tls_is_a_context_that_checks() -> None:
    full = parse("postgresql://db.example/ils?sslmode=verify-full").connect_args["ssl"]
    assert isinstance(full, ssl.SSLContext)
    assert (full.check_hostname, full.verify_mode) == (True, ssl.CERT_REQUIRED)
    authority = parse("postgresql://db.example/ils?sslmode=verify-ca").connect_args["ssl"]
    assert (authority.check_hostname, authority.verify_mode) == (False, ssl.CERT_REQUIRED)
    assert parse("postgresql://db.example/ils?sslmode=require").connect_args["ssl"] == "require"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "library.sqlite3",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///a.db?mode=ro",
        "mysql://localhost/ils",
        "postgresql+psycopg://localhost/ils",
        "postgresql://localhost",
        "postgresql://localhost:port/ils",
        "postgresql://localhost/ils?options=-csearch_path",
        "postgresql://localhost/ils?sslmode=maybe",
        "postgresql://localhost/ils?sslmode=verify-full&sslrootcert=/nowhere.pem",
    ],
)
def test_what_cannot_be_understood_is_refused(url: str) -> None:
    with pytest.raises(DatabaseUrlBad):
        parse(url)


def test_a_password_is_never_shown() -> None:
    assert "secret" not in repr(parse("postgresql://clerk:secret@db.example/ils"))
    with pytest.raises(DatabaseUrlBad) as caught:
        parse("mysql://clerk:secret@db.example/ils")
    assert "secret" not in repr(caught.value)
