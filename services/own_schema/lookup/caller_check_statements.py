"""The statements of a caller's check, of which services/own_schema/schema/postgresql/desk/checks.sql is made, too.

`services.own_schema.lookup.caller_checks_sqlite` runs them in the order of PostgreSQL's functions. Values have the
names that `services.own_schema.database.calls` gives them by:

- `of_patron`: the patron opened by number, null without; `by_number`: whether there is one; `meant`: the patrons meant;
- `told_kana`, `told_birth_date`, `told_phone`: what was told, folded for comparing, null where nothing was;
- `by_staff`, `at_branch`, `at_workstation`: the desk; `of_check`: the try's row;
- `without_number`: misses of tries without a number count, too, which look-ups tell nothing of;
- `moment`: the database's time;
- `most`, `most_of_login`, `miss_minutes`, `open_minutes`: the library's values.
"""

from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Date,
    Delete,
    Insert,
    Integer,
    Select,
    String,
    Update,
    and_,
    case,
    delete,
    exists,
    func,
    insert,
    literal_column,
    null,
    or_,
    select,
    tuple_,
    union_all,
    update,
)

from services.own_schema.database.calls import Given
from services.own_schema.database.json import json_object, told_json
from services.own_schema.database.tables import access_log, card, identity_check, identity_miss, patron
from services.own_schema.database.tables.types import Instant, Json, later
from services.own_schema.lookup.caller_conditions import ending, needed
from services.own_schema.lookup.look_up_statement import IN_USE
from services.rules.people.identity import FactKind
from services.rules.people.looks import Purpose
from services.rules.policy import Policy
from services.rules.vocabulary import CheckOutcome

MOST_MEANT: Final = 100
"""If more patrons share a name or number, its misses count for the login alone."""

_CHECK, _MISS, _KNOWN = identity_check.c, identity_miss.c, patron.c
_FAILED: Final[ColumnElement[bool]] = _CHECK.outcome == literal_column("'failed'")  # as the index says it
_WITH_CARD: Final = patron.join(card, (card.c.patron_id == _KNOWN.id) & IN_USE)


def limits(policy: Policy) -> dict[str, int]:
    """Give the library's values that `standing` binds."""
    return {
        "most": policy.identity_misses,
        "most_of_login": policy.identity_misses_of_login,
        "miss_minutes": policy.identity_misses_minutes,
    }


def standing(given: Given) -> Select[Any]:
    """Build how many tries may still miss, for the patrons meant and for the login; no login where `by_staff` is null.

    domain.md, "Phone": three misses for a number, on any desks, close it to the phone for 15 minutes ◇. Closing the
    patron, looking the number up again or using another desk gives no further try. A miss counts for `miss_minutes`.
    The miss that reaches the limit closes for as long from then: `most` misses close the patron, `most_of_login` the
    login, for all patrons.

    It answers how many more tries may miss, 0 while closed; from when the next is possible, null if it is now; and
    whether the login alone is closed. Without a number, the login's count alone says how many are left: the patrons'
    counts would reveal that such patrons exist.
    """
    now, minutes = _now(given), given("miss_minutes", Integer())
    misses = _misses(given, later(now, minutes * -2)).subquery()
    newest = func.max(misses.c.at).over(partition_by=misses.c.whose)
    made = select(misses, newest.label("newest")).subquery()
    counted = (
        select(
            made.c.whose,
            func.max(made.c.newest).label("newest"),
            func.count().filter(made.c.at > later(made.c.newest, -minutes)).label("with_newest"),
            func.count().filter(made.c.at > later(now, -minutes)).label("recent"),
        )
        .group_by(made.c.whose)
        .subquery()
    )
    of_login = counted.c.whose.is_(None)
    most = case((of_login, given("most_of_login", Integer())), else_=given("most", Integer()))
    opens_at = later(counted.c.newest, minutes)
    is_closed = and_(counted.c.with_newest >= most, opens_at > now)
    each = select(
        of_login.label("of_login"),
        (most - counted.c.recent).label("left"),
        case((is_closed, opens_at)).label("opens_at"),
    ).subquery()
    closed_until = func.max(each.c.opens_at)
    patrons_until = func.max(case((~each.c.of_login, each.c.opens_at)))
    left = func.min(case((or_(each.c.of_login, given("by_number", Boolean())), each.c.left)))
    return select(
        case((closed_until.is_not(None), 0), else_=left).label("misses_left"),
        closed_until.label("opens_at"),
        and_(closed_until.is_not(None), patrons_until.is_(None)).label("of_login"),
    )


