"""The e-mail address on real databases: registered, changed, deleted, refused, and its notice in the outbox."""

from dataclasses import replace

import pytest

from services.acts.contact import ChangeEmail, EmailChange, ResendNotice
from services.contract.errors import ActRefused, EmailMalformed, RowChanged
from services.contract.snapshot import PatronSnapshot
from services.own_schema.database.tables import hold, outgoing_mail, patron
from services.own_schema.library import Library
from services.rules.decision import Reason
from services.rules.people.email import MailFault
from services.rules.vocabulary import Channel, ContactMethod, HoldStatus, MailStatus, Role
from tests.helpers.mails import claimed_letters
from tests.helpers.patrons import NOW, Town, clerk, open_card

NEW = "shinki.doc@mail.example.jp"


async def order(library: Library, address: str, **changed: object) -> ChangeEmail:
    before = (await open_card(library.backend.look_ups)).patron
    made = ChangeEmail(actor=clerk(), patron_id=before.id, address=address, seen_version=before.version)
    return replace(made, **changed)  # type: ignore[arg-type]


async def registered(town: Town) -> list[str | None]:
    return [row["email"] for row in await town.all_rows(patron)]


@pytest.mark.parametrize(
    ("before", "change"), [(None, EmailChange.REGISTERED), ("old@example.jp", EmailChange.CHANGED)]
)
async def test_a_new_address_is_kept_and_its_notice_queued(
    library: Library, town: Town, before: str | None, change: EmailChange
) -> None:
    await town.patron(email=before)
    done = await library.backend.acts.perform(await order(library, NEW))
    assert done.result is change
    assert isinstance(done.answer, PatronSnapshot)
    assert done.answer.patron.email == NEW
    assert done.answer.email_notice is not None
    assert (done.answer.email_notice.status, done.answer.email_notice.tries) == (MailStatus.WAITING, 0)
    (mail,) = await town.all_rows(outgoing_mail)
    assert (mail["kind"], mail["recipient"], mail["body"]) == ("email_registered", None, None)
    (letter,) = await claimed_letters(library)
    assert letter.recipient == NEW
    assert "2026/11/24" in letter.body
    (record,) = await town.acts()
    assert (record["verb"], record["outcome"], record["details"]) == ("email.change", change.value, {})


@pytest.mark.parametrize(("before", "typed"), [("a@example.jp", "a@example.jp"), (None, "  ")])
async def test_the_same_again_changes_and_sends_nothing(
    library: Library, town: Town, before: str | None, typed: str
) -> None:
    await town.patron(email=before)
    done = await library.backend.acts.perform(await order(library, typed))
    assert done.result is EmailChange.UNCHANGED
    assert isinstance(done.answer, PatronSnapshot)
    assert done.answer.patron.version == 1
    assert await town.all_rows(outgoing_mail) == []


async def test_a_blank_deletes_and_sends_nothing(library: Library, town: Town) -> None:
    await town.patron()
    done = await library.backend.acts.perform(await order(library, "\u3000 "))
    assert done.result is EmailChange.DELETED
    assert await registered(town) == [None]
    assert await town.all_rows(outgoing_mail) == []


@pytest.mark.parametrize("status", HoldStatus)
async def test_no_deletion_while_a_hold_wants_mail(library: Library, town: Town, status: HoldStatus) -> None:
    await town.hold(await town.patron(), status=status, contact=ContactMethod.MAIL)
    with pytest.raises(ActRefused) as refused:
        await library.backend.acts.perform(await order(library, ""))
    assert refused.value.refusal.reasons == (Reason.MAIL_WANTED_BY_HOLD,)
    assert await registered(town) == ["hanako@example.jp"]
    assert await town.acts() == []


