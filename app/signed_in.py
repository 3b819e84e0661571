"""What an account has after its sign-in: where it works, its desks one after the other, and what a lock covers.

`app.lifecycle` imports this module once its first window is there: it loads every feature.
"""

import asyncio
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from app.account_changes import until_put_out
from app.approving import DoorApprovers
from app.desk.composition import build_desk
from app.desk.help_and_tour import Asides
from app.handed_on import HandedOn, wanted_anew
from app.session_lock import DroppedInput, LockedSession, leave, until_locked
from app.support.gui_thread_gc import leave_out_what_is_there
from app.waiting import first_of, settles
from services.contract.actor import StaffMember
from services.contract.errors import ServiceError, StaffDisabled, SystemLoginClosed
from viewmodels.desk.desk_state import DeskLocation
from viewmodels.settings.first_start import BranchChoice, FirstStartViewModel, Workplace

if TYPE_CHECKING:
    from app.lifecycle import Session
    from services.contract.act_requests import ChangeOwnPassword
    from services.contract.backend import Backend
    from services.contract.masters import Masters
    from services.own_schema.library import Library


class SignedIn:
    """The desks of whoever signs in.

    Attributes:
        locked: what a lock covers until the next sign-in; None without one.
        changed: the accounts whose password was changed here.
    """

    def __init__(self, session: "Session") -> None:
        self._session = session
        self._asides = session.options.asides
        self._dropped = DroppedInput()
        self.locked: LockedSession | None = None
        self.changed: set[str] = set()

    async def work(self, library: "Library", staff: StaffMember) -> ServiceError | None:
        """Let the account work, at a new desk where changed settings want one.

        Returns:
            What ended its work; None when they locked the desk or the program is to end. A login that the server no
            longer lets in has no desk: the patron leaves the screen before the message is shown.
        """
        handed_on: HandedOn | None = None
        while True:
            place = await self._place(library.backend, staff)
            if place is None:
                return None
            ended = await self._run_desk(library, staff, place, handed_on)
            if not isinstance(ended, HandedOn):
                return ended
            handed_on = ended

    async def _run_desk(
        self, library: "Library", staff: StaffMember, place: DeskLocation, handed_on: HandedOn | None
    ) -> ServiceError | HandedOn | None:
        """Let the account work at one desk; see `work`."""
        session, store = self._session, self._session.settings
        settings = session.windows.scale_next()
        desk = build_desk(
            library.backend,
            library.records,
            staff=staff,
            place=place,
            settings=settings,
            looks=session.looks,
            report_bug=session.bugs.report,
            asides=self._asides_on(library),
            store=store,
            approvers=DoorApprovers(session.options.door.beside),
        )
        self._asides = replace(self._asides, broken_off=None)  # told once
        collect_all = leave_out_what_is_there()
        session.bugs.on_bug = desk.show_bug
        window_settings = session.windows.at_desk(desk, library.backend.masters)
        session.show(desk.window)
        if handed_on is not None:
            handed_on.to(desk.desk)
        if session.options.on_desk is not None:
            session.options.on_desk(desk)
        locked, self.locked = self.locked, None
        await self._dropped.give(locked, desk)
        unfollow = store.current.subscribe(desk.follow)
        anew = wanted_anew(settings, store.current, desk.desk)
        try:
            ends = first_of(first_of(until_put_out(desk, library.backend.staff), anew), until_locked(desk))
            ended = await session.unless_stopped(asyncio.ensure_future(ends))
            if isinstance(ended, HandedOn):
                ended = HandedOn.of(desk.desk)  # a card may have been read since
        finally:
            unfollow()
            collect_all()
            await window_settings.aclose()
            self.locked = await leave(desk)
        return StaffDisabled() if isinstance(ended, SystemLoginClosed) else ended

    def _asides_on(self, library: "Library") -> Asides:
        diagnose = self._session.options.diagnose
        return replace(
            self._asides,
            diagnose=None if diagnose is None else partial(diagnose, library.db),
            change_password=self._change_password,
        )

    async def _change_password(self, request: "ChangeOwnPassword") -> None:
        await self._session.options.door.change_password(request)
        self.changed.add(request.actor.staff.id)

    async def _place(self, backend: "Backend", staff: StaffMember) -> DeskLocation | None:
        branches = {branch.code: branch for branch in backend.masters.current.branches.values()}
        workplace = await self._workplace(backend, staff)
        if workplace is None:
            return None
        branch = branches[workplace.branch]
        return DeskLocation(branch.id, branch.name, workplace.workstation)

    async def _workplace(self, backend: "Backend", staff: StaffMember) -> Workplace | None:
        masters = backend.masters.current
        settings, demo = self._session.settings.current.value, self._session.options.demo
        if demo is not None:
            return Workplace(next(iter(masters.branches.values())).code, demo.workstation)
        codes = {branch.code for branch in masters.branches.values()}
        if settings.branch in codes and settings.workstation:
            return Workplace(str(settings.branch), settings.workstation)
        usual = self._usual(masters, await backend.staff.default_branch(staff))
        return await self._ask_workplace(
            tuple(BranchChoice(branch.code, branch.name) for branch in masters.branches.values()),
            Workplace(settings.branch if settings.branch in codes else usual, settings.workstation or ""),
        )

    @staticmethod
    def _usual(masters: "Masters", branch_id: int) -> str:
        """Give the code of the branch to suggest; an account may be of one that another system doesn't have."""
        found = masters.branches.get(branch_id) or next(iter(masters.branches.values()))
        return found.code

    async def _ask_workplace(
        self, branches: tuple[BranchChoice, ...], suggested: Workplace
    ) -> Workplace | None:
        from views.settings.first_start_window import FirstStartWindow

        session = self._session
        chosen: asyncio.Future[Workplace] = asyncio.get_running_loop().create_future()
        model = FirstStartViewModel(
            branches,
            session.settings,
            suggested=suggested,
            on_saved=settles(chosen),
            report_bug=session.bugs.report,
        )
        session.bugs.on_bug = model.show_bug
        looks = session.looks
        session.show(FirstStartWindow(model, theme=looks.theme, icons=looks.icons, scans=looks.scans))
        try:
            return await session.unless_stopped(chosen)
        finally:
            await model.save.aclose()
