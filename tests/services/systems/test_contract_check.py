"""The check of what a system hands over: every fault by place, kind and count; nothing of a value."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from services.contract.actor import Actor
from services.contract.errors import RecordFault, RecordFaultKind, RecordUnfit, SystemBusy
from services.contract.snapshot import PatronSnapshot
from services.rules.vocabulary import Channel
from services.systems import contract_check
from services.systems.contract_check import ContractReport, check_contract
from services.systems.record_fields import snapshot_of
from services.systems.record_source import CardRow, ViewRow
from services.systems.schemas import example
from tests.helpers.contract_documents import RECORD, Document, masters, record, text_of, with_row

NOW = datetime(2026, 11, 30, 1, 0, 30, tzinfo=UTC)


@dataclass
class Views:
    """A `RecordSource` in memory.

    Attributes:
        gone: keys that aren't found any more.
        unmarked: keys that have no mark.
        lost: keys whose card isn't found.
        cut: keys whose record is cut on its way.
    """

    texts: list[tuple[str, str | None, str]]
    of: Document = field(default_factory=masters)
    gone: frozenset[str] = frozenset()
    unmarked: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()
    cut: frozenset[str] = frozenset()

    async def masters(self) -> str:
        return text_of(self.of)

    async def cards(self, card_number: str) -> Sequence[CardRow]:
        rows = [row for row in self._rows() if row.card_number == card_number]
        return [CardRow(row.key, row.card_number) for row in rows if row.key not in self.lost]

    async def by_key(self, key: str) -> ViewRow | None:
        if key in self.cut:
            raise RecordUnfit(RECORD, (RecordFault("", RecordFaultKind.NOT_WHOLE),))
        return next((row for row in self._rows() if row.key == key and key not in self.gone), None)

    async def mark(self, key: str) -> str | None:
        return None if key in self.unmarked else "1"

    async def sample(self, count: int) -> Sequence[str]:
        return [row.key for row in self._rows()[:count]]

    def _rows(self) -> list[ViewRow]:
        return [ViewRow(*it) for it in self.texts]


def views(*documents: Document, **more: Any) -> Views:
    """Make views of records, whose rows are keyed from 1 on."""
    rows = []
    for number, it in enumerate(documents, start=1):
        number_of_card = it["card"]["number"] if it.get("card") else None
        rows.append((str(number), number_of_card, text_of({**it, "key": str(number)})))
    return Views(rows, **more)


async def checked(source: Views, records: int = 200) -> ContractReport:
    return await check_contract(source, records, lambda: NOW)


def told(report: ContractReport) -> list[str]:
    return [f"{it.document.value} {it.fault} x{it.records}" for it in report.faults]


async def test_whole_views_have_no_fault() -> None:
    report = await checked(views(*[record()] * 7))
    assert (report.faults, report.records, report.system) == ((), 7, "見本図書館システム 3.2")
    assert report.unnamed == (("cancelled_holds[].reason", 7),)
    assert report.clock == pytest.approx(-30)
    assert len(report.times.read) == len(report.times.decoded) == 7


async def test_a_fault_is_told_once_with_how_many_records_have_it() -> None:
    row = example(RECORD)["loans"][0]
    late = [{**row, "key": str(it)} for it in range(3)] + [
        {**row, "key": str(it), "due_on": "0000-00-00"} for it in (3, 4)
    ]
    report = await checked(
        views(
            record(),
            record(loans=late),
            with_row("loans", due_on="川口 花子"),
            with_row("holds", status="N"),
            record(patron={"川口": 1}),
        )
    )
    assert told(report) == [
        "record loans[3].due_on: no day x2",
        "record holds[0].status: no such code x1",
        "record patron: a field that isn't in the contract x1",
    ]
    assert "川口" not in repr(report)


async def test_unfit_masters_are_told_and_records_are_held_to_the_schema_all_the_same() -> None:
    of = masters(branches=[{"key": "A"}, {"key": "B"}], fills=None)
    report = await checked(views(record(), with_row("loans", renewals=None), of=of))
    assert told(report) == [
        "masters branches[0].name: missing x1",
        "masters fills: null x1",
        "record loans[0].renewals: null x1",
    ]
    assert report.system is None


async def test_a_part_that_the_masters_promise_is_missed() -> None:
    without = {name: it for name, it in record().items() if name != "requests"}
    assert told(await checked(views(without, record()))) == ["record requests: missing x1"]


async def test_a_row_is_its_records() -> None:
    text = text_of(record())
    report = await checked(Views([("51", "100000018", text), ("52", "300000017", text)]))
    assert told(report) == [
        "record card.number: another than the row's x1",
        "record key: another than the row's x1",
    ]
    twice = await checked(Views([("51", "300000017", text)] * 2))
    assert told(twice) == ["record key: repeated x1"]


@pytest.mark.parametrize("number", ["", " ", "\u3000"])
async def test_a_blank_number_of_the_row_is_no_card(number: str) -> None:
    text = text_of(record(card=None))
    assert told(await checked(Views([("51", number, text)]))) == []


async def test_who_isnt_found_again_is_told() -> None:
    gone, lost = frozenset({"1", "2"}), frozenset({"4"})
    source = views(*[record()] * 4, gone=gone, unmarked=frozenset({"3"}), lost=lost)
    assert told(await checked(source)) == [
        "record key: not found again x2",
        "record card.number: not found again x1",
        "record mark: not found again x1",
    ]


async def test_a_text_that_was_cut_on_its_way_is_a_fault() -> None:
    report = await checked(views(*[record()] * 3, cut=frozenset({"2"})))
    assert (told(report), report.records) == (["record not whole x1"], 3)
    cut = views(record(), record())
    cut.texts[0] = ("1", None, cut.texts[0][2][:-1])
    assert told(await checked(cut)) == ["record not whole x1"]


async def test_a_record_is_decoded_as_for_the_counter_and_for_the_phone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    channels = []

    def noted(*args: Any, actor: Actor, **more: Any) -> PatronSnapshot:
        channels.append(actor.channel)
        return snapshot_of(*args, actor=actor, **more)

    monkeypatch.setattr(contract_check, "snapshot_of", noted)
    await checked(views(record()))
    assert channels == [Channel.COUNTER, Channel.PHONE]


async def test_only_as_many_are_read_as_are_wanted() -> None:
    assert (await checked(views(*[record()] * 9), records=4)).records == 4
    nobody = await checked(views())
    assert (nobody.records, nobody.faults, nobody.clock) == (0, (), None)


async def test_a_system_that_cant_be_read_is_no_fault_of_its_documents() -> None:
    class Busy(Views):
        async def sample(self, count: int) -> Sequence[str]:
            raise SystemBusy

    with pytest.raises(SystemBusy):
        await checked(Busy([]))


async def test_every_list_is_asked_for_keys_without_a_name() -> None:
    of = masters(branches=[], material_types=[], restriction_types=[], labels=[])
    lines = example(RECORD)["loans"][0]
    report = await checked(views(record(loans=[{**lines, "rule_branch": "X"}]), of=of))
    assert [place for place, _ in report.unnamed] == [
        "cancelled_holds[].branch",
        "cancelled_holds[].material_type",
        "cancelled_holds[].reason",
        "holds[].branch",
        "holds[].material_type",
        "loans[].branch",
        "loans[].material_type",
        "loans[].rule_branch",
        "patron.branch",
        "requests[].branch",
        "requests[].status",
        "restrictions[].type",
    ]


def test_what_is_told_of_a_row_is_in_no_representation() -> None:
    row = ViewRow("51", "300000017", "ひみつ")
    assert "ひみつ" not in repr(row)
    assert "300000017" not in repr(replace(row, text=""))
