"""The settings of one workstation: a frozen object, the same from a file and from a window."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from services.rules.secret import Secret
from services.rules.vocabulary import MailSecurity, Paper, SystemKind
from services.slips.content import SlipKind


class ThemeChoice(StrEnum):
    """Follow the system, or always one appearance; high contrast is light or dark as the system is."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high-contrast"


class Language(StrEnum):
    """Follow the system, or always one language of the screen."""

    AUTO = "auto"
    JAPANESE = "ja"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class SlipPrinting:
    """How one kind of slip gets to paper.

    Attributes:
        printer: the queue; None lets the clerk choose one for each slip.
        paper: the slip's layout.
        dialog: the clerk is asked for each slip although a queue is set, which is chosen at first.
    """

    printer: str | None = None
    paper: Paper = Paper.A6
    dialog: bool = False

    @property
    def direct(self) -> bool:
        """Whether slips go to paper without a question."""
        return self.printer is not None and not self.dialog


def _each_kind() -> Mapping[SlipKind, SlipPrinting]:
    return MappingProxyType({kind: SlipPrinting() for kind in SlipKind})


@dataclass(frozen=True, slots=True)
class Settings:
    """One workstation's settings, with what holds when no file says anything.

    Attributes:
        database_url: SQLAlchemy's address of the library's database; None for a file in the user's data folder.
        database_ca_file: the certificates of the authority that vouches for a PostgreSQL server; None for those that
            the system trusts.
        ils_kind: the library system that the patrons are read from; None where the library itself has them.
        ils_views: where that system is, without a password.
        branch: the code of the branch the workstation stands in; None asks at the first start.
        workstation: its own name (「2番窓口」), as the records keep it; None asks at the first start.
        slips: how each kind of slip is printed.
        theme: the appearance.
        text_percent: the text's size, 100 to 200.
        language: the screen's language; what patrons read stays Japanese.
        glosses: what patrons read is explained beside it, where the screen is English.
        letters: letters stand for acts in lists.
        sounds: the outcome of an act is heard as well; all of it is to be seen without.
        scan_key_ms: the longest gap between two keys of one scan.
        scan_ending_ms: how long a scan's Enter may take to follow.
        idle_hide_minutes: minutes without a key, a mouse or a scan after which the screen is hidden; 0 for never.
        idle_lock_minutes: minutes after which the desk is locked; 0 for never.
        titles_masked: whether titles and questions are masked when a patron is opened.
        mail_host: the mail server that the worker sends through; None lets all mail wait.
        mail_port: its port; None for the usual one of `mail_security`.
        mail_security: the encryption; a server that doesn't offer it gets no mail.
        mail_user, mail_password: None where the server wants none.
        mail_from: the From line, with or without a name, as `services.rules.people.email.sender_of` reads it;
        without one
            nothing is sent either.
    """

    database_url: str | None = None
    database_ca_file: str | None = None
    ils_kind: SystemKind | None = None
    ils_views: str | None = None
    branch: str | None = None
    workstation: str | None = None
    slips: Mapping[SlipKind, SlipPrinting] = field(default_factory=_each_kind, hash=False)
    theme: ThemeChoice = ThemeChoice.AUTO
    text_percent: int = 100
    language: Language = Language.JAPANESE
    glosses: bool = True
    letters: bool = True
    sounds: bool = False
    scan_key_ms: int = 35
    scan_ending_ms: int = 150
    idle_hide_minutes: int = 3
    idle_lock_minutes: int = 10
    titles_masked: bool = False
    mail_host: str | None = None
    mail_port: int | None = None
    mail_security: MailSecurity = MailSecurity.STARTTLS
    mail_user: str | None = None
    mail_password: Secret | None = None
    mail_from: str | None = None

    @property
    def names_system(self) -> bool:
        """Whether a library system is named, well or badly; else the library has its patrons itself."""
        return self.ils_kind is not None or self.ils_views is not None


@dataclass(frozen=True, slots=True)
class Workstation:
    """A workstation's settings, and what of them isn't its own to decide.

    Attributes:
        settings: what holds, wherever it was said.
        fixed: the keys that the administrator's policy file decides.
        strange: the policy's keys that this version doesn't know, which are therefore without effect.
    """

    settings: Settings = field(default_factory=Settings)
    fixed: frozenset[str] = frozenset()
    strange: tuple[str, ...] = ()