def _misses(given: Given, since: ColumnElement[Any]) -> Any:
    """Build the misses: the patrons', by number and without, of all logins; and the login's, with a null patron.

    One row without a time stands for no misses: of the login with a null patron, of patrons with patron 0.
    """
    by_staff = given("by_staff", _CHECK.staff_id.type)
    return union_all(
        select(_CHECK.patron_id.label("whose"), _CHECK.at.label("at")).where(
            given.has("meant", _CHECK.patron_id), _FAILED, _CHECK.at > since
        ),
        select(_MISS.patron_id, _MISS.at).where(
            given("without_number", Boolean()), given.has("meant", _MISS.patron_id), _MISS.at > since
        ),
        select(null(), _CHECK.at).where(_CHECK.staff_id == by_staff, _FAILED, _CHECK.at > since),
        select(null(), null()).where(by_staff.is_not(None)),
        select(literal_column("0"), null()).where(given("by_number", Boolean())),
    )


def _now(given: Given) -> ColumnElement[Any]:
    return given("moment", Instant())


def with_a_card(given: Given) -> Select[Any]:
    """Build whether a card of the patron is in use; another system's patron has none here."""
    whose = given("of_patron", BigInteger())
    has_card = exists().where(card.c.patron_id == whose, IN_USE)
    return select(or_(has_card, exists().where(_KNOWN.id == whose, _KNOWN.system_key.is_not(None))))


def needed_of(given: Given) -> Select[Any]:
    """Build what the caller of an open card has to tell beside its number."""
    return select(needed(_KNOWN)).where(_KNOWN.id == given("of_patron", BigInteger()))


def noted(given: Given) -> Any:
    """Note a try as a miss, before anything is compared; it answers the row."""
    return (
        insert(identity_check)
        .values(
            patron_id=given("of_patron", BigInteger()),
            staff_id=given("by_staff", _CHECK.staff_id.type),
            branch_id=given("at_branch", BigInteger()),
            workstation=given("at_workstation", _CHECK.workstation.type),
            at=_now(given),
            outcome=CheckOutcome.FAILED,
            facts=literal_column("'{}'", Json),
            open_until=later(_now(given), given("open_minutes", Integer())),
        )
        .returning(_CHECK.id)
    )


def meant_by(given: Given) -> Select[Any]:
    """Build the patrons with the name or telephone number that was told; at most one more than `MOST_MEANT`.

    A birth date alone means no patron: too many share it.
    """
    kana, phone = given("told_kana", String()), given("told_phone", String())
    theirs = or_(_KNOWN.kana_key == kana, _KNOWN.phone_digits == phone)
    return select(_KNOWN.id).select_from(_WITH_CARD).where(theirs).limit(MOST_MEANT + 1)


def old_gone(given: Given) -> Delete:
    """Delete the misses without a number that don't count any more; skip rows that another call deletes."""
    since = later(_now(given), given("miss_minutes", Integer()) * -2)
    old = select(_MISS.check_id, _MISS.patron_id).where(_MISS.at <= since).with_for_update(skip_locked=True)
    return delete(identity_miss).where(tuple_(_MISS.check_id, _MISS.patron_id).in_(old))


