"""The library that is attacked: one patron who is open, one who isn't, and what belongs to each."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Final

import asyncpg

from services.rules.vocabulary import HoldStatus
from tests.helpers.city import City
from tests.helpers.patrons import CARD, days_ago, in_days
from tests.services.own_schema.schema.postgresql.matrix.routines import quoted

PLACE: Final = "2番窓口"
SHUT_CARD: Final = "987654321"
HASH: Final = "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$"
RIGHT: Final = f"{HASH}aWNoaWJhbm5vIGhhc2ggbm8gbmFrYW1p"
ACT, OTHERS_ACT, OWN_ACT = "0199aaaa-0001", "0199aaaa-0002", "0199aaaa-0003"
TOKEN, OTHERS_TOKEN = "0a" * 30, "0b" * 30
SECRETS: Final = MappingProxyType(
    {
        "name": "見せない氏名",
        "kana": "ミセナイ シメイ",
        "romaji": "Misenai Shimei",
        "address": "見せない住所",
        "email": "misenai@example.jp",
        "phone": "048-999-9999",
    }
)
"""What is registered of the patron who isn't open."""
OF_SHUT: Final = MappingProxyType(
    {
        **SECRETS,
        "kana_key": "ミセナイシメイ",
        "digits": "0489999999",
        "birth_date": "1971-03-09",
        "title": "見せない題名",
        "question": "見せない質問",
        "card": SHUT_CARD,
        "hash": "bWlzZW5haSBoYXNoIG5vIG5ha2FtaS4u",
    }
)
"""Texts that tell something of the patron who isn't open, by what they tell."""
NEVER: Final = MappingProxyType(
    {"hash": "bWlzZW5haSBoYXNoIG5vIG5ha2FtaS4u", "own_hash": "aWNoaWJhbm5vIGhhc2ggbm8gbmFrYW1p"}
)
"""What no answer tells of anybody."""

_NAMED: Final = re.compile(r"(?<!:):([a-z_]+)")
_LOOKED: Final = """
    INSERT INTO access_log (at, staff_id, branch_id, workstation, channel, patron_id, purpose)
    VALUES (madoguchi_now(), :by_staff, :branch, :place, 'counter', :patron, 'look_up');
    INSERT INTO identity_check (patron_id, staff_id, branch_id, workstation, at, outcome, facts, open_until)
    VALUES (:patron, :by_staff, :branch, :place, madoguchi_now(), 'passed', '{}',
            madoguchi_now() + interval '25 minutes');
"""
_BELONGINGS: Final = """
    INSERT INTO act
        (id, at, staff_id, branch_id, workstation, channel, patron_id, verb, outcome, details, sequence, hash)
    VALUES
        (:others_act, madoguchi_now(), :other, :branch, :place, 'counter', :shut, 'password.check', 'done', '{}', 0,
         '');
    INSERT INTO madoguchi.portal_session VALUES
        (sha256(convert_to(:of_token, 'UTF8')), :portal, :patron, 1, false, '2030-01-01'),
        (sha256(convert_to(:others_token, 'UTF8')), :other, :shut, 1, false, '2030-01-01');
    INSERT INTO outgoing_mail (patron_id, kind, recipient, body, status, queued_at, next_try_at, tries) VALUES
        (:patron, 'email_registered', NULL, NULL, 'waiting', madoguchi_now(), madoguchi_now(), 0),
        (:patron, 'email_registered', NULL, NULL, 'sending', madoguchi_now(),
         madoguchi_now() + interval '10 minutes', 1),
        (:shut, 'email_registered', 'misenai@example.jp', '見せない質問', 'waiting', madoguchi_now(),
         madoguchi_now() + interval '1 hour', 0);
"""
DESKS: Final = ("counter", "phone", "supervisor")


