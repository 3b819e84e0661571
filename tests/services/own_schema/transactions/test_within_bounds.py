"""No act keeps what is out of the one table's bounds in a file either, whatever its plan says."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from services.acts import act_changes
from services.contract.errors import NotPermitted
from services.own_schema.transactions.binds import ParameterBinds
from services.own_schema.transactions.statements import statements
from tests.helpers.patrons import NOW

QUESTION: dict[str, Any] = {"name": "花子", "email": "h@example.jp", "phone": None, "question": "どこですか"}
REGISTRATION: dict[str, Any] = {"expires_on": date(2027, 1, 1), "found_by": None, "moved": False}
PASSWORD: dict[str, Any] = {"kind": "patron", "must_change": False, "expires_on": None, "version": 2}

COSTLY = "$argon2id$v=19$m=1048576,t=9,p=1$AAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA"
NEVER = datetime.max.replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "change",
    [
        *(
            act_changes.InsertQuestion(**QUESTION | {"name": it})
            for it in ("　", "花\n子", "\u202e花", "花" * 121)
        ),
        *(
            act_changes.InsertQuestion(**QUESTION | {"question": it})
            for it in ("\n", "　", "\x07", "花" * 4001)
        ),
        *(act_changes.InsertQuestion(**QUESTION | {"email": it}) for it in ("x", "a@x.jp\n", "a@b@x.jp")),
        *(act_changes.SetEmail(address=it) for it in ("", "x", "a@x.jp\nBcc: b@x.jp")),
        *(
            act_changes.SetRegistration(**REGISTRATION, corrected={name: said})
            for name, said in (
                ("address", "川口市\n1"),
                ("address", None),
                ("postal_code", "332"),
                ("phone", "０４８"),
                ("kana", ""),
            )
        ),
        act_changes.SetPassword(**PASSWORD, hashed=COSTLY),
        act_changes.InsertReplacementCard(card_id=1, new_id=2, number="12345678x"),
        act_changes.SetWrongLogins(version=1, counted=1, wrong_logins=-1, locked_until=None),
        act_changes.SetWrongLogins(version=1, counted=1, wrong_logins=1, locked_until=NEVER),
    ],
    ids=str,
)
def test_what_is_out_of_its_bounds_is_written_nowhere(change: act_changes.ActChange) -> None:
    with pytest.raises(NotPermitted):
        statements(change, ParameterBinds(change, 1, "staff01", NOW))


def test_what_is_within_them_is() -> None:
    for change in (
        act_changes.InsertQuestion(**QUESTION),
        act_changes.InsertQuestion(
            **QUESTION | {"name": "𠮷野 葛\U000e0100 ｶﾞ\ue000", "question": "一\n\n。二\u200b"}
        ),
        act_changes.SetEmail(address="h+k'o@example.jp"),
        act_changes.SetEmail(address=None),
        act_changes.SetRegistration(
            **REGISTRATION, corrected={"alias": None, "phone": None, "address": "川" * 200}
        ),
    ):
        assert statements(change, ParameterBinds(change, 1, "staff01", NOW)).writes
