"""The settings window's state: what is changed, what is wrong, what is saved, and the sample slip."""

import asyncio
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.contract.errors import PrinterFault, PrinterUnavailable, SettingsNotWritable, SettingsUnreadable
from services.rules.vocabulary import Paper
from services.slips.content import SlipKind
from tests.viewmodels.fakes import Printer
from viewmodels.core.notes import Done, StatusMessage
from viewmodels.core.ports import SlipPrinter
from viewmodels.core.trouble import Bug
from viewmodels.desk.desk_state import DeskLocation
from viewmodels.printout import PaperState
from viewmodels.settings.first_start import BranchChoice
from viewmodels.settings.setting_keys import (
    KINDS,
    NAME_LENGTH,
    PLAIN,
    NumberSetting,
    Value,
    settings_from,
    value_of,
)
from viewmodels.settings.settings import Settings, SlipPrinting, ThemeChoice, Workstation
from viewmodels.settings.settings_form import (
    BRANCH,
    HIDE,
    LOCK,
    NAME,
    FieldFault,
    Printers,
    SettingsForm,
    SettingsViewModel,
    faults_in,
    slip_printing,
)

BRANCHES = (BranchChoice("central", "中央図書館"), BranchChoice("maekawa", "前川図書館"))
HELD = Settings(
    branch="central",
    workstation="2番窓口",
    slips={SlipKind.PASSWORD: SlipPrinting("Slip"), SlipKind.DUE: SlipPrinting()},
)
PRINTER, PAPER = "printing.password.printer", "printing.password.paper"


class Store:
    """Keeps what is saved, or refuses to."""

    def __init__(self, workstation: Workstation) -> None:
        self.workstation = workstation
        self.saved: list[dict[str, Value]] = []
        self.trouble: Exception | None = None

    async def read(self) -> Workstation:
        if self.trouble is not None:
            raise self.trouble
        return self.workstation

    async def save(self, changes: Mapping[str, Value]) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.saved.append(dict(changes))


class Scene:
    """A window's state over a store and a printer that the test holds."""

    def __init__(
        self,
        workstation: Workstation | None = None,
        *,
        place_fixed: bool = False,
        place: DeskLocation | None = None,
        unreadable: tuple[str, ...] = (),
    ) -> None:
        self.store = Store(workstation or Workstation(HELD))
        self.printer = Printer()
        self.queues: tuple[str, ...] = ("Reception", "Slip")
        self.ways: list[SlipPrinting] = []
        self.told: list[StatusMessage] = []
        self.takers: list[Callable[[str], bool]] = []
        self.desk = SettingsViewModel(
            self.store,
            Printers(self._names, self._through, self._sample, self.printer.wait_for_change),
            branches=lambda: BRANCHES,
            place_fixed=place_fixed,
            place=place,
            unreadable=lambda: unreadable,
            tell=self.told.append,
            capture_scans=self._lend,
            report_bug=lambda _: "4F2A",
        )

    async def open(self) -> SettingsForm:
        self.desk.open.start()
        await self.desk.open.settled()
        form = self.desk.form.value
        assert form is not None
        return form

    async def _names(self) -> tuple[str, ...]:
        return self.queues

    def _through(self, _slip: SlipKind, way: SlipPrinting) -> SlipPrinter:
        self.ways.append(way)
        self.printer.paper = way.paper
        return self.printer

    async def _sample(self, slip: SlipKind, paper: Paper) -> bytes:
        return f"sample of {slip} on {paper}".encode()

    def _lend(self, take: Callable[[str], bool]) -> Callable[[], None]:
        self.takers.append(take)
        return lambda: self.takers.remove(take)


@pytest.fixture
def scene() -> Scene:
    return Scene()


async def save(form: SettingsForm, typed: Mapping[str, Value]) -> None:
    form.save.start(typed)
    await form.save.settled()


async def test_it_shows_what_holds_and_what_there_is_to_choose_from(scene: Scene) -> None:
    form = await scene.open()
    assert (form.value(BRANCH), form.value(PRINTER), form.value(PAPER)) == ("central", "Slip", "a6")
    assert (form.branches, form.printers) == (BRANCHES, ("Reception", "Slip"))


async def test_only_what_differs_is_saved(scene: Scene) -> None:
    form = await scene.open()
    await save(form, {BRANCH: "central", NAME: " 2番窓口 ", PRINTER: "", PAPER: "roll80", HIDE: "5"})
    assert scene.store.saved == [{PRINTER: "", PAPER: "roll80", HIDE: 5}]
    assert scene.told == [Done.SETTINGS_SAVED]
    assert scene.desk.form.value is None


