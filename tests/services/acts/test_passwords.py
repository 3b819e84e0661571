"""What an issue of a password does, and who may have one issued for which card."""

import logging
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from services.contract.actor import Actor
from services.contract.backend import Acts
from services.contract.errors import ActRefused, PatronGone
from services.contract.snapshot import PatronSnapshot
from services.own_schema.audit.verification import verify
from services.own_schema.database.tables import card, metadata, password_credential, suspension
from services.own_schema.library import Library
from services.rules.decision import Reason
from services.rules.passwords.passwords import check_new_password, generate
from services.rules.passwords.patron_login import LogInOutcome
from services.rules.policy import Policy
from services.rules.secret import Secret
from services.rules.vocabulary import (
    CardProof,
    CardStatus,
    Channel,
    CredentialKind,
    Receiver,
    Role,
    SuspensionReason,
)
from tests.helpers.patrons import CARD, NOW, TODAY, Town, clerk, days_ago, in_days
from tests.helpers.statements import recorded
from tests.services.acts.issue_scene import OTHER_CARD, acts, an_order, log_in, nothing_happened, set_rule

__all__ = ["acts"]


# What an issue does


async def test_the_issued_password_logs_in(acts: Acts, library: Library, town: Town) -> None:
    order = an_order(await town.patron())
    await acts.perform(order)
    assert await log_in(library, order.password.reveal()) is LogInOutcome.MUST_CHANGE
    assert await log_in(library, order.password.reveal().upper()) is LogInOutcome.WRONG


async def test_a_reissue_kills_the_password_before(acts: Acts, library: Library, town: Town) -> None:
    first = an_order(await town.patron())
    await acts.perform(first)
    second = an_order(first.patron_id, seen_version=1)
    outcome = await acts.perform(second)
    assert outcome.result.reissued
    assert await log_in(library, first.password.reveal()) is LogInOutcome.WRONG
    assert await log_in(library, second.password.reveal()) is LogInOutcome.MUST_CHANGE


async def test_the_outcome_of_a_first_issue(acts: Acts, town: Town) -> None:
    outcome = await acts.perform(an_order(await town.patron()))
    assert (outcome.result.card_number, outcome.result.issued_on, outcome.result.expires_on) == (
        CARD,
        TODAY,
        in_days(60),
    )
    assert (outcome.result.must_change, outcome.result.reissued) == (True, False)
    assert isinstance(outcome.answer, PatronSnapshot)
    state = outcome.answer.password
    assert state is not None
    assert (state.kind, state.must_change, state.expires_on) == (CredentialKind.INITIAL, True, in_days(60))
    assert (state.issued_on, state.expired, state.version) == (TODAY, False, 1)
    assert await town.looks() == []


async def test_a_reissue_resets_lock_count_and_disabling(acts: Acts, town: Town) -> None:
    patron_id = await town.patron()
    await town.password(
        patron_id, wrong_logins=5, locked_until=NOW + timedelta(minutes=9), disabled_at=NOW, version=7
    )
    await acts.perform(an_order(patron_id, seen_version=7))
    (row,) = await town.all_rows(password_credential)
    assert timedelta() <= row["issued_at"] - NOW < timedelta(minutes=1)
    assert row["hash"].startswith("$argon2id$")
    assert {name: value for name, value in row.items() if name not in {"issued_at", "hash"}} == {
        "patron_id": patron_id,
        "kind": CredentialKind.INITIAL,
        "must_change": True,
        "expires_on": in_days(60),
        "wrong_logins": 0,
        "locked_until": None,
        "disabled_at": None,
        "version": 8,
    }


async def test_the_librarys_settings_decide(acts: Acts, library: Library, town: Town) -> None:
    await set_rule(town, "initial_password_days", None)
    await set_rule(town, "initial_password_must_change", value=False)
    order = an_order(await town.patron())
    outcome = await acts.perform(order)
    assert (outcome.result.expires_on, outcome.result.must_change) == (None, False)
    assert await log_in(library, order.password.reveal()) is LogInOutcome.OK


def test_what_is_generated_may_be_a_password() -> None:
    made = [generate(Policy()).reveal() for _ in range(50)]
    assert len(set(made)) == 50
    assert all(check_new_password("", it, it) == () for it in made)
    assert all(len(it) == 12 for it in made)


