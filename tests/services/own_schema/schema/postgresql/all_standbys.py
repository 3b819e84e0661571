"""What a standby that is behind must not do: lose what a desk was told, or keep somebody out."""

import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy.engine import make_url

from services.acts.contact import ChangeEmail
from services.contract.errors import OutcomeUnknown, SystemLoginRefused, SystemUnreachable
from services.own_schema.audit.act_outcomes import Outcomes
from services.own_schema.database.engine import Database
from services.own_schema.library import build_library
from services.own_schema.masters.masters_store import MastersStore
from services.own_schema.password_hashing import PasswordHasher
from services.own_schema.schema import upgrade
from tests.helpers.apart import run_apart
from tests.helpers.city import PASSWORD, City, founded
from tests.helpers.cluster import FORGETFUL, Cluster, Running
from tests.helpers.patrons import CARD
from tests.helpers.platforms import posix
from tests.services.own_schema.schema.postgresql.all_faults import until

pytestmark = posix("A cluster of one's own is run by POSIX users and signals.")

WHO = "counter"


@pytest.fixture(scope="module")
def own_server() -> Iterator[Running]:
    """Run a server whose commits wait for a standby where it is named."""
    with tempfile.TemporaryDirectory(prefix="madoguchi-standbys-") as folder:
        cluster = Cluster(Path(folder))
        cluster.make()
        with cluster.running({**FORGETFUL, "synchronous_commit": "on"}) as server:
            run_apart(upgrade.init(server.plain_url()))
            yield server


@asynccontextmanager
async def behind(city: City) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """Let each commit wait for a standby that never comes."""
    admin = await city.connect()
    try:
        await admin.execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
        await admin.execute("SELECT pg_reload_conf()")
        await until(admin, "SELECT current_setting('synchronous_standby_names') = 'nobody'")
        yield admin
    finally:
        await admin.execute("ALTER SYSTEM RESET synchronous_standby_names")
        await admin.execute("SELECT pg_reload_conf()")
        await admin.close()


@asynccontextmanager
async def opened(url: str, answer_within: float = 15.0) -> AsyncIterator[Database]:
    db = Database.open(url, answer_within=answer_within)
    try:
        yield db
    finally:
        await db.dispose()


async def test_an_act_that_no_standby_has_yet_is_not_told_as_done(
    own_server: Running, cheap_hasher: PasswordHasher
) -> None:
    async with (
        founded(own_server.plain_url(), cheap_hasher) as city,
        opened(city.url_of(WHO), answer_within=1.0) as db,
    ):
        patron_id = await city.town.patron(CARD)
        acts = build_library(db, await MastersStore.load(db), city.hasher).backend.acts
        outcomes = Outcomes(db)
        request = ChangeEmail(
            actor=city.actor(WHO), patron_id=patron_id, address="saitama@example.jp", seen_version=1
        )
        async with behind(city) as admin:
            with pytest.raises(OutcomeUnknown):
                await acts.perform(request)
            # The driver gave up, so that the server ended its waiting: the act is there, on this server alone.
            await until(admin, "SELECT EXISTS (SELECT FROM act WHERE id = $1)", request.act_id)
            with pytest.raises(SystemUnreachable):
                await outcomes.of(request.act_id, request.actor.staff.id)
            with pytest.raises(OutcomeUnknown):
                await acts.perform(request)
        assert await outcomes.of(request.act_id, request.actor.staff.id) is not None
        assert (await acts.perform(request)).repeated


async def test_a_standby_that_does_not_know_a_login_yet_keeps_nobody_out(
    own_server: Running, city: City
) -> None:
    primary = make_url(city.url)
    hosts = [f"{own_server.url.host}:{own_server.url.port}", f"{primary.host}:{primary.port}"]
    both = primary.set(username=city.names[WHO], host=None, port=None, query={"host": hosts})
    async with opened(both.set(password=PASSWORD).render_as_string(hide_password=False)) as db, db.reading():
        pass
    async with opened(both.set(password="wrong").render_as_string(hide_password=False)) as db:
        with pytest.raises(SystemLoginRefused):
            async with db.reading():
                pytest.fail("came in")


async def test_a_refusal_does_not_count_where_another_lets_the_login_in(
    own_server: Running, city: City
) -> None:
    one = make_url(city.url)
    hosts = [f"{own_server.url.host}:{own_server.url.port}", f"{one.host}:{one.port}"]
    wanted = {"host": hosts, "target_session_attrs": "standby"}  # neither is
    url = one.set(username=city.names[WHO], password=PASSWORD, host=None, port=None, query=wanted)
    async with opened(url.render_as_string(hide_password=False)) as db:
        with pytest.raises(SystemUnreachable):
            async with db.reading():
                pytest.fail("came in")
