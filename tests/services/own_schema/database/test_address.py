"""Addresses are read, or refused without repeating what stands in them."""

import contextlib
import os
import ssl
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.contract.errors import DatabaseUrlBad
from services.own_schema.database.address import parse
from tests.helpers.platforms import posix


@pytest.mark.parametrize("driver", ["sqlite", "sqlite+aiosqlite"])
def test_sqlite(driver: str, tmp_path: Path) -> None:
    here = tmp_path / "library.sqlite3"
    address = parse(f"{driver}:///{here}")
    assert address.dialect == "sqlite"
    assert address.path == here
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


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://db.example/ils",
        "postgresql://db.example/ils?sslmode=verify-full",
        "postgresql:///ils?host=localhost:5432&host=db.example:5432",
        "postgresql://192.0.2.7/ils",
        "postgresql:///ils?host=/nowhere,db.example&port=5432,5432",
        "postgresql:///ils?host=localhost,db.example&port=5432,5432",
        "postgresql://localhost/ils?host=db.example",
        "postgresql://localhost,db.example/ils",
    ],
)
def test_over_a_network_the_server_must_prove_who_it_is(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setattr("sys.platform", "linux")  # Windows has no sockets to name
    context = parse(url).connect_args["ssl"]
    assert isinstance(context, ssl.SSLContext)
    assert (context.check_hostname, context.verify_mode) == (True, ssl.CERT_REQUIRED)


@pytest.mark.parametrize("hosts", ["db.example", "localhost,db.example", "/run/postgresql,192.0.2.7"])
def test_a_server_that_the_environment_names_must_prove_it_too(
    monkeypatch: pytest.MonkeyPatch, hosts: str
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("PGHOST", hosts)
    assert isinstance(parse("postgresql:///ils").connect_args["ssl"], ssl.SSLContext)
    assert "ssl" not in parse("postgresql://localhost/ils").connect_args
    with pytest.raises(DatabaseUrlBad):
        parse("postgresql:///ils?sslmode=prefer")


@pytest.mark.parametrize("mode", ["disable", "allow", "prefer", "require", "verify-ca"])
def test_over_a_network_nothing_less_will_do(mode: str) -> None:
    with pytest.raises(DatabaseUrlBad):
        parse(f"postgresql://db.example/ils?sslmode={mode}")


@pytest.mark.parametrize("place", ["localhost", "127.0.0.1", "[::1]", ""])
def test_on_this_machine_tls_is_a_choice(place: str) -> None:
    assert "ssl" not in parse(f"postgresql://{place}/ils").connect_args
    assert parse(f"postgresql://{place}/ils?sslmode=require").connect_args["ssl"] == "require"
    authority = parse(f"postgresql://{place}/ils?sslmode=verify-ca").connect_args["ssl"]
    assert (authority.check_hostname, authority.verify_mode) == (False, ssl.CERT_REQUIRED)


def test_a_socket_is_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert "ssl" not in parse("postgresql:///ils?host=/run/postgresql").connect_args


@pytest.mark.parametrize(
    "url",
    [
        "postgresql:///ils?host=/run/postgresql",
        "postgresql:///ils?host=localhost:5432&host=/run/postgresql:5432",
    ],
)
def test_windows_has_no_socket_to_name(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    with pytest.raises(DatabaseUrlBad):
        parse(url)
    parse("postgresql:///ils")


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
        "postgresql:///ils?host=localhost,127.0.0.1",
        "postgresql://localhost/ils?options=-csearch_path",
        "postgresql://localhost/ils?sslmode=maybe",
        "postgresql://localhost/ils?sslmode=verify-full&sslrootcert=/nowhere.pem",
    ],
)
def test_what_cannot_be_understood_is_refused(url: str) -> None:
    with pytest.raises(DatabaseUrlBad):
        parse(url)


@posix("Windows has no pipes among its files.")
def test_nobody_waits_for_certificates_from_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ca.pem")
    with pytest.raises(DatabaseUrlBad):
        parse(f"postgresql://db.example/ils?sslmode=verify-full&sslrootcert={tmp_path / 'ca.pem'}")


def test_a_password_is_never_shown() -> None:
    assert "secret" not in repr(parse("postgresql://clerk:secret@db.example/ils"))
    with pytest.raises(DatabaseUrlBad) as caught:
        parse("mysql://clerk:secret@db.example/ils")
    assert "secret" not in repr(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:///a\0b",
        "sqlite:///\ud800",
        "postgresql://u:p@\0/x",
        "postgresql://u:p@\ud800/x",
        "postgresql://u:\ud800@127.0.0.1/x",
        "postgresql://u:p%00@127.0.0.1/x",
        "postgresql://\udc80:p@127.0.0.1/x",
        "postgresql://u:p@127.0.0.1/\0",
        "postgresql://u:p@127.0.0.1/x?host=%00",
        "postgresql://u:p@127.0.0.1/x?host=a&host=\ud800",
        f"postgresql://u:p@{'x' * 64}.example.jp/x",
        "postgresql://u:p@a..example.jp/x",
        "postgresql://u:p@\u202e/x",
    ],
    ids=ascii,
)
def test_what_no_place_is_called_is_no_address(url: str) -> None:
    with pytest.raises(DatabaseUrlBad):
        parse(url)


