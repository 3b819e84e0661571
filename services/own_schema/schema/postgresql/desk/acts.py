"""Compiles acts into PostgreSQL's functions: what each may do, what it reads, and the rows of every change.

`acts.sql` beside it has the functions with places for it; it is compiled whenever the schema is made or upgraded.
"""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Date,
    Insert,
    String,
    func,
    literal_column,
    select,
)
from sqlalchemy.schema import Column

from services.acts.act_changes import SetPassword
from services.acts.plan import ExtraRead
from services.acts.register import KEPT_BESIDE, REGISTER, RegisteredAct
from services.own_schema.database.bound_columns import bound_of
from services.own_schema.database.tables.types import Instant
from services.own_schema.schema.postgresql.bounds import details_fit, fits, wanted_fits
from services.own_schema.schema.postgresql.compiled import NO_ROW, cast_of, compiled
from services.own_schema.schema.postgresql.desk.act_bounds import bounds
from services.own_schema.transactions.binds import Statements, Write
from services.own_schema.transactions.extra_reads import extra_column, title_of_cancellation, title_of_hold
from services.own_schema.transactions.intents import bare_patron, intents_of, is_left_behind
from services.own_schema.transactions.statements import FIRST_PASSWORD, STATEMENTS
from services.rules.decision import Allowed
from services.rules.people.registration import RegistrationField
from services.rules.permissions import may_act
from services.rules.policy import DEFAULT_POLICY
from services.rules.vocabulary import Channel, Role

_FUNCTION: Final = """\
CREATE OR REPLACE FUNCTION {name}(
    made jsonb, said json, changes jsonb, of_patron bigint, by_staff text, moment timestamptz, today date,
    is_staff boolean)
RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    refused text;
    it jsonb;
BEGIN
    IF is_staff AND ({details}) IS NOT TRUE THEN
        PERFORM madoguchi_refuse('what is told is within its bounds');
    END IF;
    FOR it IN SELECT each FROM jsonb_array_elements(changes) AS each LOOP
{branches}
    END LOOP;
END $$;"""
_NOT_ITS_OWN: Final = "PERFORM madoguchi_refuse('an act makes its own changes, each once');"


class _OfFunction:
    """The values of a change in the function of its act: its variables, and the fields of `it`.

    Attributes:
        fit: conditions under which the fields that were asked for are within their bounds.
    """

    patron_id: ColumnElement[int] = literal_column("of_patron", BigInteger())
    staff_id: ColumnElement[str] = literal_column("by_staff", String())
    now: ColumnElement[datetime] = literal_column("moment", Instant())
    today: ColumnElement[date] = literal_column("today", Date())

    def __init__(self) -> None:
        self.fit: dict[str, str] = {}

    def value(self, name: str, column: Column[Any]) -> ColumnElement[Any]:
        """Give a field of the change, as the type of a column."""
        return self._said(f"(it ->> '{name}')", column)

    def boolean(self, name: str) -> ColumnElement[bool]:
        """Give a field of the change that is true or false."""
        return literal_column(f"(it ->> '{name}')::boolean", Boolean())

    def any_of(self, name: str, column: Column[Any]) -> ColumnElement[Any]:
        """Give what a field that is made of fields says of a column; the column itself where it says nothing."""
        there = f"it -> '{name}' ? '{column.name}'"
        said = self._said(f"(it #>> '{{{name},{column.name}}}')", column, f"({there}) IS NOT TRUE OR ")
        own = f"{column.table.name}.{column.name}"
        return literal_column(f"CASE WHEN {there} THEN {said} ELSE {own} END", column.type)

    def _said(self, text: str, column: Column[Any], unless: str = "") -> ColumnElement[Any]:
        bound = bound_of(column, told=True)
        if bound is not None:
            null = f"{text} IS NULL OR " if column.nullable else ""
            self.fit[text] = f"({unless}{null}{fits(text, bound)})"
        return literal_column(text + cast_of(column), column.type)


class _AboutFunction:
    """What an act is about, in the function that reads its facts: its arguments."""

    patron_id: ColumnElement[int] = literal_column("of_patron", BigInteger())
    staff_id: ColumnElement[str] = literal_column("by_staff", String())
    workstation: ColumnElement[str] = literal_column("at_workstation", String())
    new_number: ColumnElement[str] = literal_column("new_number", String())

    @property
    def title(self) -> ColumnElement[int]:
        """The title of a hold, waiting or cancelled."""
        waiting = title_of_hold(literal_column("of_hold", BigInteger()))
        cancelled = title_of_cancellation(literal_column("of_cancellation", BigInteger()))
        return func.coalesce(waiting, cancelled, type_=BigInteger())


