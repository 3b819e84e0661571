"""What the matrix knows of one function: whom it is for, an honest call, and what may come of calls."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.services.own_schema.schema.postgresql.matrix.scene import OF_SHUT

STAFF = ("counter", "phone")
COUNTER = ("counter",)
SUPERVISOR = ("supervisor",)
CIRCULATION = ("circulation",)
ALL = ("circulation", "counter", "phone", "portal", "worker")


@dataclass(frozen=True)
class Row:
    """One function or procedure that somebody may call.

    Attributes:
        signature: it, as the catalog writes it.
        groups: who is granted it by name.
        honest: arguments of an honest call, by name, as names of the scene's values; those that aren't here are what
            the scene has under their own name.
        said: the same as texts; None for null.
        again: SQL of the administrator's that makes anew what a call uses up; `:name` is a value of the scene.
        restored: tables that are made as they were in the scene, before that.
        act: which of the scene's acts the call is, where it carries one out.
        mark: the call begins with the facts of the act, whose mark is the argument of this name.
        by: the logins that call it, where not all that may do.
        changes: the tables that the honest call changes.
        may_change: others that a hostile one may, as a desk may by an honest call of another kind.
        of_shut: tables in which rows of the patron who isn't open may change.
        tells: what it may tell of that patron.
        tells_at_counter: to the counter it tells everything but hashes, for that is a look on record.
        times: how often it is called in one statement.
        at_once: SQL of arguments, by name, of the calls from two connections: others than the honest ones where the
            answers would depend on which is faster.
    """

    signature: str
    groups: tuple[str, ...]
    honest: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[str, str | None] = field(default_factory=dict)
    again: str = ""
    restored: str = ""
    act: str = ""
    mark: str | None = None
    by: tuple[str, ...] = ()
    changes: frozenset[str] = frozenset()
    may_change: frozenset[str] = frozenset()
    of_shut: frozenset[str] = frozenset()
    tells: frozenset[str] = frozenset()
    tells_at_counter: bool = False
    times: int = 200
    at_once: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What the row's page is called."""
        name = self.signature.partition("(")[0]
        return f"{name}.{self.act}" if self.act else name

    @property
    def anew(self) -> str:
        """All SQL that goes before a call."""
        kept = (
            f"DELETE FROM {it}; INSERT INTO {it} OVERRIDING SYSTEM VALUE SELECT * FROM pg_temp.kept_{it}"
            for it in self.restored.split()
        )
        return ";".join(filter(None, (*kept, self.again)))

    @property
    def logins(self) -> tuple[str, ...]:
        """The logins that may call it: a supervisor has what the counter has."""
        more = ("supervisor",) if "counter" in self.groups else ()
        return tuple(who for who in sorted({*self.groups, *more}) if not self.by or who in self.by)

    def tells_to(self, who: str) -> frozenset[str]:
        """Give what a login may be told of the patron who isn't open."""
        everything = self.tells_at_counter and who in {"counter", "supervisor"}
        return (frozenset(OF_SHUT) - {"hash"}) if everything else self.tells


def tables(names: str = "") -> frozenset[str]:
    """Name tables; those of the schema `madoguchi` with it."""
    return frozenset(name if "." in name else f"public.{name}" for name in names.split())
