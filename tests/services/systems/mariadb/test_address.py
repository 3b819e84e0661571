"""Reading where views are: what is understood, what is refused, and where the way is encrypted."""

import ssl
from pathlib import Path

import pytest
import trustme

from services.contract.errors import SystemAddressBad, SystemAddressHoldsPassword
from services.systems.mariadb.address import parse
from tests.helpers.platforms import posix


@pytest.mark.parametrize(
    ("address", "login", "host", "port", "database"),
    [
        ("mysql://desk@koha.example.jp/views", "desk", "koha.example.jp", 3306, "views"),
        ("mariadb://desk@192.0.2.7:3307/views", "desk", "192.0.2.7", 3307, "views"),
        ("mysql://desk@[2001:db8::1]/views", "desk", "2001:db8::1", 3306, "views"),
        ("mysql://d%40sk@localhost/vi%60ews", "d@sk", "localhost", 3306, "vi`ews"),
        ("mysql://desk@/views", "desk", "localhost", 3306, "views"),
    ],
)
def test_an_address_is_read(address: str, login: str, host: str, port: int, database: str) -> None:
    found = parse(address)
    assert (found.login, found.host, found.port, found.database) == (login, host, port, database)


@pytest.mark.parametrize(
    "host", ["koha.example.jp", "192.0.2.7", "[2001:db8::1]", "10.0.0.1", "localhost.example.jp"]
)
def test_to_another_computer_the_certificate_is_verified(host: str) -> None:
    tls = parse(f"mysql://desk@{host}/views").tls

    assert tls is not None
    assert (tls.verify_mode, tls.check_hostname) == (ssl.CERT_REQUIRED, True)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "127.1.2.3"])
def test_on_this_machine_it_need_not_be(host: str) -> None:
    assert parse(f"mysql://desk@{host}/views").tls is None


def test_the_librarys_own_ca_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "ca.pem"
    trustme.CA().cert_pem.write_to_path(file)

    assert parse(f"mysql://desk@koha.example.jp/views?ssl_ca={file}").tls is not None
    assert parse(f"mysql://desk@localhost/views?ssl_ca={file}").tls is not None


@posix("There are no such sockets there.")
def test_a_socket_is_taken() -> None:
    found = parse("mysql://desk@localhost/views?unix_socket=/run/mysqld/mysqld.sock")
    assert (found.socket, found.tls) == (Path("/run/mysqld/mysqld.sock"), None)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "views",
        "postgresql://desk@localhost/views",
        "mysql://localhost/views",
        "mysql://desk@localhost",
        "mysql://desk@localhost/",
        "mysql://desk@localhost/a/b",
        "mysql://desk@localhost:port/views",
        "mysql://desk@localhost:99999/views",
        "mysql://desk@[::1/views",
        "mysql://desk@localhost/views#part",
        "mysql://desk@localhost/views?ssl=0",
        "mysql://desk@koha.example.jp/views?ssl_mode=DISABLED",
        "mysql://desk@localhost/views?ssl_ca=/nowhere.pem",
        "mysql://desk@localhost/views?unix_socket=relative",
        "mysql://desk@koha.example.jp/views?unix_socket=/run/mysqld.sock",
        "mysql://desk@localhost/views?unix_socket=/a&unix_socket=/b",
        "mysql://desk@localhost/views?unix_socket",
        "mysql://de%00sk@localhost/views",
        "mysql://desk@localhost/vi%00ews",
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(SystemAddressBad):
        parse(address)


@pytest.mark.parametrize("address", ["mysql://desk:secret@localhost/views", "mysql://desk:@localhost/views"])
def test_an_address_with_a_password_is_refused(address: str) -> None:
    with pytest.raises(SystemAddressHoldsPassword):
        parse(address)


def test_a_file_that_is_no_certificate_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "ca.pem"
    file.write_text("not a certificate")

    with pytest.raises(SystemAddressBad):
        parse(f"mysql://desk@koha.example.jp/views?ssl_ca={file}")
