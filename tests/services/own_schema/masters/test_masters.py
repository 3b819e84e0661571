"""The library's own values: Kawaguchi's from the start, read again when they change."""

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, insert, update

from services.contract.errors import BranchUnknown
from services.contract.item_numbers import ItemNumbers
from services.contract.masters import CodeLabel, Masters
from services.files.wording import own_texts
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import (
    branch,
    circulation_rule,
    closed_day,
    code_label,
    masters_version,
    public_holiday,
    wording,
)
from services.own_schema.masters.masters_store import MastersStore, load_masters
from services.rules.clock import tokyo_day
from services.rules.policy import DEFAULT_POLICY
from services.rules.vocabulary import BranchKind, LoanClass
from tests.helpers.patrons import NOW, TODAY, Town


async def load(db: Database, on: date | None = None) -> Masters:
    async with db.reading() as conn:
        return await load_masters(conn, on)


@pytest.fixture
async def masters(db: Database) -> Masters:
    await (await Town.found(db)).set_time(NOW)
    return await load(db)


def test_the_policy_is_the_default_one(masters: Masters) -> None:
    assert masters.policy == DEFAULT_POLICY
    assert masters.version == 1
    assert masters.day == TODAY


def test_the_branches_are_kawaguchis_in_its_order(masters: Masters) -> None:
    assert [it.short_name for it in masters.branches.values()] == [
        "中央",
        "前川",
        "新郷",
        "横曽根",
        "戸塚",
        "鳩ヶ谷",
        "芝園分室",
        "芝北文庫",
        "南鳩ヶ谷文庫",
        "あおぞら号",
    ]
    assert [it.name for it in masters.branches.values() if it.kind is BranchKind.MOBILE] == [
        "移動図書館あおぞら号"
    ]
    assert all(key == it.id for key, it in masters.branches.items())


@pytest.mark.parametrize("name", ["chuo", "中央図書館", "中央"])
def test_a_branch_is_found_by_any_of_its_names(masters: Masters, name: str) -> None:
    assert masters.branch_by_code(name).code == "chuo"


def test_an_unknown_branch_is_told(masters: Masters) -> None:
    with pytest.raises(BranchUnknown) as caught:
        masters.branch_by_code("中")
    assert caught.value.branch == "中"


def test_material_types_count_in_their_classes(masters: Masters) -> None:
    classes = {it.name: it.loan_class for it in masters.material_types.values()}
    assert list(classes) == ["図書", "雑誌", "紙芝居", "CD", "DVD", "ビデオ", "語学CD", "カセット"]
    assert [name for name, it in classes.items() if it is LoanClass.LANGUAGE] == ["語学CD", "カセット"]
    assert [name for name, it in classes.items() if it is LoanClass.BOOK] == ["図書", "雑誌", "紙芝居"]


@pytest.mark.parametrize(
    ("kind", "labels", "ends"),
    [
        (
            "cancel_reason",
            ["利用者取消", "窓口取消", "取置期限切れ", "予約待ち期限切れ", "資料都合", "館都合"],
            [],
        ),
        (
            "request_status",
            [
                "受付",
                "調査中",
                "発注中",
                "借用依頼中",
                "到着・処理中",
                "ご用意できました",
                "提供不可",
                "取消",
            ],
            ["提供不可", "取消"],
        ),
        ("reference_status", ["受付", "調査中", "回答作成済", "連絡済"], ["連絡済"]),
        (
            "suspension_note",
            [
                "郵便物が戻った",
                "電話がつながらない",
                "督促済み",
                "住所確認の書類待ち",
                "弁償の手続き中",
                "忘れ物の預かり",
                "責任者に確認",
            ],
            [],
        ),
        (
            "override_reason",
            [
                "返却された資料を確認",
                "弁償済み",
                "住所に変更がないと確認",
                "カードが見つかった",
                "館の判断",
            ],
            [],
        ),
    ],
)
def test_the_open_vocabularies_are_the_assumed_ones(
    masters: Masters, kind: str, labels: list[str], ends: list[str]
) -> None:
    found = [it for it in masters.labels.values() if it.kind == kind]
    assert [it.label for it in found] == labels
    assert [it.label for it in found if it.ends] == ends


def test_a_code_without_words_is_shown_as_it_is(masters: Masters) -> None:
    assert masters.label("reference_status", "told") == "連絡済"
    assert masters.label("reference_status", "unheard_of") == "unheard_of"


@pytest.mark.parametrize(
    ("code", "open_days", "closed_days"),
    [
        (
            "chuo",
            [
                date(2026, 11, 13),
                date(2026, 11, 16),
                date(2026, 11, 30),
                date(2026, 12, 28),
                date(2027, 1, 5),
            ],
            [date(2026, 11, 20), date(2026, 12, 29), date(2027, 1, 4)],  # a third Friday; the new year
        ),
        (
            "maekawa",
            [date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 26)],  # 23: 勤労感謝の日, a Monday
            [date(2026, 11, 16), date(2026, 11, 24), date(2026, 11, 27)],  # 27: the month ends on a Monday
        ),
        ("shibakita", [date(2026, 11, 24), date(2026, 11, 28)], [date(2026, 11, 25), date(2026, 11, 27)]),
    ],
)
def test_each_branch_has_its_calendar(
    masters: Masters, code: str, open_days: list[date], closed_days: list[date]
) -> None:
    calendar = masters.calendar(masters.branch_by_code(code).id)
    assert [day for day in open_days if not calendar.is_open(day)] == []
    assert [day for day in closed_days if calendar.is_open(day)] == []


