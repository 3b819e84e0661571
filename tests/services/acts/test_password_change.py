"""パスワード変更 on real databases: what is changed, counted, refused, and who wins."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from services.acts.password_use import ChangePassword, PasswordChange
from services.acts.plan import ActContext, ActPlan
from services.acts.register import REGISTER, Register
from services.contract.errors import ActRefused, NotPermitted, RowChanged
from services.contract.snapshot import PatronSnapshot
from services.own_schema.database.tables import access_log, password_credential
from services.own_schema.library import Library, build_library
from services.own_schema.password_hashing import PasswordHasher
from services.rules.decision import Reason
from services.rules.passwords.passwords import PasswordFault
from services.rules.passwords.patron_login import LogInOutcome
from services.rules.vocabulary import CardProof, CredentialKind
from tests.helpers.patrons import NOW, Town, clerk, days_ago, in_days
from tests.services.acts.issue_scene import on_a_server
from tests.services.acts.password_scene import (
    LATER,
    NEW,
    OTHER,
    OWN,
    change_order,
    changed,
    checked,
    credential,
    log_in,
    outcomes,
    stored,
    unlock_order,
    with_password,
)

__all__ = ["stored"]


async def test_a_changed_password_is_the_patrons_own(library: Library, town: Town, stored: str) -> None:
    await with_password(
        town,
        stored,
        kind=CredentialKind.INITIAL,
        must_change=True,
        expires_on=in_days(3),
        wrong_logins=4,
        version=7,
    )
    done = await changed(library)
    assert done.result == PasswordChange()
    assert isinstance(done.answer, PatronSnapshot)
    state = done.answer.password
    assert state is not None
    assert (state.kind, state.must_change, state.expires_on) == (CredentialKind.PATRON, False, None)
    assert (state.version, (await credential(town))["wrong_logins"]) == (8, 0)
    assert await log_in(library, NEW) is LogInOutcome.OK
    assert await log_in(library, OWN) is LogInOutcome.WRONG
    (record,) = await town.acts()
    assert (record["verb"], record["outcome"]) == ("password.change", "changed")
    assert record["details"] == {"proof": "scanned", "version": 8}


async def test_a_wrong_old_one_is_told_counted_and_on_record(
    library: Library, town: Town, stored: str
) -> None:
    await with_password(town, stored)
    done = await changed(library, OTHER)
    assert done.result == PasswordChange((PasswordFault.OLD_WRONG,), until_lock=4)
    row = await credential(town)
    assert (row["hash"], row["wrong_logins"], row["version"]) == (stored, 1, 1)
    (record,) = await town.acts()
    assert (record["outcome"], record["details"]) == ("wrong", {"proof": "scanned", "until_lock": 4})


async def test_the_last_wrong_old_one_locks(library: Library, town: Town, stored: str) -> None:
    await with_password(town, stored, wrong_logins=4)
    done = await changed(library, OTHER)
    assert done.result == PasswordChange((PasswordFault.OLD_WRONG,), until_lock=0)
    assert isinstance(done.answer, PatronSnapshot)
    assert done.answer.password is not None
    until = done.answer.password.locked_until
    assert until is not None
    assert timedelta(minutes=15) <= until - NOW < timedelta(minutes=16)
    with pytest.raises(ActRefused) as refused:
        await changed(library)
    assert refused.value.refusal.reasons == (Reason.PASSWORD_LOCKED,)


async def test_every_fault_is_told_at_once(library: Library, town: Town, stored: str) -> None:
    await with_password(town, stored)
    done = await changed(library, OTHER, "かわ", "kawa")
    assert done.result.faults == (
        PasswordFault.OLD_WRONG,
        PasswordFault.TOO_SHORT,
        PasswordFault.FULL_WIDTH,
        PasswordFault.MISMATCH,
    )
    assert (await credential(town))["wrong_logins"] == 1


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ((NEW, "hanabi0815"), PasswordFault.MISMATCH),
        ((OWN, OWN), PasswordFault.SAME_AS_OLD),
        (("hanabi", "hanabi"), PasswordFault.TOO_SHORT),
        (("Hanabi_0815", "Hanabi_0815"), PasswordFault.SYMBOL),
    ],
)
async def test_an_unfit_new_one_changes_nothing_and_ends_the_count(
    library: Library, town: Town, stored: str, typed: tuple[str, str], fault: PasswordFault
) -> None:
    await with_password(town, stored, wrong_logins=3)
    done = await changed(library, OWN, *typed)
    assert fault in done.result.faults
    row = await credential(town)
    assert (row["hash"], row["wrong_logins"], row["version"]) == (stored, 0, 1)
    assert await outcomes(town) == [("password.change", "unfit")]


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ({"disabled_at": NOW}, Reason.PASSWORD_DISABLED),
        ({"locked_until": LATER, "wrong_logins": 5}, Reason.PASSWORD_LOCKED),
        (
            {"kind": CredentialKind.INITIAL, "must_change": True, "expires_on": days_ago(1)},
            Reason.PASSWORD_EXPIRED,
        ),
    ],
)
async def test_what_would_not_log_in_is_not_changed(
    library: Library, town: Town, stored: str, state: dict[str, Any], reason: Reason
) -> None:
    await with_password(town, stored, **state)
    for typed in (OWN, OTHER):
        with pytest.raises(ActRefused) as refused:
            await changed(library, typed)
        assert refused.value.refusal.reasons == (reason,)
    assert (await credential(town))["hash"] == stored
    assert await town.acts() == []


async def test_there_must_be_one_to_change(library: Library, town: Town) -> None:
    await town.patron()
    with pytest.raises(ActRefused) as refused:
        await changed(library)
    assert refused.value.refusal.reasons == (Reason.NO_PASSWORD,)


async def test_a_lock_that_is_over_is_no_lock(library: Library, town: Town, stored: str) -> None:
    await with_password(town, stored, wrong_logins=5, locked_until=NOW)
    assert (await changed(library)).result == PasswordChange()


@pytest.mark.parametrize(
    ("shown", "reason"),
    [
        ({"shown_card": "987654321"}, Reason.OTHER_CARD_SHOWN),
        ({"proof": CardProof.SEEN, "shown_card": None}, Reason.PROOF_NOT_ACCEPTED),
        (
            {"proof": CardProof.OPENING_SCAN, "shown_at": NOW - timedelta(minutes=3)},
            Reason.CARD_SHOWN_TOO_LONG_AGO,
        ),
    ],
)
async def test_the_card_is_wanted(
    library: Library, town: Town, stored: str, shown: dict[str, Any], reason: Reason
) -> None:
    patron_id = await with_password(town, stored, wrong_logins=5, locked_until=LATER)
    with pytest.raises(ActRefused) as change:
        await changed(library, **shown)
    with pytest.raises(ActRefused) as check:
        await checked(library, patron_id, **shown)
    with pytest.raises(ActRefused) as unlock:
        await library.backend.acts.perform(await unlock_order(library, **shown))
    assert {it.value.refusal.reasons for it in (change, check, unlock)} == {(reason,)}
    assert await town.acts() == []


async def test_a_wrong_one_counts_also_where_the_act_is_refused(
    library: Library, town: Town, stored: str
) -> None:
    await with_password(town, stored)
    for typed in (OTHER, OWN, OTHER):
        with pytest.raises(ActRefused):
            await changed(library, typed, shown_card="987654321")
    assert (await credential(town))["wrong_logins"] == 1
    assert await town.acts() == []


async def test_a_password_reissued_meanwhile_is_not_changed(
    library: Library, town: Town, stored: str
) -> None:
    await with_password(town, stored)
    made = await change_order(library)
    await town.change(password_credential, password_credential.c.version == 1, version=2)
    with pytest.raises(RowChanged):
        await library.backend.acts.perform(made)


async def test_the_same_order_changes_once(library: Library, town: Town, stored: str) -> None:
    await with_password(town, stored)
    made = await change_order(library)
    first = await library.backend.acts.perform(made)
    again = await library.backend.acts.perform(made)
    assert (again.result, first.repeated, again.repeated) == (first.result, False, True)
    assert (await credential(town))["version"] == 2
    assert await outcomes(town) == [("password.change", "changed")]


async def test_the_same_wrong_order_counts_once(library: Library, town: Town, stored: str) -> None:
    await with_password(town, stored)
    made = await change_order(library, OTHER, "short")
    first = await library.backend.acts.perform(made)
    again = await library.backend.acts.perform(made)
    assert again.result == first.result
    assert (await credential(town))["wrong_logins"] == 1


async def test_two_desks_change_at_once_and_one_wins(library: Library, town: Town, stored: str) -> None:
    await with_password(town, stored)
    orders = [await change_order(library, OWN, new) for new in (NEW, "Fuurin0707")]
    orders[1] = replace(orders[1], actor=replace(clerk(), workstation="3番窓口"))
    results = await asyncio.gather(*map(library.backend.acts.perform, orders), return_exceptions=True)
    lost = [isinstance(it, RowChanged) for it in results]
    assert sorted(lost) == [False, True]
    winner = (NEW, "Fuurin0707")[lost.index(False)]
    assert await log_in(library, winner) is LogInOutcome.OK
    assert await outcomes(town) == [("password.change", "changed")]


@on_a_server
async def test_wrong_ones_at_both_doors_are_all_counted(library: Library, town: Town, stored: str) -> None:
    await with_password(town, stored)
    orders = [await change_order(library, OTHER) for _ in range(2)]
    await asyncio.gather(
        *map(library.backend.acts.perform, orders), log_in(library, OTHER), log_in(library, OTHER)
    )
    assert (await credential(town))["wrong_logins"] == 4


async def test_no_record_and_no_order_holds_a_password(library: Library, town: Town, stored: str) -> None:
    patron_id = await with_password(town, stored)
    orders = [
        await change_order(library, OTHER),
        await change_order(library, OWN, "kurz", "kurz9"),
        await change_order(library),
    ]
    for order in orders:
        await library.backend.acts.perform(order)
    await checked(library, patron_id, OTHER)
    await checked(library, patron_id, NEW)
    kept = str([*await town.acts(), *await town.all_rows(access_log)]) + repr(orders)
    assert not any(text in kept for text in (OWN, NEW, OTHER, "kurz", "$argon2id$"))


def _hides_the_row(_request: ChangePassword, _context: ActContext) -> ActPlan[PasswordChange]:
    raise NotPermitted


@pytest.mark.parametrize("typed", [OWN, OTHER])
async def test_a_row_hidden_from_this_login_is_told(
    library: Library, town: Town, stored: str, cheap_hasher: PasswordHasher, typed: str
) -> None:
    await with_password(town, stored)
    register: Register = {ChangePassword: replace(REGISTER[ChangePassword], plan=_hides_the_row)}
    acts = build_library(library.db, library.masters, cheap_hasher, register).backend.acts
    with pytest.raises(NotPermitted):
        await acts.perform(await change_order(library, typed))
    assert (await credential(town))["wrong_logins"] == int(typed == OTHER)  # it counts before the act