@posix("Windows' users have their folders beside each other, so that any name can be one.")
def test_a_folder_of_nobody_is_no_address() -> None:
    with pytest.raises(DatabaseUrlBad):
        parse("sqlite:///~nobody_is_called_so/library.sqlite3")


HOSTILE = (
    "\0",
    "\ud800",
    "~",
    "~nobody",
    "0001-01-01",
    "9999-12-31",
    "%00",
    "\u202e",
    "9" * 5001,
    "@",
    "/",
    "?",
    "[",
)
TEXTS = st.one_of(
    st.text(max_size=12),
    st.lists(st.sampled_from(HOSTILE), max_size=4).map("".join),
    st.sampled_from(HOSTILE),
)


@settings(max_examples=150)
@given(
    st.sampled_from(
        ["{}", "sqlite:///{}", "postgresql://{}", "postgresql://u:{}@{}:{}/{}?host={}&sslmode={}"]
    ),
    st.lists(TEXTS, min_size=6, max_size=6),
)
def test_any_text_is_an_address_or_told_to_be_none(shape: str, parts: list[str]) -> None:
    with contextlib.suppress(DatabaseUrlBad):
        parse(shape.format(*parts))


HOSTS = st.sampled_from(
    ("localhost", "127.0.0.1", "::1", "/run/postgresql", "db.example", "192.0.2.7", "127.0.0.1.example", "")
)


@settings(max_examples=150)
@given(
    HOSTS, st.lists(HOSTS, max_size=3), st.sampled_from(["&host={}:5432", ",{}", "&host={}"]), st.booleans()
)
def test_no_host_that_the_driver_is_given_is_reached_without_proof(
    first: str, others: list[str], form: str, has_ports: bool
) -> None:
    listed = "".join(map(form.format, others)).lstrip("&,").removeprefix("host=")
    ports = ",".join(["5432"] * (listed.count(",") + 1))
    url = f"postgresql://{first}/ils?host={listed}" + (f"&port={ports}" if has_ports else "")
    with contextlib.suppress(DatabaseUrlBad):
        address = parse(url)
        given_to_it = address.url.get_dialect()().create_connect_args(address.url)[1].get("host") or ()
        hosts = (given_to_it,) if isinstance(given_to_it, str) else given_to_it
        if {"db.example", "192.0.2.7", "127.0.0.1.example"} & {
            it for host in hosts for it in host.split(",")
        }:
            assert isinstance(address.connect_args["ssl"], ssl.SSLContext)
