"""The diagnosis of one check; `views.text.diagnosis` has a sentence for each, and one for what to do."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum

from services.errors import ServiceError


class Subject(StrEnum):
    """What is looked at, in the order in which it is told."""

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
    PRINTER = "printer"
    FONTS = "fonts"
    LOG = "log"
    LOG_DISK = "log_disk"


class State(Enum):
    """Fine, to be put right, or not to be seen from here, which is no fault."""

    FINE = "fine"
    TO_DO = "to_do"
    UNSEEN = "unseen"


class Verdict(Enum):
    """What a check found; each value's second part is its state."""

    SETTINGS_READ = ("settings_read", State.FINE)
    SETTINGS_NONE = ("settings_none", State.FINE)
    SETTINGS_OPEN_TO_OTHERS = ("settings_open_to_others", State.TO_DO)
    POLICY_STRANGE = ("policy_strange", State.TO_DO)
    DATABASE_FILE = ("database_file", State.FINE)
    DATABASE_SERVER = ("database_server", State.FINE)
    SERVER_ANSWERS = ("server_answers", State.FINE)
    SCHEMA_FITS = ("schema_fits", State.FINE)
    MASTERS_READ = ("masters_read", State.FINE)
    MASTERS_UNREADABLE = ("masters_unreadable", State.TO_DO)
    MASTERS_UNUSED = ("masters_unused", State.FINE)
    CLOCK_RIGHT = ("clock_right", State.FINE)
    CLOCK_BEHIND = ("clock_behind", State.TO_DO)
    CLOCK_AHEAD = ("clock_ahead", State.TO_DO)
    OFFSET_NONE = ("offset_none", State.FINE)
    OFFSET_SET = ("offset_set", State.TO_DO)
    RECORDS_FIT = ("records_fit", State.FINE)
    LOGIN_OWNER = ("login_owner", State.FINE)
    LOGIN_COUNTER = ("login_counter", State.FINE)
    LOGIN_PHONE = ("login_phone", State.FINE)
    LOGIN_SUPERVISOR = ("login_supervisor", State.FINE)
    LOGIN_WORKER = ("login_worker", State.FINE)
    LOGIN_PORTAL = ("login_portal", State.FINE)
    LOGIN_CIRCULATION = ("login_circulation", State.FINE)
    LOGIN_NOBODY = ("login_nobody", State.TO_DO)
    LOGINS_APART = ("logins_apart", State.FINE)
    LOGINS_MIXED = ("logins_mixed", State.TO_DO)
    LOGINS_SHUT_OUT = ("logins_shut_out", State.TO_DO)
    LOGINS_EVERYBODY = ("logins_everybody", State.TO_DO)
    GUARDS_IN_FORCE = ("guards_in_force", State.FINE)
    GUARDS_MISSING = ("guards_missing", State.TO_DO)
    TABLES_OWNED = ("tables_owned", State.FINE)
    TABLES_FOREIGN = ("tables_foreign", State.TO_DO)
    STOPPING_NONE = ("stopping_none", State.FINE)
    STOPPING_FUNCTIONS = ("stopping_functions", State.TO_DO)
    STOPPING_DATABASES = ("stopping_databases", State.TO_DO)
    STOPPING_WITHOUT_LIMIT = ("stopping_without_limit", State.TO_DO)
    STOPPING_SETTINGS = ("stopping_settings", State.TO_DO)
    SERVER_FITS = ("server_fits", State.FINE)
    TLS_ON = ("tls_on", State.FINE)
    TLS_NOT_NEEDED = ("tls_not_needed", State.FINE)
    TLS_OFF = ("tls_off", State.TO_DO)
    SERVER_LOG_PLAIN = ("server_log_plain", State.FINE)
    SERVER_LOG_SHOWS = ("server_log_shows", State.TO_DO)
    COMMITS_KEPT = ("commits_kept", State.FINE)
    COMMITS_EARLY = ("commits_early", State.TO_DO)
    COMMITS_EARLY_OF = ("commits_early_of", State.TO_DO)
    SERVER_DISK_BOUNDED = ("server_disk_bounded", State.FINE)
    TEMPORARY_FILES_UNBOUNDED = ("temporary_files_unbounded", State.TO_DO)
    ARCHIVING_FAILS = ("archiving_fails", State.TO_DO)
    LOG_KEPT = ("log_kept", State.TO_DO)
    NOTICES_SENT = ("notices_sent", State.FINE)
    NOTICES_OFF = ("notices_off", State.TO_DO)
    NOTICES_KEPT = ("notices_kept", State.TO_DO)
    PLACE_SEEN = ("place_seen", State.FINE)
    FILE_OWN = ("file_own", State.FINE)
    FILE_OPEN_TO_OTHERS = ("file_open_to_others", State.TO_DO)
    JOURNAL_WAL = ("journal_wal", State.FINE)
    JOURNAL_OTHER = ("journal_other", State.TO_DO)
    CONTENT_SOUND = ("content_sound", State.FINE)
    CONTENT_LARGE = ("content_large", State.UNSEEN)
    DISK_ROOM = ("disk_room", State.FINE)
    DISK_FULL = ("disk_full", State.TO_DO)
    DISK_GONE = ("disk_gone", State.TO_DO)
    MAIL_NONE = ("mail_none", State.UNSEEN)
    MAIL_READY = ("mail_ready", State.FINE)
    MAIL_NO_ANSWER = ("mail_no_answer", State.TO_DO)
    MAIL_UNTRUSTED = ("mail_untrusted", State.TO_DO)
    MAIL_NOT_OFFERED = ("mail_not_offered", State.TO_DO)
    MAIL_LOGIN_REFUSED = ("mail_login_refused", State.TO_DO)
    MAIL_TURNED_AWAY = ("mail_turned_away", State.TO_DO)
    MAIL_SENDER_UNFIT = ("mail_sender_unfit", State.TO_DO)
    NOTHING_WAITS = ("nothing_waits", State.FINE)
    MAIL_WAITS = ("mail_waits", State.FINE)
    MAIL_WAITS_LONG = ("mail_waits_long", State.TO_DO)
    WORKER_SEEN = ("worker_seen", State.FINE)
    WORKER_NEVER = ("worker_never", State.UNSEEN)
    WORKER_BEHIND = ("worker_behind", State.TO_DO)
    SEAL_FRESH = ("seal_fresh", State.FINE)
    SEAL_NOT_NEEDED = ("seal_not_needed", State.FINE)
    SEAL_OLD = ("seal_old", State.TO_DO)
    SEAL_NONE = ("seal_none", State.FINE)
    SEAL_FITS = ("seal_fits", State.FINE)
    SEAL_FITS_OWN = ("seal_fits_own", State.FINE)
    SEAL_UNFIT = ("seal_unfit", State.TO_DO)
    PRINTER_READY = ("printer_ready", State.FINE)
    PRINTER_BY_DIALOG = ("printer_by_dialog", State.FINE)
    PRINTER_NONE = ("printer_none", State.TO_DO)
    FONTS_LOAD = ("fonts_load", State.FINE)
    FONTS_BROKEN = ("fonts_broken", State.TO_DO)
    LOG_WRITTEN = ("log_written", State.FINE)
    LOG_NOT_WRITABLE = ("log_not_writable", State.TO_DO)
    NOT_SHOWN = ("not_shown", State.UNSEEN)
    NOT_TOLD = ("not_told", State.UNSEEN)

    @property
    def code(self) -> str:
        """The name a script reads."""
        return self.value[0]

    @property
    def state(self) -> State:
        """Whether there is something to do."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What one check found.

    Attributes:
        subject: what was looked at.
        verdict: what was found; an error where the sentence for it is the one that a desk would say.
        values: numbers, versions and instants that the sentence names, in its order.
    """

    subject: Subject
    verdict: Verdict | ServiceError
    values: tuple[int | str | datetime, ...] = ()

    @property
    def state(self) -> State:
        """Whether there is something to do."""
        return self.verdict.state if isinstance(self.verdict, Verdict) else State.TO_DO

    @property
    def code(self) -> str:
        """The name a script reads: the verdict's, or the error's."""
        return self.verdict.code if isinstance(self.verdict, Verdict) else type(self.verdict).__name__
