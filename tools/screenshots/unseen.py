"""Pictures of a desk whose patron is hidden, and of one that lost its database."""

from app import demo
from app.desk.composition import OpenDesk
from app.library_access import LibraryDoor
from services.contract.actor import StaffMember
from services.contract.errors import SystemUnreachable
from services.rules.vocabulary import Role
from tools.screenshots.studio import NOW, Studio, fail
from viewmodels.sign_in.sign_in import LockedBy, SignInViewModel
from views.privacy.hidden_screen import Cover
from views.sign_in.sign_in_window import SignInWindow


async def cover(studio: Studio, desk: OpenDesk) -> None:
    """Show masked titles, the cover over a patron, a card that is read meanwhile, and a lock that waits for a write."""
    desk.desk.toggle_titles()
    await studio.take(desk.window.inquiry.loans, "titles-masked")
    guard = desk.privacy.guard
    guard.hide_or_show()
    await studio.take(desk.window, "cover")
    await studio.take(desk.window.findChildren(Cover)[0].panel, "cover-words")
    desk.desk.scanned("100000003")
    await studio.take(desk.window, "cover-card-read")
    guard.lock()
    await studio.take(desk.window, "locking")


async def lock(studio: Studio) -> None:
    """Show the sign-in over a lock, with and without a slip behind it, and a card that is read there."""
    for slip, name in ((False, "lock"), (True, "lock-slip")):
        door = LibraryDoor(demo.demo_opener(NOW))
        locked = LockedBy(StaffMember("counter", "見本", Role.COUNTER), slip=slip)
        model = SignInViewModel(door, on_signed_in=lambda _: None, report_bug=fail, locked=locked)
        looks = studio.looks
        window = SignInWindow(
            model, theme=looks.theme, icons=looks.icons, scans=looks.scans, language=looks.language.spoken
        )
        window.show_centred()
        if slip:
            model.card_read("")
        await studio.take(window, name)
        if not slip:
            await studio.take(window.panel, "lock-words")
        window.let_close()
        window.deleteLater()
        await model.aclose()
        await door.aclose()


async def no_connection(studio: Studio, desk: OpenDesk) -> None:
    """Show the banner of a database that doesn't answer."""
    await studio.at_rest()  # a pending read would report that the database is there
    desk.desk.show_disconnected(SystemUnreachable())
    await studio.take(desk.window, "no-connection")