@dataclass(frozen=True)
class Scene:
    """What is there, by name; values are texts, which SQL casts to the type of an argument.

    Attributes:
        honest: what an argument of a name is in an honest call, unless a row says otherwise.
        others: what an argument of a name is that belongs to somebody else, by what it is.
    """

    city: City
    admin: asyncpg.Connection
    values: dict[str, str | None] = field(default_factory=dict)

    @property
    def logins(self) -> Mapping[str, str]:
        return self.city.names

    def of(self, who: str) -> dict[str, str | None]:
        """Give the honest values as a login has them."""
        return self.values | {"by_staff": self.logins[who], "whose": self.logins[who]}

    def act(self, name: str, who: str) -> dict[str, str | None]:
        """Give an act's record and its changes: `renew` or `change_hold`."""
        number = {
            value: int(self.values[value] or 0) for value in ("loan", "hold", "mobile", "stop", "branch")
        }
        verb, subject, change = {
            "renew": (
                "loan.renew",
                "loan",
                {"change": "SetLoanDueDate", "loan_id": number["loan"], "due_on": self.values["until"]},
            ),
            "change_hold": (
                "hold.change",
                "hold",
                {
                    "change": "SetHoldHandover",
                    "hold_id": number["hold"],
                    "version": 1,
                    "contact": "phone",
                    "branch_id": number["mobile"],
                    "stop_id": number["stop"],
                },
            ),
        }[name]
        made = {
            "id": ACT,
            "branch": number["branch"],
            "workstation": PLACE,
            "channel": "phone" if who == "phone" else "counter",
            "by_phone": who == "phone",
            "verb": verb,
            "outcome": "done",
            "subject": subject,
            "subject_id": number[subject],
            "details": {},
        }
        return {"made": json.dumps(made), "changes": json.dumps([change])}

    def others(self, name: str) -> dict[str, str | None]:
        """Give what an argument of a name can be that is somebody else's."""
        found = {
            "of_patron": {"shut": "shut", "nobody": "nobody"},
            "by_patron": {"shut": "shut"},
            "by_staff": {"another": "other", "owner": "owner"},
            "whose": {"another": "other"},
            "of_login": {"another": "other"},
            "at_branch": {"no_branch": "nobody"},
            "of_act": {"others": "others_act"},
            "act_id": {"others": "others_act"},
            "for_act": {"others": "others_act"},
            "of_token": {"others": "others_token"},
            "of_hold": {"others": "shut_hold", "ready": "ready"},
            "of_cancellation": {"others": "shut_cancelled"},
            "of_mail": {"waiting": "mail", "others": "shut_mail"},
            "by_number": {"shut": "shut_card"},
            "by_card": {"shut": "shut_card"},
            "ids": {"shut": "shut_array"},
            "holds": {"not_over": "ready_array"},
            "nexts": {"another": "ready_array"},
        }.get(name, {})
        return {label: self.values[value] for label, value in found.items()}

    def filled(self, script: str, who: str) -> str:
        """Put values in the places of a script, `:name`."""
        values = self.of(who)
        return _NAMED.sub(lambda found: quoted(values[found[1]]), script)

    async def again(self, script: str, who: str) -> None:
        """Make the rows anew that a call uses up."""
        if script:
            await self.admin.execute(
                f"SET session_replication_role = replica; {self.filled(script, who)}; RESET session_replication_role"
            )


async def built(city: City, admin: asyncpg.Connection) -> Scene:
    """Bring the rows into a library."""
    town, scene = city.town, Scene(city, admin)
    patron = await town.patron(CARD)
    changed: dict[str, Any] = dict(SECRETS)
    shut = await town.patron(SHUT_CARD, birth_date=date(1971, 3, 9), **changed)
    for whose, hash_ in ((patron, RIGHT), (shut, f"{HASH}{OF_SHUT['hash']}")):
        await town.password(whose, hash_)
    wanted = await town.title("門")
    over = await town.hold(patron, bib=wanted, status=HoldStatus.READY, shelf_until=days_ago(2))
    turn = await town.hold(shut, bib=wanted)
    await town.question(shut, OF_SHUT["question"])
    await town.report(patron)
    ids = {
        "patron": patron,
        "shut": shut,
        "nobody": 999_999,
        "loan": await town.loan(patron),
        "shut_loan": await town.loan(shut, OF_SHUT["title"]),
        "hold": await town.hold(patron),
        "ready": await town.hold(patron, "それから", status=HoldStatus.READY),
        "shut_hold": await town.hold(shut, OF_SHUT["title"]),
        "shut_cancelled": await town.cancelled(shut, OF_SHUT["title"]),
        "branch": town.branch_id,
        "mobile": town.mobile_id,
        "stop": town.stop_id,
    }
    scene.values.update({name: str(value) for name, value in ids.items()})
    scene.values.update(
        {
            "of_patron": str(patron),
            "by_patron": str(patron),
            "at_branch": str(town.branch_id),
            "at_workstation": PLACE,
            "place": PLACE,
            "card": CARD,
            "by_number": CARD,
            "by_card": CARD,
            "shut_card": SHUT_CARD,
            "act": ACT,
            "act_id": ACT,
            "for_act": ACT,
            "of_act": OWN_ACT,
            "others_act": OTHERS_ACT,
            "of_token": TOKEN,
            "others_token": OTHERS_TOKEN,
            "other": city.names["other"],
            "portal": city.names["portal"],
            "phone": city.names["phone"],
            "owner": "madoguchi_owner",
            "right": RIGHT,
            "until": in_days(14).isoformat(),
            "yesterday": days_ago(1).isoformat(),
            "over_array": f"{{{over}}}",
            "turn_array": f"{{{turn}}}",
            "ready_array": f"{{{ids['ready']}}}",
            "shut_array": f"{{{shut}}}",
            "reads": "{}",
            "made": None,
            "changes": None,
            "mark": None,
        }
    )
    await admin.execute(scene.filled(_BELONGINGS, "counter"))
    for who in DESKS:
        await admin.execute(scene.filled(_LOOKED, who))
    mails = await admin.fetch("SELECT id FROM outgoing_mail ORDER BY id")
    named = zip(("mail", "of_mail", "shut_mail"), mails, strict=True)
    scene.values.update({name: str(row["id"]) for name, row in named})
    return scene
