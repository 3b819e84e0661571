"""What the server writes into its log when something fails, with the settings that docs/operations.md asks for."""

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import asyncpg
import pytest
from sqlalchemy.engine import make_url

from services.contract.act_requests import ChangeOwnPassword
from services.contract.actor import Actor, StaffMember
from services.contract.diagnosis import CheckResult
from services.own_schema.diagnosis.server_settings import check_settings
from services.own_schema.library import open_library
from services.own_schema.password_hashing import PasswordHasher
from services.own_schema.schema import upgrade
from services.own_schema.staff.own_password import VERB
from services.rules.people.identity import CallerFacts
from services.rules.secret import Secret
from services.rules.vocabulary import Channel, Role
from tests.helpers.apart import run_apart
from tests.helpers.cluster import FORGETFUL, Cluster
from tests.helpers.patrons import CARD, Town
from tests.helpers.platforms import posix

pytestmark = posix("A cluster of one's own is run by POSIX users and signals.")

_OPERATIONS = Path(__file__).parents[5] / "docs" / "operations.md"
_SECRET = "架空町1-2-3"
_FAILING = (
    ("INSERT INTO person VALUES ($1, $2)", (1, _SECRET)),
    ("INSERT INTO person VALUES ($1, $2)", (-1, _SECRET)),
    (f"INSERT INTO person VALUES (1, '{_SECRET}')", ()),
    ("SELECT 1 / (length($1) - length($1))", (_SECRET,)),
)


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """A server whose log can be read."""
    with TemporaryDirectory(prefix="madoguchi-log-") as place:
        made = Cluster(Path(place))
        made.make()
        yield made


