"""One name, one meaning: no public class has another's name, and nothing is called by a name that was given up.

Each old name belongs to a part of the tree. Elsewhere the word may be free, or the right one: the demo's
`Circulation` is no viewmodel.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.helpers.sources import nodes_of, text_of

ROOT = Path(__file__).parents[1]
LAYERS = ("app", "views", "viewmodels", "services")
EVERYWHERE = ""
SEAMS = {"services/contract/backend.py", "viewmodels/core/ports.py"}
"""The modules whose Protocols keep the name of the class that implements them."""

OLD_NAMES = (
    # (where it may not come back, the old name as a regular expression, what it is called now)
    (EVERYWHERE, r"Order|CardOrder|DeskOrder", "ActRequest, CardActRequest, DeskOptions"),
    (EVERYWHERE, r"Ground|Plan|Performed", "ActContext, ActPlan, ActResult"),
    (
        EVERYWHERE,
        r"the_row|must_be_allowed|card_must_be_shown",
        "row_as_seen, require_allowed, require_card_shown",
    ),
    (EVERYWHERE, r"Two", "PageAndCounter"),
    (EVERYWHERE, r"PhoneGlimpse|glimpse", "PhoneSummary, phone_summary"),
    (EVERYWHERE, r"Power", "Permission"),
    (EVERYWHERE, r"ItemGoes", "ItemRoute"),
    ("services/acts/", r"destination|give", "assignment_of, AssignItem"),
    (EVERYWHERE, r"Arrivals", "ScanQueue"),
    ("viewmodels/desk/", r"lend|keep|ignore|hold_scans", "intercept, capture, suppress, pause_scans"),
    (
        EVERYWHERE,
        r"(Loan|Hold|Card|Registration|Suspension|Report|Contact|Reference|Password|PasswordUse)Acts",
        "Acts",
    ),
    (EVERYWHERE, r"Acting|Doubts|Drafts", "ActCommands, UnansweredActs, UnsavedInput"),
    (EVERYWHERE, r"Shop|Tools|Bench", "…Dependencies"),
    ("viewmodels/", r"\w+Desk|Circulation|PasswordUse", "…ViewModel"),
    (EVERYWHERE, r"HelpDesk", "HelpMenu"),
    (EVERYWHERE, r"Sheet|OpenSheet|RenewalSheet", "OpenForm, …Form; PaperSize; TableFormat"),
    (EVERYWHERE, r"SheetDialogs?|UnsettledDialog", "FormDialog, FormDialogOpener"),
    ("views/", r"RecordsPage", "ActHistoryPage"),
    (EVERYWHERE, r"ContactQuestions|AskContact", "EmailQuestions, ReferenceQuestions, AskEmail"),
    (EVERYWHERE, r"Wanted|Opening|Moved|Place", "LookUpRequest, OpeningScan, SnapshotChanged, DeskLocation"),
    (EVERYWHERE, r"bare", "name_and_number_only"),
    (EVERYWHERE, r"Note|BrokenOff|Settled", "StatusMessage, PreviousRunCrashed, OutcomeKnown"),
    (EVERYWHERE, r"Stopping|Lifting|Happening", "SuspensionChoice, LiftChoice, ScreenEvent"),
    (EVERYWHERE, r"dress|redress|undress", "apply, update, remove"),
    (EVERYWHERE, r"Run|BehindLock", "RunMarker, LockedSession"),
    (EVERYWHERE, r"CutLabel|SentencesLabel|toned", "ElidedLabel, WrappedLabel, styled_label"),
    ("views/passwords/", r"Said", "MessageBanner"),
    ("views/widgets/", r"Said", "MessageBanner"),
    ("views/", r"Trouble|_Strip", "MessageBanner"),
    ("views/", r"Verb", "RowAction"),
    (EVERYWHERE, r"tie_\w+|lead", "connect_…"),
    (EVERYWHERE, r"Panel|Box", "ListPanel, TitledPanel"),
    (EVERYWHERE, r"OwnWindow|AsideWindow", "TopLevelWindow, SideWindow"),
    (EVERYWHERE, r"plain_field", "ascii_field"),
    (EVERYWHERE, r"undisturbed|mistrust_connections", "run_to_end, invalidate_connections"),
    (EVERYWHERE, r"Database(Unreachable|Busy|ReadOnly|LoginRefused|LoginClosed)", "System…"),
    ("services/own_schema/database/", r"look_up", "autocommit"),
    ("services/own_schema/transactions/", r"ActsByCall|ActsByStatements", "ActsPostgresql, ActsSqlite"),
    ("services/own_schema/staff/", r"StaffLogins", "StaffDirectoryPostgresql"),
    ("viewmodels/approvals/", r"Told|NotNow|LEFT|LATER", "ResultMessage, NotSent, ABANDONED, DEFERRED"),
    ("services/own_schema/approvals/", r"use", "consume"),
    ("views/text/", r"stands", "state_of_row"),
    ("views/privacy/", r"Curtain|let_down|lift", "ContentHider, hide, show"),
    (
        "services/acts/act_changes.py",
        (
            r"RenewLoan|ChangeHold|ExtendShelf|CancelHold|RestoreHold|ForgetCancellation|"
            r"CountLogins|UnlockPassword|DisablePassword|StopMailForHolds|QueueMail|TakeBackMail|"
            r"TakeQuestion|LoseCard|FindCard|ReplaceCard|Suspend|LiftSuspension|KeepReport|"
            r"SettleReport|KeepContact"
        ),
        "what they do to rows: SetLoanDueDate",
    ),
    ("services/own_schema/transactions/", r"of|among|Values", "value, any_of, ParameterBinds"),
    ("services/own_schema/transactions/binds.py", r"flag", "boolean"),
    (
        "services/own_schema/schema/postgresql/",
        r"of|flag|among|Variables|Named",
        "value, boolean, any_of, VariableBinds, GivenVariables",
    ),
    ("services/own_schema/database/calls.py", r"Bound", "GivenParameters"),
    ("services/own_schema/demo/", r"Named", "NamedPatron"),
    (
        "services/own_schema/transfer/",
        r"Kind|Words|Number|Flag|Day|Moment|Member|Label|Master|CardNumber",
        "CellFormat, TextFormat, …Format",
    ),
    (
        "services/own_schema/transfer/",
        r"Column|Check|Counts|Faults?|Progress|MasterSheet|sheets",
        "FileColumn, RowCheck, RowCounts, FileFaults, TransferProgress",
    ),
    ("services/contract/change_events.py", r"Refused", "LoginRefused"),
    ("services/own_schema/schema/connected.py", r"Connected", "ConnectedLogin"),
    ("services/own_schema/today/", r"Counts", "BranchCounts"),
    ("services/own_schema/audit/", r"Fault", "ChainFault"),
    ("services/own_schema/demo/", r"OwnWork|Tried|Register", "OwnWorkWriter, ContactAttempt, PersonWriter"),
    ("services/acts/", r"Tried", "PasswordTry"),
    ("services/slips/", r"Reading|Section", "CharacterReading, SlipSection"),
    ("services/own_schema/masters/", r"Reading|Unreadable", "MasterReader, UnreadableCell"),
    ("services/rules/wording.py", r"Shape", "TextShape"),
    ("services/own_schema/diagnosis/", r"State|Verdict", "DiagnosisState, CheckResult"),
    ("services/own_schema/approvals/", r"Step", "ApprovalCall"),
    ("services/own_schema/database/as_stored.py", r"Unreadable", "UnreadableValueError"),
    ("services/rules/circulation/freed_copy.py", r"Waiting", "QueuedHold"),
    (
        "viewmodels/settings/",
        r"Kind|Text|MailSender|Hidden|Number|Flag|OneOf|Key",
        "SettingType, TextSetting, …Setting, SettingKey",
    ),
    ("viewmodels/scanning/", r"Key|Verdict|Wait|Action|State", "KeyEvent, Classifier…"),
    ("viewmodels/approvals/", r"Verdict|Stage|Waits?", "ApprovalDecision, ApprovalStage, WaitingRequest"),
    ("viewmodels/passwords/", r"Stage", "IssueStage"),
    ("viewmodels/help/", r"Step", "TourStep"),
    ("viewmodels/", r"Screen|Subject", "ScreenState, ChangedRow"),
    ("views/", r"Section|Waiting|Kind", "ManualSection, BusyIndicator, MessageKind"),
    (
        "app/life",
        r"_Life|_sit|_work|put_out|behind",
        "_Session, _run_desk, _run_signed_in, signed_out_because, locked",
    ),
)

OLD_MODULES = {
    "app/": "asides bugs crash desk_parts door garbage last_end lifetime locking looks qt seen settings_in_force"
    " stopping working wrong_tries",
    "services/": "acts_by_call acts_by_statements approval_calls approvals_on_file caller_check_procedure"
    " caller_misses cells changes clearing_functions connecting doctor find_keys finding_keys guarded"
    " handing_on identification list_calls listening look_up_by_phone look_up_procedure netstrings orders"
    " outbox_functions outcomes own_login password_tries performing polling probing sealing"
    " search_procedure service_logins sheets sqlite_engine sqlite_triggers staff_logins taken verifying"
    " watching wrong_tries",
    "viewmodels/": "acting arrivals bare contact desk_facts differences doubts drafts live password_desk"
    " password_form records sheets workstation",
    "views/": "aside_window banner cancelled_holds card_keys card_pieces card_step cell_type clipboards composition"
    " contact_dialogs cover curtain desk_pages doctor_words fault_words first_start following hand_over_dialog"
    " heading_row held_keys held_scans help_desk help_key help_window holds input_watch inquiry kept_keyboard"
    " key_button key_list key_times keys loans moved_scans notices opening_window own_window pages panel password"
    " password_dialog password_steps plain_field records refusals registration_dialogs remarks renewal_dialog"
    " requests scanner settings_key sheet_dialog sheet_dialogs side_menu tone unsettled_dialog verbs",
}
"""The old names of modules and folders, by the layer they stood in."""

OLD_WORDS = (
    # (what may not stand on the screen or in a document again, the word that does)
    (r"要ります", "「…に印を付けてください」, 「…してください」, 「…が必要です」"),
    (r"確認しました。ログインできません", "「パスワードが違います。」"),
    (r"無効化|パスワード[はもをが]無効", "パスワードの利用停止"),
    (r"見当たらない予約カード", "「予約カードが一覧にないときは」"),
    (r"題名", "タイトル"),
    (r"事柄", "項目"),
    (r"F6[^\n]*次の欄", "次の一覧"),
    (
        (
            r"利用停止一覧|登録・停止|過去の停止|貸出を?停止|停止した日|停止中の利用者|停止はありません|"
            r"(紛失|解除できる|解除する|この)の?停止|停止の(理由|了承)"
        ),
        "貸出禁止",
    ),
)


def sources() -> list[str]:
    """Name every Python and SQL file of the program."""
    files = (path for layer in LAYERS for kind in ("py", "sql") for path in (ROOT / layer).rglob(f"*.{kind}"))
    return sorted(path.relative_to(ROOT).as_posix() for path in files)


def defined(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Name every class, type, function and method that some syntax defines, and every member of an Enum."""
    for node in nodes:
        match node:
            case (
                ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.TypeAlias(name=ast.Name(id=name))
            ):
                yield name
            case ast.ClassDef(name=name, body=body):
                yield name
                for member in body:
                    if isinstance(member, ast.Assign):
                        yield from (target.id for target in member.targets if isinstance(target, ast.Name))


