"""Passwords that cost next to nothing, and logging in with one."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import String, bindparam, select, text

from services.own_schema.database.engine import Database
from services.own_schema.database.tables import card, password_credential
from services.own_schema.database.tables.types import server_now
from services.own_schema.demo.hashes import HASHES, INITIAL_PASSWORD, PATRON_PASSWORD, STAFF_PASSWORD, Hashes
from services.own_schema.demo.library import fill
from services.own_schema.password_hashing import STANDARD, HashCost, PasswordHasher
from services.rules.passwords.patron_login import LogInFacts, LogInOutcome
from services.rules.passwords.patron_login import log_in as judge
from services.rules.secret import Secret

_CHEAP = HashCost(passes=1, memory=8, lanes=1)
CHEAP_HASHER = PasswordHasher(_CHEAP)
"""A real argon2id hasher."""


def hash_cheaply(cost: HashCost = _CHEAP) -> None:
    """Have the program hash at this cost where it is told none, and its demo, too: a real hash takes 0.3 seconds."""
    PasswordHasher.__init__.__defaults__ = (cost,)
    hasher, told = PasswordHasher(cost), (STAFF_PASSWORD, PATRON_PASSWORD, INITIAL_PASSWORD)
    made = HASHES if cost == STANDARD else Hashes(*(hasher.hash_now(Secret(it)) for it in told))
    fill.__kwdefaults__ = {**(fill.__kwdefaults__ or {}), "hashes": made}


@contextmanager
def as_the_program_hashes() -> Iterator[None]:
    """Leave the cost as the program has it."""
    hash_cheaply(STANDARD)
    try:
        yield
    finally:
        hash_cheaply()


async def log_in(db: Database, number: str, typed: Secret) -> LogInOutcome:
    """Log in as a library's own page does, which calls functions; what is in a file is judged by the program's rule."""
    if db.dialect != "postgresql":
        return await _judged(db, number, typed)
    outcome = "changed"
    while outcome == "changed":
        async with db.autocommit() as conn:
            recipe = (await conn.execute(_RECIPE, {"number": number})).scalar_one()
        made = None if recipe is None else await CHEAP_HASHER.hash_again(recipe, typed)
        async with db.autocommit() as conn:
            outcome = (await conn.execute(_LOG_IN, {"number": number, "made": made})).one().outcome
    return LogInOutcome(outcome)


async def _judged(db: Database, number: str, typed: Secret) -> LogInOutcome:
    of_card = password_credential.join(card, card.c.patron_id == password_credential.c.patron_id)
    asked = select(server_now().label("now"), password_credential).select_from(of_card)
    async with db.reading() as conn:
        row = (await conn.execute(asked.where(card.c.number == number))).one()
    facts = LogInFacts(
        now=row.now,
        fits=await CHEAP_HASHER.verify(row.hash, typed),
        kind=row.kind,
        must_change=row.must_change,
        expires_on=row.expires_on,
        locked_until=row.locked_until,
        disabled=row.disabled_at is not None,
    )
    return judge(facts)


_RECIPE = text("SELECT madoguchi_log_in_recipe(:number)").bindparams(bindparam("number", type_=String()))
_LOG_IN = text("CALL madoguchi_log_in(:number, :made, NULL, NULL, NULL, NULL)").bindparams(
    bindparam("number", type_=String()), bindparam("made", type_=String())
)