def meant_missed(given: Given) -> Insert:
    """Count a try as a miss of all patrons meant."""
    this_and_each = and_(_CHECK.id == given("of_check", BigInteger()), given.has("meant", _KNOWN.id))
    each = select(_CHECK.id, _KNOWN.id, _CHECK.at).select_from(identity_check.join(patron, this_and_each))
    return insert(identity_miss).from_select([_MISS.check_id, _MISS.patron_id, _MISS.at], each)


def compared(given: Given) -> Select[Any]:
    """Compare what was told, in full: the patron identified or null, and which facts were OK and which NG.

    Without a number they have to fit one patron and only one; otherwise all of them are NG.
    """
    whose = given("of_patron", BigInteger())
    told = {kind: (given(f"told_{kind}", type_), column) for kind, type_, column in _FACTS}
    fits = and_(*(or_(said.is_(None), said == column) for said, column in told.values()))
    of_key = (
        column == case((whose.is_(None), said))
        for said, column in (told[FactKind.KANA], told[FactKind.PHONE])
    )
    known = (
        select(_KNOWN.id, *(column for _, column in told.values()))
        .select_from(_WITH_CARD)
        .where(or_(_KNOWN.id == whose, *of_key), or_(whose.is_not(None), fits))
        .limit(2)
        .subquery()
    )
    is_one = func.count() == 1
    right = {FactKind.CARD_NUMBER: (whose, is_one)}
    for kind, (said, column) in told.items():
        right[kind] = (said, and_(is_one, func.max(known.c[column.name]) == said))
    ok, ng = literal_column("'ok'", String()), literal_column("'ng'", String())
    facts = {
        kind.value: case((said.is_(None), null()), (is_right, ok), else_=ng)
        for kind, (said, is_right) in right.items()
    }
    is_identified = and_(*(or_(said.is_(None), is_right) for said, is_right in right.values()))
    return select(
        case((is_identified, func.max(known.c.id))).label("identified"),
        told_json(json_object(facts)).label("facts"),
    ).select_from(known)


_FACTS: Final = (
    (FactKind.KANA, String(), _KNOWN.kana_key),
    (FactKind.BIRTH_DATE, Date(), _KNOWN.birth_date),
    (FactKind.PHONE, String(), _KNOWN.phone_digits),
)


def was_meant(given: Given) -> Select[Any]:
    """Build whether the try counts as a miss of `identified`."""
    miss = (
        _MISS.check_id == given("of_check", BigInteger()),
        _MISS.patron_id == given("identified", BigInteger()),
    )
    return select(exists().where(*miss))


def settled(given: Given) -> Update:
    """Write down what came of a try: `found_facts`, and `identified`, null where it stays a miss."""
    identified = given("identified", BigInteger())
    return (
        update(identity_check)
        .where(_CHECK.id == given("of_check", BigInteger()))
        .values(
            outcome=case((identified.is_(None), CheckOutcome.FAILED.value), else_=CheckOutcome.PASSED.value),
            patron_id=func.coalesce(identified, _CHECK.patron_id),
            facts=given("found_facts", Json),
        )
    )


def others_ended(given: Given) -> Update:
    """End this desk's other checks, since another caller was found."""
    return ending(given, _CHECK.id != given("of_check", BigInteger()))


def taken_back(given: Given) -> Delete:
    """Delete the misses of a try that is no miss."""
    return delete(identity_miss).where(_MISS.check_id == given("of_check", BigInteger()))


def identified_look(given: Given) -> Insert:
    """Record that this desk sees who was identified."""
    columns = ("at", "staff_id", "branch_id", "workstation", "channel", "patron_id", "purpose")
    by_number = given("by_number", Boolean())
    seen = select(
        _now(given),
        *(_CHECK[name] for name in columns[1:4]),
        literal_column("'phone'", String()),
        _CHECK.patron_id,
        case((by_number, Purpose.IDENTIFIED.value), else_=Purpose.FOUND_BY_FACTS.value),
    ).where(_CHECK.id == given("of_check", BigInteger()))
    return insert(access_log).from_select(columns, seen)
