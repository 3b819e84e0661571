"""Makes every check of this installation, for `madoguchi doctor` and for 「診断」 in the window."""

import asyncio
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.background_worker import mail_server
from app.settings.folders import Folders
from app.settings.settings_files import Settings, database_url, is_on_server, load_workstation
from services.contract.diagnosis import CheckResult, Diagnosis, Subject
from services.contract.errors import PolicyUntrusted, SchemaMismatch, ServiceError
from services.own_schema.diagnosis import files, mail
from viewmodels.settings.settings import Workstation
from views.printing.printer_check import check_printer
from views.printing.spooler import SystemQueues
from views.printing.system_spooler import system_spooler

if TYPE_CHECKING:
    from services.own_schema.database.engine import Database


def here() -> datetime:
    """Read this machine's clock."""
    return datetime.now(UTC)


async def diagnose(
    folders: Folders,
    environ: Mapping[str, str],
    *,
    option: str | None = None,
    given: bool = False,
    db: "Database | None" = None,
    spooler: SystemQueues | None = None,
) -> tuple[Diagnosis, ...]:
    """Make every check that can be made from here; none changes anything but a passing file in the log's folder.

    Args:
        folders: this user's.
        environ: the environment.
        option: the address that the command line names.
        given: the command line names the settings file, whose address goes before the policy's.
        db: the open database of who is signed in; without one the address's own login is taken, if it has one.
        spooler: the system's print queues.
    """
    about_settings, known = _settings(folders, given=given)
    settings = known or Settings()
    if db is not None:
        of_database = await _of_database(db)
    elif known is None and option is None:
        of_database = ()  # the address doesn't say which database
    else:
        of_database = await _of_address(database_url(settings, folders, environ, option))
    at_desk = db is not None or settings.workstation is not None
    found = (
        about_settings,
        *of_database,
        *await _of_system(settings),
        await mail.check_mail(mail_server(settings)),
        *[
            await check_printer(it, spooler or system_spooler(), at_desk=at_desk)
            for it in _printers(settings)
        ],
        await files.check_fonts(),
        files.check_log(folders.log),
        files.check_disk(Subject.LOG_DISK, folders.log),
    )
    order = list(Subject)
    return tuple(sorted(found, key=lambda diagnosis: order.index(diagnosis.subject)))


def _settings(folders: Folders, *, given: bool) -> tuple[Diagnosis, Settings | None]:
    try:
        found = load_workstation(folders.settings_file, folders.policy, given=given)
    except PolicyUntrusted as error:
        nameless = PolicyUntrusted(error.fault, error.path)  # the findings may be mailed
        return Diagnosis(Subject.SETTINGS, nameless), None
    except ServiceError as error:
        return Diagnosis(Subject.SETTINGS, error), None
    if _holds_password(found):
        open_to_others = files.check_settings_file(folders.settings_file)
        if open_to_others is not None:
            return open_to_others, found.settings
    if found.strange:
        return Diagnosis(
            Subject.SETTINGS, CheckResult.POLICY_STRANGE, (", ".join(found.strange),)
        ), found.settings
    result = CheckResult.SETTINGS_READ if folders.settings_file.is_file() else CheckResult.SETTINGS_NONE
    return Diagnosis(Subject.SETTINGS, result), found.settings


def _holds_password(found: Workstation) -> bool:
    """Tell whether the settings file has a password; what the administrator decides is for every desk to read."""
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    if found.settings.mail_password is not None and "mail.password" not in found.fixed:
        return True
    url = found.settings.database_url
    if url is None or "database.url" in found.fixed:
        return False
    try:
        return make_url(url).password is not None
    except (ArgumentError, ValueError):
        return False


def _printers(settings: Settings) -> list[str | None]:
    """Name each queue that a kind of slip goes to, once."""
    return list(dict.fromkeys(slip.printer for slip in settings.slips.values()))


async def _of_address(url: str) -> tuple[Diagnosis, ...]:
    from services.own_schema.database.address import parse
    from services.own_schema.database.engine import Database
    from services.own_schema.database.server_probe import probe
    from services.own_schema.revision import REVISION

    try:
        address = parse(url)
        if address.path is not None and not await asyncio.to_thread(os.path.lexists, address.path):
            return _only(SchemaMismatch(None, REVISION))
        if is_on_server(url) and address.url.username is None:
            await probe(address)
            return _only(CheckResult.SERVER_ANSWERS)
        db = Database.open(url)
    except ServiceError as error:
        return _only(error)
    try:
        return await _of_database(db)
    finally:
        await db.dispose()


async def _of_system(settings: Settings) -> tuple[Diagnosis, ...]:
    """Examine the library system that the settings name; nothing where they name none."""
    if not settings.names_system:
        return ()
    from app.beside_system import system_place
    from app.settings.system_keyring import read_password
    from services.systems.mariadb.examination import examine

    try:
        place = system_place(settings)
        password = await asyncio.to_thread(read_password, place.address)
    except ServiceError as error:
        return (Diagnosis(Subject.SYSTEM_SERVER, error),)
    return await examine(place.address, password, here)


def _only(result: CheckResult | ServiceError) -> tuple[Diagnosis, ...]:
    return (Diagnosis(Subject.DATABASE, result),)


async def _of_database(db: "Database") -> tuple[Diagnosis, ...]:
    from services.own_schema.diagnosis import library

    found = await library.examine(db, here)
    if db.path is None:
        return found
    disk = files.check_disk(Subject.DATABASE_DISK, db.path.parent)
    return (*found, await files.check_place(db.path), files.check_file(db.path), disk)