async def test_holds_are_set_to_none_in_the_same_act(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    for title, status in (
        ("一", HoldStatus.WAITING),
        ("二", HoldStatus.IN_TRANSIT),
        ("三", HoldStatus.READY),
    ):
        await town.hold(patron_id, title, status=status, contact=ContactMethod.MAIL)
    await town.hold(patron_id, "四", contact=ContactMethod.PHONE)
    other = await town.patron("200000001")
    await town.hold(other, "五", contact=ContactMethod.MAIL)
    done = await library.backend.acts.perform(await order(library, "", holds_to_none=True))
    assert done.result is EmailChange.DELETED
    assert isinstance(done.answer, PatronSnapshot)
    assert [row.contact for row in done.answer.holds].count(ContactMethod.NONE) == 3
    contacts = [row["contact"] for row in await town.all_rows(hold)]
    assert (contacts.count(ContactMethod.PHONE), contacts.count(ContactMethod.MAIL)) == (1, 1)
    (record,) = await town.acts()
    assert record["details"] == {"holds_to_none": 3}


async def test_a_malformed_address_is_told_with_every_cause_and_place(library: Library, town: Town) -> None:
    await town.patron()
    with pytest.raises(EmailMalformed) as refused:
        await library.backend.acts.perform(await order(library, ".a..b@example"))
    assert refused.value.faults == (
        (MailFault.TWO_DOTS, 2),
        (MailFault.LEADING_DOT, 0),
        (MailFault.NO_DOT_IN_DOMAIN, 6),
    )
    assert await town.acts() == []


async def test_what_changed_meanwhile_is_refused(library: Library, town: Town) -> None:
    await town.patron()
    made = await order(library, NEW)
    await library.backend.acts.perform(await order(library, "other@example.jp"))
    with pytest.raises(RowChanged):
        await library.backend.acts.perform(made)


async def test_a_corrected_address_takes_the_first_notice_back(library: Library, town: Town) -> None:
    await town.patron()
    await library.backend.acts.perform(await order(library, "wrong@example.jp"))
    await library.backend.acts.perform(await order(library, NEW))
    assert [letter.recipient for letter in await claimed_letters(library)] == [NEW]


async def test_a_deleted_address_takes_its_waiting_notice_back(library: Library, town: Town) -> None:
    await town.patron(email=None)
    await library.backend.acts.perform(await order(library, "wrong@example.jp"))
    assert (await library.backend.acts.perform(await order(library, ""))).result is EmailChange.DELETED
    assert await town.all_rows(outgoing_mail) == []


async def test_the_same_order_acts_once(library: Library, town: Town) -> None:
    await town.patron()
    made = await order(library, NEW)
    await library.backend.acts.perform(made)
    again = await library.backend.acts.perform(made)
    assert (again.result, again.repeated) == (EmailChange.CHANGED, True)
    assert len(await town.all_rows(outgoing_mail)) == 1


async def test_a_notice_is_sent_again_only_when_none_is_on_its_way(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    await library.backend.acts.perform(await order(library, NEW))
    made = ResendNotice(actor=clerk(), patron_id=patron_id)
    with pytest.raises(ActRefused) as refused:
        await library.backend.acts.perform(made)
    assert refused.value.refusal.reasons == (Reason.MAIL_ON_ITS_WAY,)
    await town.change(outgoing_mail, outgoing_mail.c.id > 0, status="failed", settled_at=NOW, answer_code=550)
    await library.backend.acts.perform(made)
    assert [mail["status"] for mail in await town.all_rows(outgoing_mail)] == ["failed", "waiting"]


async def test_without_an_address_there_is_nothing_to_send(library: Library, town: Town) -> None:
    patron_id = await town.patron(email=None)
    with pytest.raises(ActRefused) as refused:
        await library.backend.acts.perform(ResendNotice(actor=clerk(), patron_id=patron_id))
    assert refused.value.refusal.reasons == (Reason.NO_MAIL_ADDRESS,)


async def test_to_an_address_of_before_that_no_mail_reaches_nothing_is_sent(
    library: Library, town: Town
) -> None:
    patron_id = await town.patron(email="=?utf-8?b??=@x.jp")
    with pytest.raises(EmailMalformed) as refused:
        await library.backend.acts.perform(ResendNotice(actor=clerk(), patron_id=patron_id))
    assert refused.value.faults == ((MailFault.ENCODED_WORD, 0),)
    assert await town.all_rows(outgoing_mail) == []


async def test_by_phone_only_after_the_check(library: Library, town: Town) -> None:
    await town.patron()
    made = await order(library, NEW, actor=clerk(Role.PHONE, Channel.PHONE))
    with pytest.raises(ActRefused) as refused:
        await library.backend.acts.perform(made)
    assert refused.value.refusal.reasons == (Reason.NOT_IDENTIFIED,)


async def test_anothers_notice_is_nobody_elses(library: Library, town: Town) -> None:
    patron_id = await town.patron("200000001")
    await library.backend.acts.perform(ResendNotice(actor=clerk(), patron_id=patron_id))
    own = await town.patron()
    assert (await open_card(library.backend.look_ups)).email_notice is None
    await library.backend.acts.perform(ResendNotice(actor=clerk(), patron_id=own))
    assert (await open_card(library.backend.look_ups)).email_notice is not None
