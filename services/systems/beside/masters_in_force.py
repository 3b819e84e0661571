"""The masters of a desk on another system: branches, types and words are the system's, the rest is the counter's."""

import logging
from dataclasses import replace
from datetime import date

from services.contract.backend import MastersInForce
from services.contract.errors import RecordFault, RecordFaultKind, RecordUnfit, SystemDocument
from services.contract.masters import Masters
from services.contract.recording import KnownBranches
from services.systems.record_source import RecordSource
from services.systems.system_masters import (
    BranchNumbers,
    SystemMasters,
    branches_of,
    read_masters,
    system_masters,
)

_log = logging.getLogger(__name__)


class MastersBeside:
    """Keeps both in force; see `services.contract.backend.MastersInForce`.

    Attributes:
        system: what records are read with. A desk has its pages from its opening on: with the parts that were filled
            then, whatever the masters say now.
        lacks: those of these parts that aren't filled any more.
    """

    def __init__(self, source: RecordSource, own: MastersInForce, branches: KnownBranches) -> None:
        self._source = source
        self._own = own
        self._branches = branches
        self._text = ""
        self._from: Masters | None = None
        self._numbers: BranchNumbers = {}
        self.system: SystemMasters
        self.lacks: frozenset[str] = frozenset()

    async def load(self) -> None:
        """Read both for the first time; raises RecordUnfit, and what keeps either from being read."""
        await self._read(await self._source.masters())

    @property
    def current(self) -> Masters:
        """The masters as last read."""
        return self.system.masters

    async def again(self) -> None:
        """Read both again where they changed; a system's that are unfit leave those held in force."""
        await self._own.again()
        text = await self._source.masters()
        try:
            await self._read(text)
        except RecordUnfit as error:
            _log.warning("the system's masters can't be read: %s", error.told())

    async def fresh(self, version: int, day: date) -> SystemMasters:
        """Give them with the counter's own of a version and a day."""
        if (version, day) != (self.current.version, self.current.day):
            await self._own.again()
            await self._read(self._text)
        return self.system

    async def _read(self, text: str) -> None:
        """Put both together, unless nothing changed since; the branches are numbered before."""
        if text == self._text and self._own.current is self._from:
            return
        document = read_masters(text)
        if not document["branches"]:  # a desk stands in one
            raise RecordUnfit(SystemDocument.MASTERS, (RecordFault("branches", RecordFaultKind.EMPTY),))
        if text != self._text:
            self._numbers = await self._branches.numbers_of(branches_of(document))
            await self._own.again()
        own = self._own.current
        system = system_masters(document, own, self._numbers)
        opened_with = self.system.fills if self._from is not None else system.fills
        if system.fills != opened_with and text != self._text:
            _log.warning("the system fills other parts than before: the desk has to be opened anew")
        self.system, self.lacks = replace(system, fills=opened_with), opened_with - system.fills
        self._from, self._text = own, text
