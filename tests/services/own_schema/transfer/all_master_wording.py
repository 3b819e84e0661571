"""The library's own wording in its file: told what is wrong, brought in as an act, and said by mails and slips."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import insert

from services.acts.contact import ChangeEmail
from services.acts.reference import AskQuestion
from services.contract.act_requests import new_act_id
from services.contract.file_faults import Cause
from services.files.wording import own_texts
from services.own_schema.database.tables import wording
from services.own_schema.masters.masters_store import load_masters
from services.own_schema.transfer.comparing import RowCounts
from services.own_schema.transfer.master_files import export_masters
from services.rules.people.reference import QuestionForm
from services.rules.vocabulary import Paper
from services.slips.maker import SlipMaker
from tests.helpers.mails import claimed_letters
from tests.helpers.patrons import NOW, Town, clerk, in_days, open_card
from tests.services.own_schema.transfer.all_master_files import Desk, added, changed, desk, without
from tests.services.slips.contents import content
from tests.services.slips.reading_back import text_of

__all__ = ["desk"]

BODY = "mail.email_registered.body"
TODAY = "2026/11/24"


def says(name: str, text: str, valid_from: str = TODAY) -> dict[str, str]:
    return {"name": name, "valid_from": valid_from, "text": text}


async def test_a_library_that_words_nothing_itself_has_an_empty_file(desk: Desk) -> None:
    content = (desk.folder / "wording.csv").read_text(encoding="utf-8-sig")
    assert content == "name,valid_from,text\n"
    async with desk.library.db.reading() as conn:
        assert (await load_masters(conn)).wording == own_texts()


async def test_out_and_in_again_is_the_same(desk: Desk, town: Town) -> None:
    text = '\r\n{library}です。\r\n\r\n  「{portal}」, "{date}"\r\n\n'
    desk.edit("wording", added(**says(BODY, text)))
    desk.edit("wording", added(**says("slip.ja.title", " 新しい題 ", "2027-04-01")))
    done = await desk.bring()

    assert done.counts["wording"] == RowCounts(2, 0, 0)
    assert [(row["name"], row["valid_from"], row["text"]) for row in await town.all_rows(wording)] == [
        (BODY, date(2026, 11, 24), '{library}です。\n\n  「{portal}」, "{date}"'),
        ("slip.ja.title", date(2027, 4, 1), "新しい題"),
    ]
    assert not (await desk.bring()).changes
    again = desk.folder.parent / "again"
    await export_masters(desk.library.db, again)
    moved = Desk(desk.library, again)
    assert (await moved.check()).counts["wording"] == RowCounts(0, 0, 2)
    assert not (await moved.bring()).changes
    (record,) = await town.acts()
    assert (record["verb"], record["details"]) == ("masters.import", {"wording_inserted": 2})


async def test_a_line_that_is_gone_gives_the_programs_text_back(desk: Desk) -> None:
    desk.edit("wording", added(**says("slip.ja.title", "新しい題")))
    await desk.bring()
    desk.edit("wording", changed({"name": "slip.ja.title"}, text="もっと新しい題"))
    assert (await desk.bring()).counts["wording"] == RowCounts(0, 1, 0)
    async with desk.library.db.reading() as conn:
        assert (await load_masters(conn)).wording["slip.ja.title"] == "もっと新しい題"
    desk.edit("wording", without(name="slip.ja.title"))
    assert (await desk.bring()).counts["wording"] == RowCounts(0, 0, 0, 1)
    async with desk.library.db.reading() as conn:
        assert (await load_masters(conn)).wording == own_texts()


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)  # nothing of it is the database's
@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("slip.ja.titel", "題", [("name", Cause.WORDING_UNKNOWN, "slip.ja.titel")]),
        ("slip.ja.title", "", [("text", Cause.EMPTY, "")]),
        ("slip.ja.title", "\u3000\n", [("text", Cause.EMPTY, "")]),
        ("slip.ja.title", "題\n名", [("text", Cause.CONTROL_CHARACTER, "")]),
        ("mail.email_registered.subject", "題\nBcc: x@example.jp", [("text", Cause.CONTROL_CHARACTER, "")]),
        ("slip.ja.title", "題" * 31, [("text", Cause.TOO_LONG, "30"), ("text", Cause.SLIP_FULL, "a6")]),
        ("slip.ja.title", "題" * 30, [("text", Cause.SLIP_FULL, "a6")]),
        ("slip.ja.forgotten", "窓口へ😀𠮷", [("text", Cause.NO_GLYPH, "😀𠮷")]),
        (
            "slip.ja.change_by",
            "{day} までに𠮷",
            [
                ("text", Cause.PLACE_UNKNOWN, "{day}"),
                ("text", Cause.PLACE_MISSING, "{date}"),
                ("text", Cause.NO_GLYPH, "𠮷"),
            ],
        ),
        (
            BODY,
            "<b\nclass='a very long one, which is cut when it is told'>図書館</b>です。",
            [
                ("text", Cause.MARKUP, "<b class='a very long one, which is cut …"),
                ("text", Cause.MARKUP, "</b>"),
                ("text", Cause.PLACE_MISSING, "{library}"),
            ],
        ),
    ],
)
async def test_every_fault_of_a_text_is_told(
    desk: Desk, name: str, text: str, told: list[tuple[str, Cause, str]]
) -> None:
    wanted = [it for it in told if it[1] is not Cause.SLIP_FULL or len(told) == 1]
    desk.edit("wording", added(**says("slip.ja.case", "字")))
    desk.edit("wording", added(**says(name, text)))
    faults = await desk.told()

    assert [(it.file, it.line, it.column, it.cause, it.found) for it in faults] == [
        ("wording.csv", 3, *it) for it in wanted
    ]
    assert await desk.version() == 1


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
async def test_a_slip_without_room_is_told_at_the_line_that_takes_it(desk: Desk) -> None:
    sentences = ["card_number", "case", "change", "forgotten", "change_by"]
    desk.edit("wording", added(**says("slip.ja.title", "題" * 20)))
    for sentence in sentences:
        grown = own_texts()[f"slip.ja.{sentence}"].ljust(160 if sentence == "case" else 150, "字")
        desk.edit("wording", added(**says(f"slip.ja.{sentence}", grown, "2027-04-01")))
    desk.edit("wording", added(**says("slip.ja.forgotten", "窓口へ。", "2027-05-01")))
    told = await desk.told()
    assert [(it.line, it.column, it.cause, it.found) for it in told] == [(4, "text", Cause.SLIP_FULL, "a6")]


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
async def test_no_line_is_blamed_without_which_there_would_be_no_more_room(desk: Desk) -> None:
    for sentence in ("must_change", "case", "card_number", "change", "change_by"):
        grown = own_texts()[f"slip.ja.{sentence}"].ljust(
            160 if sentence in {"must_change", "case"} else 150, "字"
        )
        desk.edit("wording", added(**says(f"slip.ja.{sentence}", grown)))
    assert [(it.line, it.cause) for it in await desk.told()] == [(3, Cause.SLIP_FULL)]


async def test_two_texts_of_a_name_from_one_day_are_one_too_many(desk: Desk) -> None:
    for text in ("一", "二"):
        desk.edit("wording", added(**says("slip.ja.title", text)))
    assert [(it.line, it.column, it.cause) for it in await desk.told()] == [
        (3, "name valid_from", Cause.TWICE)
    ]


async def test_a_text_of_a_newer_program_is_left_alone(desk: Desk, town: Town) -> None:
    async with desk.library.db.transaction() as conn:
        newer = {"name": "slip.fr.title", "valid_from": date(2026, 1, 1), "text": "Mot de passe"}
        await conn.execute(insert(wording).values(newer))
    assert not (await desk.bring()).changes
    assert len(await town.all_rows(wording)) == 1


async def test_open_desks_say_the_librarys_words_from_their_day_on(desk: Desk, town: Town) -> None:
    library = desk.library
    await town.patron()
    before = (await open_card(library.backend.look_ups)).patron
    maker = SlipMaker(lambda: library.masters.current.wording)
    tomorrow = in_days(1).isoformat()
    desk.edit("wording", added(**says(BODY, "{library}: {date}")))
    desk.edit("wording", added(**says(BODY, "明日の{library}", tomorrow)))
    desk.edit("wording", added(**says("mail.question_received.body", "{library}が承りました。")))
    desk.edit("wording", added(**says("slip.ja.title", "今日の題")))
    desk.edit("wording", added(**says("slip.ja.title", "明日の題", tomorrow)))
    assert (await desk.bring()).faults.kept == ()

    address = ChangeEmail(
        actor=clerk(), patron_id=before.id, address="a@example.jp", seen_version=before.version
    )
    await library.backend.acts.perform(address)
    form = QuestionForm(name="花子", email="b@example.jp", phone="", question="いつ")
    await library.backend.acts.perform(AskQuestion(actor=clerk(), patron_id=before.id, form=form))
    said = [letter.body for letter in await claimed_letters(library)]
    assert said == ["川口市立図書館: 2026/11/24", "川口市立図書館が承りました。"]
    assert "今日の題" in text_of(await maker.make(content(), Paper.A6))

    await town.set_time(NOW + timedelta(days=1))
    after = (await open_card(library.backend.look_ups)).patron
    await library.backend.acts.perform(
        replace(address, act_id=new_act_id(), address="c@example.jp", seen_version=after.version)
    )
    assert (await claimed_letters(library))[-1].body == "明日の川口市立図書館"
    assert "明日の題" in text_of(await maker.make(content(), Paper.A6))
