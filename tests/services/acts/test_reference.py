"""Reference questions on real databases: taken with a receipt, told, and never in the records."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.acts.contact import ChangeEmail
from services.acts.reference import AskQuestion, MarkTold
from services.contract.errors import QuestionFaulty, RowChanged
from services.contract.snapshot import PatronSnapshot
from services.own_schema.database.tables import outgoing_mail, patron, reference_question
from services.own_schema.library import Library
from services.rules.people.reference import QuestionFault, QuestionForm
from tests.helpers.mails import claimed_letters
from tests.helpers.patrons import NOW, TODAY, Town, clerk, open_card

FORM = QuestionForm(
    name=" 浦和 二郎 ",
    email="jiro.urawa@mail.example.jp",
    phone="",
    question="荒川の渡し場の秘密の場所はどこか",
)


def asked(patron_id: int, **changed: str) -> AskQuestion:
    return AskQuestion(actor=clerk(), patron_id=patron_id, form=replace(FORM, **changed))


async def test_a_question_is_taken_with_a_receipt_to_the_address_in_the_form(
    library: Library, town: Town
) -> None:
    patron_id = await town.patron()
    done = await library.backend.acts.perform(asked(patron_id))
    assert done.result == TODAY
    assert isinstance(done.answer, PatronSnapshot)
    (row,) = done.answer.questions
    assert (row.question, row.status, row.received_on) == (FORM.question, "受付", TODAY)
    (kept,) = await town.all_rows(reference_question)
    assert (kept["name"], kept["phone"]) == ("浦和 二郎", None)
    (mail,) = await town.all_rows(outgoing_mail)
    assert (mail["kind"], mail["recipient"], mail["body"]) == ("question_received", None, None)
    (letter,) = await claimed_letters(library)
    assert letter.recipient == FORM.email
    assert FORM.question not in letter.body
    assert [each["email"] for each in await town.all_rows(patron)] == ["hanako@example.jp"]
    assert done.answer.email_notice is None


async def test_each_receipt_goes_to_the_address_of_its_own_question(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    addresses = ["first@mail.example.jp", "second@mail.example.jp"]
    for days, address in enumerate(addresses):
        await town.set_time(NOW + timedelta(days=days))
        await library.backend.acts.perform(asked(patron_id, email=address))
    assert [letter.recipient for letter in await claimed_letters(library)] == addresses


async def test_a_repeated_order_asks_once(library: Library, town: Town) -> None:
    made = asked(await town.patron())
    first = await library.backend.acts.perform(made)
    second = await library.backend.acts.perform(made)
    assert (second.result, second.repeated) == (first.result, True)
    assert (await town.how_many(reference_question), await town.how_many(outgoing_mail)) == (1, 1)


async def test_every_fault_is_told_and_nothing_is_kept(library: Library, town: Town) -> None:
    made = asked(await town.patron(), name=" ", email="x@", question="")
    with pytest.raises(QuestionFaulty) as refused:
        await library.backend.acts.perform(made)
    assert refused.value.faults == (
        QuestionFault.NAME_MISSING,
        QuestionFault.EMAIL_MALFORMED,
        QuestionFault.QUESTION_MISSING,
    )
    assert await town.how_many(reference_question) == 0


async def test_a_told_question_is_no_longer_shown(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    await town.question(patron_id)
    (row,) = (await open_card(library.backend.look_ups)).questions
    made = MarkTold(actor=clerk(), patron_id=patron_id, question_id=row.id, seen_version=row.version)
    done = await library.backend.acts.perform(made)
    assert isinstance(done.answer, PatronSnapshot)
    assert done.answer.questions == ()
    (kept,) = await town.all_rows(reference_question)
    assert (kept["status"], kept["version"]) == ("told", 2)
    with pytest.raises(RowChanged):
        await library.backend.acts.perform(replace(made, act_id="another"))


async def test_no_record_holds_what_was_typed(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    await library.backend.acts.perform(asked(patron_id))
    version = (await open_card(library.backend.look_ups)).patron.version
    await library.backend.acts.perform(
        ChangeEmail(actor=clerk(), patron_id=patron_id, address="secret@example.jp", seen_version=version)
    )
    records = repr(await town.acts()) + repr(await town.looks())
    for typed in ("浦和", "荒川", "example.jp", "secret", "hanako"):
        assert typed not in records