async def test_nothing_changed_writes_nothing(scene: Scene) -> None:
    form = await scene.open()
    await save(form, {BRANCH: "central", HIDE: "3"})
    assert scene.store.saved == []
    assert scene.told == [Done.SETTINGS_UNCHANGED]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (BRANCH, "maekawa"),
        (NAME, "3番窓口"),
        ("appearance.text_percent", 150),
        ("appearance.language", "en"),
        ("keyboard.letters", False),
        ("sounds.enabled", True),
    ],
)
async def test_what_waits_for_another_window_is_told(scene: Scene, key: str, value: Value) -> None:
    await save(await scene.open(), {key: value})
    assert scene.told == [Done.SETTINGS_SAVED_FOR_LATER]


@pytest.mark.parametrize(
    ("typed", "faults"),
    [
        ({BRANCH: ""}, {BRANCH: FieldFault.NO_BRANCH}),
        ({BRANCH: "closed"}, {BRANCH: FieldFault.NO_BRANCH}),
        ({NAME: "  "}, {NAME: FieldFault.NO_NAME}),
        ({NAME: "窓" * NAME_LENGTH}, {}),
        ({NAME: "窓" * (NAME_LENGTH + 1)}, {NAME: FieldFault.NAME_TOO_LONG}),
        ({HIDE: ""}, {HIDE: FieldFault.NO_NUMBER}),
        ({HIDE: "-1"}, {HIDE: FieldFault.NO_NUMBER}),
        ({HIDE: "241"}, {HIDE: FieldFault.NO_NUMBER}),
        ({HIDE: "3.5"}, {HIDE: FieldFault.NO_NUMBER}),
        ({HIDE: "5", LOCK: "4"}, {LOCK: FieldFault.LOCKS_BEFORE_IT_HIDES}),
        ({HIDE: "11"}, {HIDE: FieldFault.LOCKS_BEFORE_IT_HIDES}),
        ({LOCK: "2"}, {LOCK: FieldFault.LOCKS_BEFORE_IT_HIDES}),
        ({HIDE: "5", LOCK: "5"}, {}),
        ({HIDE: "5", LOCK: "0"}, {}),
        ({HIDE: "0", LOCK: "1"}, {}),
        ({"scanner.key_ms": "4", "scanner.ending_ms": "x"}, dict.fromkeys(
            ("scanner.key_ms", "scanner.ending_ms"), FieldFault.NO_NUMBER
        )),
        ({"scanner.key_ms": "61", "scanner.ending_ms": "1001"}, dict.fromkeys(
            ("scanner.key_ms", "scanner.ending_ms"), FieldFault.NO_NUMBER
        )),
    ],
)  # fmt: skip
async def test_what_is_wrong_stands_at_its_field_and_nothing_is_saved(
    scene: Scene, typed: Mapping[str, Value], faults: Mapping[str, FieldFault]
) -> None:
    form = await scene.open()
    await save(form, typed)
    assert form.faults.value == faults
    assert (scene.store.saved == []) is bool(faults)


def test_what_the_administrator_decided_is_no_fault_of_the_clerk() -> None:
    fixed = Workstation(HELD, frozenset({NAME, HIDE}))
    assert faults_in({NAME: "", HIDE: "11"}, fixed, BRANCHES) == {}


async def test_what_the_administrator_decided_is_never_saved() -> None:
    scene = Scene(Workstation(HELD, frozenset({PRINTER})))
    form = await scene.open()
    assert form.is_fixed(PRINTER)
    await save(form, {PRINTER: "Reception", PAPER: "a4"})
    assert scene.store.saved == [{PAPER: "a4"}]


async def test_full_width_digits_are_numbers(scene: Scene) -> None:
    await save(await scene.open(), {HIDE: "５"})
    assert scene.store.saved == [{HIDE: 5}]


@given(
    st.integers(-10, 6000),
    st.sampled_from([key for key, kind in KINDS.items() if isinstance(kind, NumberSetting)]),
)
def test_a_number_is_taken_exactly_where_the_file_may_have_it(number: int, key: str) -> None:
    held = Workstation(Settings(idle_hide_minutes=0, idle_lock_minutes=0))
    fits = True
    try:
        KINDS[key].parse(number)
    except ValueError:
        fits = False
    assert (faults_in({key: str(number)}, held, BRANCHES) == {}) is fits


@pytest.mark.parametrize("trouble", [SettingsNotWritable(), SettingsUnreadable(line=3)])
async def test_what_cannot_be_saved_is_told_and_the_window_stays(scene: Scene, trouble: Exception) -> None:
    form = await scene.open()
    scene.store.trouble = trouble
    await save(form, {NAME: "3番窓口"})
    assert form.trouble.value is trouble
    assert scene.desk.form.value is form
    assert scene.told == []

    scene.store.trouble = None
    await save(form, {NAME: "3番窓口"})
    assert scene.store.saved == [{NAME: "3番窓口"}]


async def test_a_bug_is_told_by_its_reference(scene: Scene) -> None:
    form = await scene.open()
    scene.store.trouble = ZeroDivisionError()
    await save(form, {NAME: "3番窓口"})
    assert form.trouble.value == Bug("4F2A")


