"""The diagnosis of one check; `views.text.diagnosis` has a sentence for each, and one for what to do."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum

from services.contract.errors import ServiceError


class Subject(StrEnum):
    """The subjects of checks, in the order of the report."""

    SETTINGS = "settings"
    DATABASE = "database"
    SCHEMA = "schema"
    MASTERS = "masters"
    CLOCK = "clock"
    CLOCK_OFFSET = "clock_offset"
    RECORD_TIMES = "record_times"
    LOGIN = "login"
    LOGINS = "logins"
    GUARDS = "guards"
    TABLES = "tables"
    STOPPING = "stopping"
    SERVER = "server"
    ENCRYPTION = "encryption"
    SERVER_LOG = "server_log"
    COMMITS = "commits"
    SERVER_DISK = "server_disk"
    NOTICES = "notices"
    SYSTEM_SERVER = "system_server"
    SYSTEM_VIEWS = "system_views"
    SYSTEM_RULES = "system_rules"
    SYSTEM_GRANTS = "system_grants"
    SYSTEM_LOG = "system_log"
    SYSTEM_CLOCK = "system_clock"
    PLACE = "place"
    FILE = "file"
    JOURNAL = "journal"
    CONTENT = "content"
    DATABASE_DISK = "database_disk"
    MAIL_SERVER = "mail_server"
    WAITING_MAIL = "waiting_mail"
    WORKER = "worker"
    SEAL = "seal"
    SEAL_FIT = "seal_fit"
    BUSY_LOGINS = "busy_logins"
    PRINTER = "printer"
    FONTS = "fonts"
    LOG = "log"
    LOG_DISK = "log_disk"


class DiagnosisState(Enum):
    """Fine, to be put right, or not to be seen from here, which is no fault."""

    FINE = "fine"
    TO_DO = "to_do"
    UNSEEN = "unseen"


class CheckResult(Enum):
    """What a check found; each value's second part is its state."""

    SETTINGS_READ = ("settings_read", DiagnosisState.FINE)
    SETTINGS_NONE = ("settings_none", DiagnosisState.FINE)
    SETTINGS_OPEN_TO_OTHERS = ("settings_open_to_others", DiagnosisState.TO_DO)
    POLICY_STRANGE = ("policy_strange", DiagnosisState.TO_DO)
    DATABASE_FILE = ("database_file", DiagnosisState.FINE)
    DATABASE_SERVER = ("database_server", DiagnosisState.FINE)
    SERVER_ANSWERS = ("server_answers", DiagnosisState.FINE)
    SCHEMA_FITS = ("schema_fits", DiagnosisState.FINE)
    MASTERS_READ = ("masters_read", DiagnosisState.FINE)
    MASTERS_UNREADABLE = ("masters_unreadable", DiagnosisState.TO_DO)
    MASTERS_CLASH = ("masters_clash", DiagnosisState.TO_DO)
    CARDS_CLASH = ("cards_clash", DiagnosisState.TO_DO)
    LETTERS_UNCHECKED = ("letters_unchecked", DiagnosisState.TO_DO)
    MASTERS_UNUSED = ("masters_unused", DiagnosisState.FINE)
    CLOCK_RIGHT = ("clock_right", DiagnosisState.FINE)
    CLOCK_BEHIND = ("clock_behind", DiagnosisState.TO_DO)
    CLOCK_AHEAD = ("clock_ahead", DiagnosisState.TO_DO)
    OFFSET_NONE = ("offset_none", DiagnosisState.FINE)
    OFFSET_SET = ("offset_set", DiagnosisState.TO_DO)
    RECORDS_FIT = ("records_fit", DiagnosisState.FINE)
    LOGIN_OWNER = ("login_owner", DiagnosisState.FINE)
    LOGIN_COUNTER = ("login_counter", DiagnosisState.FINE)
    LOGIN_PHONE = ("login_phone", DiagnosisState.FINE)
    LOGIN_SUPERVISOR = ("login_supervisor", DiagnosisState.FINE)
    LOGIN_WORKER = ("login_worker", DiagnosisState.FINE)
    LOGIN_PORTAL = ("login_portal", DiagnosisState.FINE)
    LOGIN_CIRCULATION = ("login_circulation", DiagnosisState.FINE)
    LOGIN_NOBODY = ("login_nobody", DiagnosisState.TO_DO)
    LOGINS_APART = ("logins_apart", DiagnosisState.FINE)
    LOGINS_MIXED = ("logins_mixed", DiagnosisState.TO_DO)
    LOGINS_SHUT_OUT = ("logins_shut_out", DiagnosisState.TO_DO)
    LOGINS_EVERYBODY = ("logins_everybody", DiagnosisState.TO_DO)
    GUARDS_IN_FORCE = ("guards_in_force", DiagnosisState.FINE)
    GUARDS_MISSING = ("guards_missing", DiagnosisState.TO_DO)
    TABLES_OWNED = ("tables_owned", DiagnosisState.FINE)
    TABLES_FOREIGN = ("tables_foreign", DiagnosisState.TO_DO)
    STOPPING_NONE = ("stopping_none", DiagnosisState.FINE)
    STOPPING_FUNCTIONS = ("stopping_functions", DiagnosisState.TO_DO)
    STOPPING_DATABASES = ("stopping_databases", DiagnosisState.TO_DO)
    STOPPING_WITHOUT_LIMIT = ("stopping_without_limit", DiagnosisState.TO_DO)
    STOPPING_SETTINGS = ("stopping_settings", DiagnosisState.TO_DO)
    SERVER_FITS = ("server_fits", DiagnosisState.FINE)
    TLS_ON = ("tls_on", DiagnosisState.FINE)
    TLS_NOT_NEEDED = ("tls_not_needed", DiagnosisState.FINE)
    TLS_OFF = ("tls_off", DiagnosisState.TO_DO)
    SERVER_LOG_PLAIN = ("server_log_plain", DiagnosisState.FINE)
    SERVER_LOG_SHOWS = ("server_log_shows", DiagnosisState.TO_DO)
    COMMITS_KEPT = ("commits_kept", DiagnosisState.FINE)
    COMMITS_EARLY = ("commits_early", DiagnosisState.TO_DO)
    COMMITS_EARLY_OF = ("commits_early_of", DiagnosisState.TO_DO)
    SERVER_DISK_BOUNDED = ("server_disk_bounded", DiagnosisState.FINE)
    TEMPORARY_FILES_UNBOUNDED = ("temporary_files_unbounded", DiagnosisState.TO_DO)
    ARCHIVING_FAILS = ("archiving_fails", DiagnosisState.TO_DO)
    LOG_KEPT = ("log_kept", DiagnosisState.TO_DO)
    NOTICES_SENT = ("notices_sent", DiagnosisState.FINE)
    NOTICES_OFF = ("notices_off", DiagnosisState.TO_DO)
    NOTICES_KEPT = ("notices_kept", DiagnosisState.TO_DO)
    SYSTEM_SERVER_FITS = ("system_server_fits", DiagnosisState.FINE)
    SYSTEM_VIEWS_THERE = ("system_views_there", DiagnosisState.FINE)
    SYSTEM_RULES_FORESEE = ("system_rules_foresee", DiagnosisState.FINE)
    SYSTEM_RULES_NONE = ("system_rules_none", DiagnosisState.FINE)
    SYSTEM_GRANTS_NARROW = ("system_grants_narrow", DiagnosisState.FINE)
    SYSTEM_GRANTS_WIDE = ("system_grants_wide", DiagnosisState.TO_DO)
    SYSTEM_LOG_PLAIN = ("system_log_plain", DiagnosisState.FINE)
    SYSTEM_LOG_SHOWS = ("system_log_shows", DiagnosisState.TO_DO)
    SYSTEM_CLOCK_RIGHT = ("system_clock_right", DiagnosisState.FINE)
    SYSTEM_CLOCK_APART = ("system_clock_apart", DiagnosisState.TO_DO)
    PLACE_SEEN = ("place_seen", DiagnosisState.FINE)
    FILE_OWN = ("file_own", DiagnosisState.FINE)
    FILE_OPEN_TO_OTHERS = ("file_open_to_others", DiagnosisState.TO_DO)
    JOURNAL_WAL = ("journal_wal", DiagnosisState.FINE)
    JOURNAL_OTHER = ("journal_other", DiagnosisState.TO_DO)
    CONTENT_SOUND = ("content_sound", DiagnosisState.FINE)
    CONTENT_LARGE = ("content_large", DiagnosisState.UNSEEN)
    DISK_ROOM = ("disk_room", DiagnosisState.FINE)
    DISK_FULL = ("disk_full", DiagnosisState.TO_DO)
    DISK_GONE = ("disk_gone", DiagnosisState.TO_DO)
    MAIL_NONE = ("mail_none", DiagnosisState.UNSEEN)
    MAIL_READY = ("mail_ready", DiagnosisState.FINE)
    MAIL_NO_ANSWER = ("mail_no_answer", DiagnosisState.TO_DO)
    MAIL_UNTRUSTED = ("mail_untrusted", DiagnosisState.TO_DO)
    MAIL_NOT_OFFERED = ("mail_not_offered", DiagnosisState.TO_DO)
    MAIL_LOGIN_REFUSED = ("mail_login_refused", DiagnosisState.TO_DO)
    MAIL_TURNED_AWAY = ("mail_turned_away", DiagnosisState.TO_DO)
    MAIL_SENDER_UNFIT = ("mail_sender_unfit", DiagnosisState.TO_DO)
    NOTHING_WAITS = ("nothing_waits", DiagnosisState.FINE)
    MAIL_WAITS = ("mail_waits", DiagnosisState.FINE)
    MAIL_WAITS_LONG = ("mail_waits_long", DiagnosisState.TO_DO)
    WORKER_SEEN = ("worker_seen", DiagnosisState.FINE)
    WORKER_NEVER = ("worker_never", DiagnosisState.UNSEEN)
    WORKER_BEHIND = ("worker_behind", DiagnosisState.TO_DO)
    SEAL_FRESH = ("seal_fresh", DiagnosisState.FINE)
    SEAL_NOT_NEEDED = ("seal_not_needed", DiagnosisState.FINE)
    SEAL_OLD = ("seal_old", DiagnosisState.TO_DO)
    SEAL_NONE = ("seal_none", DiagnosisState.FINE)
    SEAL_FITS = ("seal_fits", DiagnosisState.FINE)
    SEAL_FITS_OWN = ("seal_fits_own", DiagnosisState.FINE)
    SEAL_UNFIT = ("seal_unfit", DiagnosisState.TO_DO)
    BUSY_NONE = ("busy_none", DiagnosisState.FINE)
    BUSY_NAMED = ("busy_named", DiagnosisState.TO_DO)
    BUSY_BARE = ("busy_bare", DiagnosisState.TO_DO)
    BUSY_NOBODYS = ("busy_nobodys", DiagnosisState.TO_DO)
    BUSY_LIFTS = ("busy_lifts", DiagnosisState.TO_DO)
    PRINTER_READY = ("printer_ready", DiagnosisState.FINE)
    PRINTER_BY_DIALOG = ("printer_by_dialog", DiagnosisState.FINE)
    PRINTER_NONE = ("printer_none", DiagnosisState.TO_DO)
    FONTS_LOAD = ("fonts_load", DiagnosisState.FINE)
    FONTS_BROKEN = ("fonts_broken", DiagnosisState.TO_DO)
    LOG_WRITTEN = ("log_written", DiagnosisState.FINE)
    LOG_NOT_WRITABLE = ("log_not_writable", DiagnosisState.TO_DO)
    NOT_SHOWN = ("not_shown", DiagnosisState.UNSEEN)
    NOT_TOLD = ("not_told", DiagnosisState.UNSEEN)

    @property
    def code(self) -> str:
        """The name a script reads."""
        return self.value[0]

    @property
    def state(self) -> DiagnosisState:
        """Whether there is something to do."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What one check found.

    Attributes:
        subject: what was looked at.
        result: what was found; an error where the sentence for it is the one that a desk would say.
        values: numbers, versions and instants that the sentence names, in its order.
    """

    subject: Subject
    result: CheckResult | ServiceError
    values: tuple[int | str | datetime, ...] = ()

    @property
    def state(self) -> DiagnosisState:
        """Whether there is something to do."""
        return self.result.state if isinstance(self.result, CheckResult) else DiagnosisState.TO_DO

    @property
    def code(self) -> str:
        """The name a script reads: the result's, or the error's."""
        return self.result.code if isinstance(self.result, CheckResult) else type(self.result).__name__