@cache
def places() -> Mapping[str, str]:
    """Give the contents of the places in `acts.sql`, `intents.sql` and `records.sql`, by their names."""
    return MappingProxyType(
        {
            "acts": _acts(),
            "extra_reads": _extra_reads(),
            "functions_of_acts": "\n".join(map(_function, REGISTER.values())),
            "wanted_fits": wanted_fits(),
            "kept_beside": _array(sorted(KEPT_BESIDE)),
            "is_left_behind": compiled(is_left_behind()),
            "intents_of_login": compiled(intents_of(literal_column("by_staff", String()))),
            "bare_patron": compiled(bare_patron(literal_column("known_as", String())).inline()),
            "corrected_fields": ", ".join(
                f"'{it.value}'" for it in RegistrationField
            ),  # in the functions above
        }
    )


def _acts() -> str:
    """Give a row for each verb: who may do it, what it changes, and always, whether of several, and what does it."""
    return ",\n        ".join(
        f"('{verb}', {_may(entry, Role.COUNTER, Channel.COUNTER)}, {_may(entry, Role.PHONE, Channel.PHONE)}, "
        f"{_may(entry, Role.SUPERVISOR, Channel.COUNTER)}, {_array(each.__name__ for each in entry.changes)}, "
        f"{_array(each.__name__ for each in entry.changes if each not in entry.may_lack)}, "
        f"{str(entry.several).lower()}, '{_name(entry)}')"
        for entry in REGISTER.values()
        for verb in entry.verbs
    )


def _may(entry: RegisteredAct[Any, Any], role: Role, channel: Channel) -> str:
    decision = may_act(role, channel, entry.permission, identified=True, policy=DEFAULT_POLICY)
    return str(isinstance(decision, Allowed)).lower()


def _array(names: Any) -> str:
    return f"'{{{','.join(names)}}}'::text[]"


def _extra_reads() -> str:
    """Give the branches of a CASE on an `ExtraRead`, which add what it asks for: only what is asked for is planned."""
    about = _AboutFunction()
    return "\n        ".join(
        f"WHEN '{read.name}' THEN extra := extra || jsonb_build_object(read, {compiled(extra_column(read, about))});"
        for read in ExtraRead
    )


def _function(entry: RegisteredAct[Any, Any]) -> str:
    """Write an act's function, which writes the rows of its changes in their order."""
    branches = "\n".join(
        f"{'ELS' if place else ''}IF it ->> 'change' = '{kind.__name__}' THEN\n{_change(kind)}"
        for place, kind in enumerate(entry.changes)
    )
    branches += f"\nELSE\n{_NOT_ITS_OWN}\nEND IF;"
    return _FUNCTION.format(name=_name(entry), details=details_fit(entry), branches=branches)


def _name(entry: RegisteredAct[Any, Any]) -> str:
    return f"madoguchi_do_{entry.verbs[0].replace('.', '_')}"


def _change(kind: type[Any]) -> str:
    binds = _OfFunction()
    done = _statements(STATEMENTS[kind](binds))
    if kind is SetPassword:
        first = _statements(FIRST_PASSWORD(binds))
        done = f"IF (it ->> 'version')::bigint = 1 THEN\n{first}\nELSE\n{done}\nEND IF;"
    return bounds(kind, " AND ".join(binds.fit.values())) + done


def _statements(made: Statements) -> str:
    if made.last is None:
        return "\n".join(f"{_written(write)};\n{NO_ROW}" for write in made.writes)
    return f"{_written(_with_the_last(made))};\n{NO_ROW}"


def _with_the_last(made: Statements) -> Write:
    """Put the last write behind the others in one statement: rows may refer to each other across it."""
    assert made.last is not None
    (write,) = made.writes
    assert not isinstance(write, Insert)
    done = write.returning(literal_column("1").label("one")).cte("done")
    last = made.last(select(func.count()).select_from(done).scalar_subquery() > 0)
    return last.add_cte(done)


def _written(write: Write) -> str:
    return compiled(write.inline() if isinstance(write, Insert) else write)