def texts() -> Iterator[Path]:
    """Give every file that people read, or of which the screen is made; the changelog tells of what was."""
    for folder, kind in (*((it, "py") for it in (*LAYERS, "tools")), ("docs", "md"), ("resources", "ts")):
        yield from sorted((ROOT / folder).rglob(f"*.{kind}"))
    yield from sorted(ROOT.glob("README*.md"))


def old_words_in(text: str) -> list[str]:
    """Give the words of a text that were given up, as they stand there."""
    return [found[0] for old, _ in OLD_WORDS for found in re.finditer(old, text)]


def old_among(names: set[str], file: str) -> set[str]:
    """Name those of the names of a file that were given up where the file stands."""
    pattern = one_of(tuple(old for where, old, _ in OLD_NAMES if file.startswith(where)))
    return {name for name in names if pattern.fullmatch(name)}


@cache
def one_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Make one regular expression of several, which is asked of some ten thousand names."""
    return re.compile("|".join(f"(?:{it})" for it in patterns))


def old_module(file: str) -> bool:
    """Tell whether a file or one of its folders has a name that was given up in its layer."""
    layer, _, rest = file.partition("/")
    parts = set(rest.rsplit(".", maxsplit=1)[0].split("/"))
    return not parts.isdisjoint(OLD_MODULES[f"{layer}/"].split()) and file != "app/cli/doctor.py"


def public_types(file: str, module: ast.AST) -> Iterator[str]:
    """Name every public class and type that a module defines; a Protocol of a seam is none but its own class's."""
    for node in getattr(module, "body", ()):
        match node:
            case ast.ClassDef(bases=[ast.Name(id="Protocol")]) if file in SEAMS:
                pass
            case ast.ClassDef(name=name) | ast.TypeAlias(name=ast.Name(id=name)):
                if not name.startswith("_"):
                    yield name