def _advised() -> dict[str, str]:
    """Read the settings out of the page that tells an administrator to set them."""
    found = re.search(r"# what fails\n(.*?)\n\n", _OPERATIONS.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    lines = (line.split("#")[0].split("=") for line in found[1].splitlines())
    return {name.strip(): value.strip().strip("'") for name, value in lines}


def _log_after_failures(cluster: Cluster, settings: dict[str, str]) -> str:
    async def fail(url: str) -> None:
        conn = await asyncpg.connect(url)
        await conn.execute("CREATE TABLE person (id int PRIMARY KEY CHECK (id > 0), address text)")
        await conn.execute("INSERT INTO person VALUES (1, '')")
        for statement, values in _FAILING:
            with pytest.raises(asyncpg.PostgresError):
                await conn.execute(statement, *values)
        await conn.execute("DROP TABLE person")
        await conn.close()

    with cluster.running({**FORGETFUL, **settings}) as server:
        run_apart(fail(server.plain_url()))
    return (cluster.place / "log").read_text(encoding="utf-8")


def test_the_advised_settings_keep_what_failed_out_of_the_log(cluster: Cluster) -> None:
    as_it_comes = _log_after_failures(cluster, {})
    assert as_it_comes.count(_SECRET) == 2, "the test shows nothing any more"
    advised = _log_after_failures(cluster, _advised())
    assert advised.count("ERROR:") == len(_FAILING)
    assert _SECRET not in advised
    assert "INSERT" not in advised


def test_a_server_that_logs_all_it_is_sent_is_sent_no_password_of_staff(
    cluster: Cluster, cheap_hasher: PasswordHasher
) -> None:
    given, own = Secret("はじめての合言葉"), Secret("つぎの合言葉です")

    async def hire(url: str) -> Actor:
        await upgrade.init(url)
        async with open_library(url, hasher=cheap_hasher) as library:
            branch = (await Town.found(library.db)).branch_id
            clerk = StaffMember("clerk", "窓口 係", Role.COUNTER)
            await library.staff.add(
                clerk.id, name=clerk.name, role=clerk.role, branch_id=branch, password=given
            )
        return Actor(clerk, branch, "2番窓口", Channel.COUNTER)

    async def change(url: str, actor: Actor) -> None:
        async with open_library(url, hasher=cheap_hasher) as library:
            await library.staff.change_own(ChangeOwnPassword(actor=actor, old=given, new=own))

    with cluster.running(
        {**FORGETFUL, "log_statement": "all", "log_min_error_statement": "debug5"}
    ) as server:
        url = make_url(server.plain_url())
        actor = run_apart(hire(url.render_as_string(hide_password=False)))
        login = url.set(username=actor.staff.id, password=given.reveal())
        run_apart(change(login.render_as_string(hide_password=False), actor))
    log = (cluster.place / "log").read_text(encoding="utf-8")
    assert VERB in log, "the server doesn't log what it is sent"
    assert log.count(given.reveal()) + log.count(own.reveal()) == 0


_PHONE = "048-258-7777"
_FACT = _PHONE.replace("-", "")
_TOLD = CallerFacts(birth_date="S55.4.2", phone=_PHONE)
_VERIFIER = "SCRAM-SHA-256$4096:"
_LOGGING: tuple[tuple[dict[str, str], tuple[str, ...]], ...] = (
    # what is set beside the page's advice, and what then stands in the log: a told fact, a login's verifier, a row
    ({}, ()),
    ({"log_parameter_max_length": "-1"}, ()),
    ({"log_min_duration_statement": "0", "log_statement": "none"}, ("verifier",)),
    ({"log_statement": "ddl"}, ("verifier",)),
    ({"log_statement": "all"}, ("verifier",)),
    (
        {"log_error_verbosity": "default", "log_statement": "all", "log_parameter_max_length": "-1"},
        ("fact", "verifier"),
    ),
    (
        {
            "log_error_verbosity": "default",
            "log_min_duration_statement": "0",
            "log_parameter_max_length": "-1",
        },
        ("fact", "verifier"),
    ),
    (
        {
            "log_error_verbosity": "default",
            "log_transaction_sample_rate": "1",
            "log_parameter_max_length": "-1",
        },
        ("fact", "verifier"),
    ),
    ({"log_error_verbosity": "default", "log_parameter_max_length_on_error": "-1"}, ("failed fact", "row")),
    ({"log_error_verbosity": "default"}, ("row",)),
    ({"log_min_error_statement": "error"}, ("failed verifier",)),
    ({"log_error_verbosity": "default", "debug_print_plan": "on"}, ("fact",)),
)


def test_what_doctor_names_is_what_stands_in_the_log(cluster: Cluster, cheap_hasher: PasswordHasher) -> None:
    found: list[tuple[set[str], object]] = []

    async def work(url: str, log: Path) -> None:
        await upgrade.init(url)
        async with open_library(url, hasher=cheap_hasher) as library:
            town = await Town.found(library.db)
            patron_id = await town.patron(CARD, phone=_PHONE)
            clerk = StaffMember("clerk", "窓口 係", Role.COUNTER)
            actor = Actor(clerk, town.branch_id, "2番窓口", Channel.PHONE)
            await library.staff.add(
                clerk.id,
                name=clerk.name,
                role=clerk.role,
                branch_id=town.branch_id,
                password=Secret("x" * 12),
            )
        admin = await asyncpg.connect(make_url(url).set(drivername="postgresql").render_as_string(False))
        for settings, _ in _LOGGING:
            await admin.execute("ALTER DATABASE postgres RESET ALL")
            for name, value in settings.items():
                await admin.execute(f"ALTER DATABASE postgres SET {name} = '{value}'")
            begins = log.stat().st_size
            async with open_library(url, hasher=cheap_hasher) as library:
                await library.backend.identity.check(patron_id, _TOLD, actor)
                await library.staff.set_password("clerk", Secret("y" * 12))
                told, _ = await check_settings(library.db)
            own = await asyncpg.connect(make_url(url).set(drivername="postgresql").render_as_string(False))
            for statement, values in (
                ("SELECT 1 / (length($1) - length($1))", (f"failed {_FACT}",)),
                (f"ALTER ROLE nobody PASSWORD '{_VERIFIER}failed'", ()),
                (
                    "INSERT INTO code_label (kind, code, label, position) VALUES ('x', 'x', $1, 1)",
                    ("a row of theirs",),
                ),
            ):
                with pytest.raises(asyncpg.PostgresError):
                    await own.execute(statement, *values)
            await own.close()
            with log.open(encoding="utf-8") as lines:
                lines.seek(begins)
                said = lines.read()
            shows = {
                "fact": _FACT in said.replace(f"failed {_FACT}", "")
                or _as_bytes(_FACT) in " ".join(said.split()),
                "failed fact": f"failed {_FACT}" in said,
                "verifier": _VERIFIER in said.replace(f"{_VERIFIER}failed", ""),
                "failed verifier": f"{_VERIFIER}failed" in said,
                "row": "a row of theirs" in said.replace("'a row of theirs'", ""),
            }
            found.append(({name for name, shown in shows.items() if shown}, told.result))
        await admin.close()

    with cluster.running({**FORGETFUL, **_advised()}) as server:
        url = make_url(server.plain_url()).render_as_string(hide_password=False)
        run_apart(work(url, cluster.place / "log"))
    for (settings, expected), (shown, result) in zip(_LOGGING, found, strict=True):
        assert set(expected) <= shown, settings
        assert result is (CheckResult.SERVER_LOG_SHOWS if shown else CheckResult.SERVER_LOG_PLAIN), (
            settings,
            shown,
        )


def _as_bytes(text: str) -> str:
    """Write a text as a printed plan does."""
    return " ".join(str(it) for it in text.encode())