async def test_single_days_go_before_rules(db: Database) -> None:
    day = date(2026, 11, 20)
    async with db.transaction() as conn:
        values = {"branch_id": 1, "note": "", "special": False}
        await conn.execute(insert(closed_day).values(day=day, open=True, **values))
        await conn.execute(
            insert(closed_day).values(
                [
                    {**values, "day": day + timedelta(days=it), "open": False, "special": True}
                    for it in (10, 11, 12)
                ]
            )
        )
    calendar = (await load(db)).calendar(1)
    assert calendar.is_open(day)
    assert not calendar.is_open(day + timedelta(days=11))
    assert calendar.special_closure_around(day + timedelta(days=11), 3, 0)


async def test_holidays_are_the_databases(db: Database) -> None:
    async with db.transaction() as conn:
        await conn.execute(delete(public_holiday).where(public_holiday.c.day == date(2026, 11, 23)))
    masters = await load(db)
    assert not masters.calendar(masters.branch_by_code("maekawa").id).is_open(date(2026, 11, 23))


async def test_a_policy_is_the_one_in_force_on_the_day(db: Database) -> None:
    async with db.transaction() as conn:
        rule = {"name": "loan_days", "valid_from": date(2027, 4, 1), "value": 21}
        await conn.execute(insert(circulation_rule).values(rule))
    assert (await load(db, date(2027, 3, 31))).policy.loan_days == 14
    assert (await load(db, date(2027, 4, 1))).policy.loan_days == 21


async def test_a_library_of_the_version_before_says_nothing_of_item_numbers(db: Database) -> None:
    names = ("item_number_digits", "item_number_prefix")
    async with db.transaction() as conn:
        await conn.execute(delete(circulation_rule).where(circulation_rule.c.name.in_(names)))
    assert ItemNumbers.of((await load(db)).policy) == ItemNumbers(10, "")
    async with db.transaction() as conn:
        for name, value in zip(names, (8, "12"), strict=True):
            await conn.execute(
                insert(circulation_rule).values(name=name, valid_from=date(2026, 1, 1), value=value)
            )
    assert ItemNumbers.of((await load(db)).policy) == ItemNumbers(8, "12")


async def test_a_text_is_the_one_in_force_on_the_day_and_the_programs_before(db: Database) -> None:
    name = "slip.ja.title"
    async with db.transaction() as conn:
        for day, text in ((date(2027, 5, 1), "五月"), (date(2027, 4, 1), "四月")):
            await conn.execute(insert(wording).values(name=name, valid_from=day, text=text))
    assert (await load(db, date(2027, 3, 31))).wording == own_texts()
    assert (await load(db, date(2027, 4, 30))).wording == {**own_texts(), name: "四月"}
    assert (await load(db, date(2027, 5, 1))).wording[name] == "五月"


async def test_a_text_of_another_version_is_as_if_it_was_not_there(db: Database) -> None:
    async with db.transaction() as conn:
        row = {"name": "slip.fr.title", "valid_from": date(2026, 1, 1), "text": "{place}"}
        await conn.execute(insert(wording).values(row))
    masters = await load(db)
    assert (masters.wording, masters.unreadable) == (own_texts(), ())


async def change(db: Database, *, raised: bool) -> None:
    async with db.transaction() as conn:
        await conn.execute(update(branch).where(branch.c.code == "chuo").values(short_name="新館"))
        await conn.execute(
            insert(code_label).values(
                kind="cancel_reason", code="flood", label="水害", position=0, ends=False
            )
        )
        if raised:
            await conn.execute(update(masters_version).values(version=2))


async def test_masters_are_read_again_when_their_version_rises(db: Database) -> None:
    store = await MastersStore.load(db)
    before = store.current
    await change(db, raised=True)
    assert await store.fresh(1, before.day) is before
    after = await store.fresh(2, before.day)
    assert after is store.current
    assert after.version == 2
    assert after.branches[1].short_name == "新館"
    assert next(iter(after.labels.values())) == CodeLabel("cancel_reason", "flood", "水害", ends=False)
    assert await store.fresh(2, before.day) is after


async def test_masters_are_read_again_on_another_day(db: Database) -> None:
    store = await MastersStore.load(db)
    before = store.current
    await change(db, raised=False)
    tomorrow = before.day + timedelta(days=1)
    after = await store.fresh(1, tomorrow)
    assert (after.day, after.branches[1].short_name) == (tomorrow, "新館")


async def test_masters_are_asked_for_without_a_look_up(db: Database) -> None:
    town = await Town.found(db)
    store = await MastersStore.load(db)
    before = store.current
    await store.again()
    assert store.current is before
    await change(db, raised=True)
    await store.again()
    assert store.current.branches[1].short_name == "新館"
    await town.set_time(NOW + timedelta(days=1))
    await store.again()
    assert store.current.day == TODAY + timedelta(days=1)


async def test_an_act_reads_masters_on_its_own_connection(db: Database) -> None:
    store = await MastersStore.load(db)
    tomorrow = store.current.day + timedelta(days=1)
    async with db.transaction() as conn:
        await conn.execute(update(branch).where(branch.c.id == 1).values(short_name="別館"))
        assert (await store.fresh(1, tomorrow, conn)).branches[1].short_name == "別館"


async def test_the_day_is_tokyos_at_the_server(db: Database) -> None:
    town = await Town.found(db)
    late = NOW.replace(hour=23, minute=50)
    await town.set_time(late)
    assert (await load(db)).day == TODAY
    await town.set_time(late + timedelta(minutes=20))
    assert (await load(db)).day == TODAY + timedelta(days=1) == tokyo_day(late + timedelta(minutes=20))
