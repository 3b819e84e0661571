"""Accounts from a file on a server: what its logins add, and who may read such a file."""

import pytest

from services.contract.errors import NotPermitted
from services.contract.file_faults import Cause
from services.own_schema.library import open_library
from services.own_schema.transfer.comparing import RowCounts
from services.own_schema.transfer.staff_files import change_staff
from services.rules.vocabulary import Role
from tests.services.own_schema.transfer.all_staff_files import Office, on_server, told

__all__ = ["on_server"]


async def test_a_login_that_the_server_has_lost_or_can_not_have_is_told(on_server: Office) -> None:
    assert on_server.city is not None
    admin, lost = await on_server.city.connect(), on_server.id("aoki")
    await admin.execute(f"DROP OWNED BY {lost}; DROP ROLE {lost}")
    await admin.close()
    done = await on_server.change("id,role", "@ishii,phone", "@aoki,phone")
    assert told(done) == [(3, "id", Cause.STAFF_LOGIN_GONE)]
    assert (await on_server.accounts())["ishii"][1] is Role.COUNTER
    done = await on_server.change("id,name,disabled", "@aoki,青木 新,", "@ishii,,true")
    assert done.counts == {"staff": RowCounts(inserted=0, changed=2, unchanged=0)}
    lines = (
        "id,name,role,branch",
        *(f"{it},n,counter,chuo" for it in ("pg_mine", "public", "長" * 22, "postgres")),
    )
    assert told(await on_server.add(*lines)) == [
        (2, "id", Cause.STAFF_ID_UNFIT),
        (3, "id", Cause.STAFF_ID_UNFIT),
        (4, "id", Cause.STAFF_ID_UNFIT),
        (5, "id", Cause.STAFF_EXISTS),
    ]


@pytest.mark.parametrize("who", ["supervisor", "worker"])
async def test_nobody_but_an_administrator_reads_such_a_file(on_server: Office, who: str) -> None:
    assert on_server.city is not None
    path = on_server.file("id,role", "@aoki,supervisor")
    async with open_library(on_server.city.url_of(who), hasher=on_server.city.hasher) as library:
        for dry_run in (True, False):
            with pytest.raises(NotPermitted):
                await change_staff(library.staff, library.masters.current, path, dry_run=dry_run)
    assert (await on_server.accounts())["aoki"][1] is Role.COUNTER
