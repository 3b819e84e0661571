"""Koha's views are as the contract has them, whoever the patrons are; a view that isn't is named."""

from services.systems.contract_check import check_contract
from tests.helpers.mariadb import Koha


async def test_every_patron_of_koha_is_a_record_by_the_contract(hostile_koha: Koha) -> None:
    async with hostile_koha.opened() as views:
        report = await check_contract(views, 200)

    assert [str(it.fault) for it in report.faults] == []
    assert report.records > 20
    assert report.system is not None
    assert "Koha" in report.system
