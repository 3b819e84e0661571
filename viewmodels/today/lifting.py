"""解除 from 貸出禁止一覧: one suspension or several, each its own act with its own outcome; it opens no patron."""

from collections.abc import Callable

from services.acts.suspensions import Lift
from services.contract.backend import LookUps
from services.contract.errors import ActRefused, DoneAlready, PatronGone, RowChanged
from services.contract.snapshot import PatronSnapshot
from services.contract.today.suspension_list import SuspensionEntry
from services.rules.people.suspension import is_suspended
from viewmodels.core.notes import Done, Lifts
from viewmodels.core.observable import Event, Observable
from viewmodels.core.trouble import ReportBug, trouble
from viewmodels.desk.act_commands import ActCommands
from viewmodels.today.lift_form import LiftForm, LiftRow, LiftState

_FINAL = (ActRefused, DoneAlready, PatronGone, RowChanged)
"""What an act answers that the same form can't change."""


class LiftingViewModel:
    """The commands behind 「解除」 and 「まとめて解除」.

    Scans wait while the form is open. It keeps nothing of the patrons beyond what the list shows.

    Attributes:
        form: the form while its dialog is open.
        closed: the form was left, with what came of it.
        lift: lifts what the form says, one after the other; a cover, a lock and the desk's end stop it behind the row
            in hand, and the others stay as they are.
    """

    def __init__(self, acting: ActCommands, look_ups: LookUps, report_bug: ReportBug) -> None:
        self._acting = acting
        self._look_ups = look_ups
        self._report_bug = report_bug
        self._release: Callable[[], None] = lambda: None
        self._covered = False
        self.form: Observable[LiftForm | None] = Observable(None)
        self.closed: Event[LiftForm] = Event()
        self.lift = acting.command(self._lift, sends=Lift)

    def open(self, *entries: SuspensionEntry) -> None:
        """Begin, where there is something to lift, no act runs and no question is open."""
        desk = self._acting.desk
        if entries and self.form.value is None and not desk.busy.value:
            desk.begin_act()
            self._release = desk.capture_scans(lambda _: False)
            self.form.set(LiftForm(entries))

    def close(self) -> None:
        """Leave the form; not while something is lifted."""
        if not self.lift.running.value:
            self._close()

    def forget(self) -> None:
        """Leave the form, since the desk is closed; the row that is being lifted ends by itself."""
        self._close()

    def cover(self, *, covered: bool) -> None:
        """Lift no further row while the window is covered or locked."""
        self._covered = covered

    def _close(self) -> None:
        form = self.form.value
        if form is None:
            return
        self.form.set(None)
        self._release()
        self.closed.emit(form)

    async def _lift(self) -> None:
        form = self.form.value
        if form is None or not form.ready:
            return
        tried: set[int] = set()
        for row in form.to_do:
            if self._covered or self.form.value is not form:
                break  # the form is closed or covered
            tried.add(row.id)
            form.show(row.id, LiftState.RUNNING)
            try:
                outcome = await self._lift_one(row)
            except Exception as error:  # noqa: BLE001 - each has its own outcome, and a bug is logged
                self._acting.settle(error)
                state = LiftState.REFUSED if isinstance(error, _FINAL) else LiftState.OPEN
                form.show(row.id, state, trouble(error, self._report_bug))
            else:
                self._acting.settle(None)
                form.show(row.id, LiftState.LIFTED, outcome)
        failed = [it for it in form.rows.value if it.id in tried and it.state is not LiftState.LIFTED]
        if tried:
            self._acting.desk.tell(Lifts(len(tried) - len(failed), len(failed)))
        if not any(row.wanted and row.state is not LiftState.LIFTED for row in form.rows.value):
            self._close()

    async def _lift_one(self, row: LiftRow) -> Done:
        """Look at the patron, which is recorded, then lift; what was read of them is let go at once."""
        entry, actor = row.entry, self._acting.desk.actor
        await self._look_ups.by_patron(entry.patron_id, actor)
        report = entry.report if row.settles else None
        request = Lift(
            actor=actor,
            patron_id=entry.patron_id,
            suspension_id=entry.id,
            seen_version=entry.version,
            checked=row.checked,
            settles=None if report is None else (report.id, report.version),
        )
        answer = (await self._acting.send(request)).answer
        rows = answer.suspensions if isinstance(answer, PatronSnapshot) else ()
        others = is_suspended(row.stops for row in rows)
        return Done.SUSPENSION_LIFTED_OTHERS_STAY if others else Done.SUSPENSION_LIFTED