async def test_one_record_by_codes_only(acts: Acts, library: Library, town: Town) -> None:
    first = an_order(await town.patron())
    await acts.perform(first)
    second = an_order(first.patron_id, seen_version=1, proof=CardProof.OPENING_SCAN, shown_at=NOW)
    await acts.perform(second)
    records = {record["id"]: record for record in await town.acts()}
    assert [records[it.act_id]["verb"] for it in (first, second)] == ["password.issue", "password.reissue"]
    record = records[second.act_id]
    assert (record["staff_id"], record["branch_id"], record["workstation"]) == ("staff01", 1, "2番窓口")
    assert (record["channel"], record["patron_id"], record["outcome"]) == (
        Channel.COUNTER,
        first.patron_id,
        "done",
    )
    assert record["details"] == {
        "proof": "opening_scan",
        "receiver": "self",
        "version": 2,
        "expires_on": in_days(60).isoformat(),
        "must_change": True,
        "slip": "followed",
    }
    assert (await verify(library.db)).findings == ()


async def test_on_postgresql_an_issue_is_two_round_trips(acts: Acts, library: Library, town: Town) -> None:
    patron_id = await town.patron()
    await library.backend.look_ups.refresh(patron_id, clerk())
    with recorded(library.db) as statements:
        await acts.perform(an_order(patron_id))
    # SQLite, which makes no trips, writes apart.
    assert len(statements) == {"postgresql": 2, "sqlite": 4}[library.db.dialect]


# The plain password