async def test_files_that_cannot_be_read_open_no_window(scene: Scene) -> None:
    trouble = SettingsUnreadable(policy="/etc/madoguchi/policy.toml")
    scene.store.trouble = trouble
    scene.desk.open.start()
    await scene.desk.open.settled()
    assert scene.desk.form.value is None
    assert scene.told == [trouble]


async def test_scans_are_the_windows_while_they_measure_the_reader(scene: Scene) -> None:
    form = await scene.open()
    assert [take("A123456789B") for take in scene.takers] == [False]
    form.measures = True
    assert [take("A123456789B") for take in scene.takers] == [True]
    form.close()
    assert scene.takers == []
    assert scene.told == []


async def test_a_second_opening_changes_nothing(scene: Scene) -> None:
    form = await scene.open()
    assert await scene.open() is form
    assert len(scene.takers) == 1


async def test_the_sample_is_printed_as_the_fields_have_it_and_watched(scene: Scene) -> None:
    form = await scene.open()
    way = slip_printing(
        {PRINTER: "Reception", PAPER: "a4", "printing.password.dialog": True}, SlipKind.PASSWORD
    )
    form.print_sample.start(SlipKind.PASSWORD, way)
    await form.print_sample.settled()
    assert scene.ways == [SlipPrinting("Reception", Paper.A4, dialog=True)]
    assert (scene.printer.choices, scene.printer.printed) == (1, [b"sample of password on a4"])
    states: list[PaperState] = []
    form.printout.state.subscribe(states.append)
    scene.printer.last_job_out()
    await form.printout.settled()
    assert states == [PaperState.WAITING, PaperState.OUT]
    assert scene.store.saved == []


async def test_the_sample_is_laid_out_for_the_paper_that_is_chosen_with_its_printer(scene: Scene) -> None:
    form = await scene.open()
    scene.printer.chooses = Paper.ROLL80
    form.print_sample.start(SlipKind.PASSWORD, SlipPrinting(None))
    await form.print_sample.settled()
    assert scene.printer.printed == [b"sample of password on roll80"]


async def test_no_sample_is_printed_where_no_printer_is_chosen(scene: Scene) -> None:
    form = await scene.open()
    scene.printer.chooses = False
    form.print_sample.start(SlipKind.PASSWORD, SlipPrinting(None))
    await form.print_sample.settled()
    assert scene.printer.printed == []
    assert (form.printing_trouble.value, form.printout.state.value) == (None, PaperState.NOT_PRINTED)


async def test_a_printer_that_cannot_print_is_told_beside_the_button(scene: Scene) -> None:
    form = await scene.open()
    scene.printer.fault = PrinterUnavailable(PrinterFault.STOPPED, "Slip")
    form.print_sample.start(SlipKind.PASSWORD, SlipPrinting("Slip"))
    await form.print_sample.settled()
    assert form.printing_trouble.value is scene.printer.fault
    assert (form.trouble.value, form.printout.state.value) == (None, PaperState.NOT_PRINTED)


async def test_a_queue_that_stops_afterwards_is_told_and_the_sample_can_be_taken_back(scene: Scene) -> None:
    form = await scene.open()
    form.print_sample.start(SlipKind.PASSWORD, SlipPrinting("Slip"))
    await form.print_sample.settled()
    stopped = PrinterUnavailable(PrinterFault.STOPPED, "Slip")
    scene.printer.last_job_fails(stopped)
    await form.printout.settled()
    assert form.printing_trouble.value is stopped

    form.printout.cancel.start()
    await form.printout.cancel.settled()
    assert scene.printer.jobs[-1].cancelled
    assert form.printout.state.value is PaperState.CANCELLED


async def test_the_end_waits_for_what_is_being_saved(scene: Scene) -> None:
    form = await scene.open()
    form.save.start({NAME: "3番窓口"})
    await scene.desk.aclose()
    assert scene.store.saved == [{NAME: "3番窓口"}]
    assert scene.desk.form.value is None
    assert scene.desk.open.start() is None


async def test_closing_does_not_wait_for_a_printer(scene: Scene) -> None:
    form = await scene.open()
    scene.printer.slow = asyncio.Event()
    form.print_sample.start(SlipKind.PASSWORD, SlipPrinting("Slip"))
    await asyncio.sleep(0)
    form.close()
    await form.print_sample.settled()
    assert scene.desk.form.value is None


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "appearance.theme": st.sampled_from(ThemeChoice),
            "appearance.text_percent": st.integers(100, 200),
            "keyboard.letters": st.booleans(),
            "sounds.enabled": st.booleans(),
            "workstation.name": st.text("窓口", min_size=1, max_size=3),
            PRINTER: st.sampled_from(["A", "B"]),
            PAPER: st.sampled_from(Paper),
        },
    )
)
def test_what_is_said_by_key_is_given_back_by_key(said: dict[str, object]) -> None:
    made = settings_from(said)
    assert {key: value_of(made, key) for key in said} == said
    for key in PLAIN.keys() - said.keys() - {"mail.password"}:
        assert value_of(made, key) == value_of(Settings(), key)