def named_twice(modules: dict[str, ast.AST]) -> dict[str, list[str]]:
    """Give the names that several modules define, and where; the syntax of each is keyed by its file."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for file, module in modules.items():
        for name in public_types(file, module):
            places[name].append(file)
    return {name: files for name, files in places.items() if len(files) > 1}


def test_no_public_class_has_the_name_of_another() -> None:
    files = sorted(path for layer in (*LAYERS, "tools") for path in (ROOT / layer).rglob("*.py"))
    assert named_twice({it.relative_to(ROOT).as_posix(): nodes_of(it)[0] for it in files}) == {}


@pytest.mark.parametrize(
    ("sources", "found"),
    [
        ({"services/a.py": "class Step: ...", "tools/b.py": "class Step: ..."}, {"Step"}),
        ({"services/a.py": "class Step: ...", "views/b.py": "type Step = int"}, {"Step"}),
        ({"services/a.py": "class Step: ...", "views/b.py": "class _Step: ..."}, set()),
        (
            {"services/contract/backend.py": "class Acts(Protocol): ...", "services/a.py": "class Acts: ..."},
            set(),
        ),
        ({"services/other.py": "class Acts(Protocol): ...", "services/a.py": "class Acts: ..."}, {"Acts"}),
        ({"services/contract/backend.py": "class Acts: ...", "services/a.py": "class Acts: ..."}, {"Acts"}),
    ],
)
def test_a_second_class_of_a_name_would_be_found(sources: dict[str, str], found: set[str]) -> None:
    assert set(named_twice({file: ast.parse(source) for file, source in sources.items()})) == found


@pytest.mark.parametrize("layer", LAYERS)
def test_no_class_or_function_has_an_old_name(layer: str) -> None:
    found = {}
    for file in (it for it in sources() if it.startswith(f"{layer}/") and it.endswith(".py")):
        if old := old_among(set(defined(nodes_of(ROOT / file))), file):
            found[file] = sorted(old)
    assert found == {}


def test_no_module_has_an_old_name() -> None:
    assert [file for file in sources() if old_module(file)] == []


@pytest.mark.parametrize(
    ("file", "source", "found"),
    [
        ("services/acts/loans.py", "class Plan: ...", {"Plan"}),
        ("services/acts/loans.py", "class ActPlan: ...", set()),
        ("views/desk/wiring.py", "def tie_search(): ...", {"tie_search"}),
        ("views/dialogs/form_dialog.py", "class SheetDialog: ...", {"SheetDialog"}),
        ("viewmodels/email/email.py", "class EmailDesk: ...", {"EmailDesk"}),
        ("views/desk/empty_desk.py", "class EmptyDesk: ...", set()),
        (
            "viewmodels/approvals/approving.py",
            "type Told = str\nclass NotSent(Enum):\n    LEFT = 1",
            {"Told", "LEFT"},
        ),
        ("services/own_schema/demo/circulation.py", "class Circulation:\n    def lend(self): ...", set()),
        ("viewmodels/desk/scan_queue.py", "class ScanQueue:\n    async def lend(self): ...", {"lend"}),
    ],
)
def test_an_old_name_would_be_found(file: str, source: str, found: set[str]) -> None:
    assert old_among(set(defined(ast.walk(ast.parse(source)))), file) == found


@pytest.mark.parametrize(
    ("file", "old"),
    [
        ("views/pages/records.py", True),
        ("views/own_window.py", True),
        ("services/own_schema/database/postgresql/taken.sql", True),
        ("services/doctor/mail.py", True),
        ("services/own_schema/approvals/approvals_on_file.py", True),
        ("services/own_schema/approvals/approvals_sqlite.py", False),
        ("app/cli/doctor.py", False),
        ("views/act_history_page.py", False),
    ],
)
def test_an_old_module_would_be_found(file: str, *, old: bool) -> None:
    assert old_module(file) is old


def test_no_old_word_is_on_the_screen_or_in_a_document() -> None:
    found = {file.relative_to(ROOT).as_posix(): old_words_in(text_of(file)) for file in texts()}
    assert {file: words for file, words in found.items() if words} == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("「更新する」の前に要ります: 「確認」の印", ["要ります"]),
        ("登録: 来館が要ります", ["要ります"]),
        ("| F6 | 次の欄に移る |", ["F6 | 次の欄"]),
        ("| Tab | 次の欄やボタンに移る |", []),
        ("①カード紛失の停止を解除", ["紛失の停止"]),
        ("カードの貸出停止", ["貸出停止"]),
        ("パスワードの利用停止", []),
        ("プリンターが停止しています。", []),
        ("パスワードを無効にしました。", ["パスワードを無効"]),
        ("題名と利用停止一覧", ["題名", "利用停止一覧"]),
    ],
)
def test_an_old_word_would_be_found(text: str, found: list[str]) -> None:
    assert old_words_in(text) == found


SYSTEMS = re.compile(r"koha|mariadb|mysql|evergreen|enju", re.IGNORECASE)


def test_no_screen_knows_a_library_system_by_name() -> None:
    sources = [path for layer in ("viewmodels", "views") for path in (ROOT / layer).rglob("*.py")]
    assert [it for it in sources if SYSTEMS.search(text_of(it))] == []
    assert SYSTEMS.search((ROOT / "app" / "demo.py").read_text(encoding="utf-8"))