async def test_the_plain_password_is_nowhere(
    library: Library,
    town: Town,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.chdir(temporary)
    caplog.set_level(logging.DEBUG)
    order = an_order(await town.patron())
    outcome = await library.backend.acts.perform(order)
    plain = order.password.reveal()

    said = [record.getMessage() for record in caplog.records] + [repr(order), repr(outcome)]
    stored = [repr(await town.all_rows(table)) for table in metadata.sorted_tables]
    files = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    if library.db.path is not None:
        own = [Path(f"{library.db.path}{ending}").read_bytes() for ending in ("", "-wal")]
        assert any(b"$argon2id$" in content for content in own)
        files += own
    assert any("$argon2id$" in rows for rows in stored)
    assert not any(plain in it for it in said + stored)
    assert not any(plain.encode() in content for content in files)


# Who may, and for which card


@pytest.mark.parametrize(
    "actor", [clerk(Role.PHONE), clerk(Role.SUPERVISOR, Channel.PHONE)], ids=["role", "channel"]
)
async def test_not_by_phone(acts: Acts, town: Town, actor: Actor) -> None:
    order = an_order(await town.patron(), actor=actor)
    with pytest.raises(ActRefused) as caught:
        await acts.perform(order)
    assert caught.value.refusal.reasons == (Reason.NEEDS_VISIT, Reason.NOT_IDENTIFIED)
    assert await nothing_happened(town)


async def test_a_supervisor_may(acts: Acts, town: Town) -> None:
    order = an_order(await town.patron(), actor=clerk(Role.SUPERVISOR))
    assert (await acts.perform(order)).result.card_number == CARD


@pytest.mark.parametrize(
    ("changed", "reasons"),
    [
        ({"shown_card": OTHER_CARD}, [Reason.OTHER_CARD_SHOWN]),
        ({"shown_card": None}, [Reason.CARD_NOT_SHOWN]),
        (
            {"proof": CardProof.OPENING_SCAN, "shown_at": NOW - timedelta(minutes=2, seconds=1)},
            [Reason.CARD_SHOWN_TOO_LONG_AGO],
        ),
        (
            {"proof": CardProof.OPENING_SCAN, "shown_at": NOW + timedelta(minutes=4)},
            [Reason.CARD_SHOWN_TOO_LONG_AGO],
        ),
        ({"proof": CardProof.TYPED}, [Reason.PROOF_NOT_ACCEPTED]),
        ({"proof": CardProof.SEEN, "shown_card": None}, [Reason.PROOF_NOT_ACCEPTED]),
        ({"receiver": Receiver.GUARDIAN}, [Reason.NOT_A_CHILD]),
        ({"receiver": Receiver.PROXY}, [Reason.PROXY_NOT_ACCEPTED]),
        (
            {"shown_card": OTHER_CARD, "receiver": Receiver.GUARDIAN},
            [Reason.OTHER_CARD_SHOWN, Reason.NOT_A_CHILD],
        ),
    ],
)
async def test_refused_with_every_reason(
    acts: Acts, town: Town, changed: dict[str, Any], reasons: list[Reason]
) -> None:
    await town.patron(OTHER_CARD)
    with pytest.raises(ActRefused) as caught:
        await acts.perform(an_order(await town.patron(), **changed))
    assert list(caught.value.refusal.reasons) == reasons
    assert await nothing_happened(town)


async def test_an_opening_scan_still_fresh_is_enough(acts: Acts, town: Town) -> None:
    shown_at = NOW - timedelta(minutes=1, seconds=30)
    order = an_order(await town.patron(), proof=CardProof.OPENING_SCAN, shown_at=shown_at)
    assert (await acts.perform(order)).result.card_number == CARD


async def test_a_childs_guardian_may_take_it(acts: Acts, town: Town) -> None:
    child = await town.patron(birth_date=date(2018, 5, 1))
    await acts.perform(an_order(child, receiver=Receiver.GUARDIAN))
    (record,) = await town.acts()
    assert record["details"]["receiver"] == "guardian"


async def test_settings_read_in_the_act_accept_a_typed_card(acts: Acts, town: Town) -> None:
    await set_rule(town, "typed_card_accepted", value=True)
    await acts.perform(an_order(await town.patron(), proof=CardProof.TYPED))
    (record,) = await town.acts()
    assert record["details"]["proof"] == "typed"


async def test_not_for_a_card_reported_lost_meanwhile(acts: Acts, town: Town) -> None:
    patron_id = await town.patron()
    order = an_order(patron_id, receiver=Receiver.GUARDIAN)
    await town.suspend(patron_id, SuspensionReason.CARD_LOST)
    with pytest.raises(ActRefused) as caught:
        await acts.perform(order)
    assert caught.value.refusal.reasons == (Reason.LOSS_NOT_LIFTED, Reason.NOT_A_CHILD)
    await town.change(suspension, suspension.c.patron_id == patron_id, lifted_at=NOW, lifted_by="supervisor")
    await town.change(card, card.c.patron_id == patron_id, status=CardStatus.LOST)
    with pytest.raises(ActRefused) as caught:
        await acts.perform(order)
    assert caught.value.refusal.reasons == (Reason.CARD_LOST, Reason.NOT_A_CHILD)
    assert await nothing_happened(town)


async def test_a_lost_card_that_was_found_again(acts: Acts, town: Town) -> None:
    patron_id = await town.patron()
    await town.suspend(patron_id, SuspensionReason.CARD_LOST, lifted_at=NOW, lifted_by="supervisor")
    assert (await acts.perform(an_order(patron_id))).result.card_number == CARD


async def test_other_suspensions_do_not_matter(acts: Acts, town: Town) -> None:
    patron_id = await town.patron(expires_on=days_ago(40))
    await town.suspend(patron_id, SuspensionReason.LONG_OVERDUE)
    assert (await acts.perform(an_order(patron_id))).result.card_number == CARD


async def test_a_replaced_card_is_another_card(acts: Acts, town: Town) -> None:
    patron_id = await town.patron()
    await town.replace_card(patron_id, CARD, "234567890")
    with pytest.raises(ActRefused) as caught:
        await acts.perform(an_order(patron_id))
    assert caught.value.refusal.reasons == (Reason.OTHER_CARD_SHOWN,)
    assert (await acts.perform(an_order(patron_id, shown_card="234567890"))).result.card_number == "234567890"


async def test_a_patron_who_is_gone(acts: Acts, town: Town) -> None:
    with pytest.raises(PatronGone):
        await acts.perform(an_order(4711))


async def test_a_password_nobody_may_have_is_a_bug(acts: Acts, town: Town) -> None:
    with pytest.raises(ValueError, match="may issue"):
        await acts.perform(an_order(await town.patron(), password=Secret("onlyletters")))
    assert await nothing_happened(town)
