"""Pictures of the desk itself: sign-in, patrons as they open, calls, and what was done."""

from app import demo
from app.desk.composition import OpenDesk
from app.library_access import LibraryDoor
from services.contract.errors import SystemUnreachable
from services.rules.people.identity import CallerFacts
from tools.screenshots.studio import NOW, Studio, fail, go_to, scan
from viewmodels.settings.first_start import BranchChoice, FirstStartViewModel, Workplace
from viewmodels.sign_in.sign_in import SignInViewModel
from views.panels.offering import there
from views.settings.first_start_window import FirstStartWindow
from views.sign_in.sign_in_window import SignInWindow
from views.sign_in.start_window import PreparingWindow
from views.text import messages


async def sign_in(studio: Studio) -> None:
    """Show the sign-in of the demo."""
    door = LibraryDoor(demo.demo_opener(NOW))

    model = SignInViewModel(door, on_signed_in=lambda _: None, report_bug=fail, demo_staff=demo.STAFF)
    window = SignInWindow(
        model,
        theme=studio.looks.theme,
        icons=studio.looks.icons,
        language=studio.looks.language.spoken,
    )
    window.show_centred()
    await studio.take(window, "sign-in")
    window.let_close()
    await model.aclose()
    await door.aclose()


async def before_the_desk(studio: Studio) -> None:
    """Show the demo being made ready, a beginning that failed, and the questions of the first start."""
    sentence = messages.sentence(SystemUnreachable())
    theme, icons = studio.looks.theme, studio.looks.icons
    model = FirstStartViewModel(
        (BranchChoice("chuo", "中央図書館"), BranchChoice("aozora", "移動図書館あおぞら号")),
        _Nowhere(),
        suggested=Workplace("chuo", ""),
        on_saved=lambda _: None,
        report_bug=fail,
    )
    for window, name in (
        (PreparingWindow.for_demo(theme=theme, icons=icons), "preparing"),
        (
            PreparingWindow.for_trouble(f"{sentence.what}\n{sentence.next}", theme=theme, icons=icons),
            "no-desk",
        ),
        (FirstStartWindow(model, theme=theme, icons=icons), "first-start"),
    ):
        window.show_centred()
        if name == "first-start":
            model.save.start("chuo", "")
            await model.save.settled()
        await studio.take(window, name)
        window.let_close()
        window.deleteLater()
    await model.save.aclose()


class _Nowhere:
    """Keeps no answers."""

    async def keep(self, workplace: Workplace) -> None:
        """Do nothing."""


async def patrons(studio: Studio, desk: OpenDesk) -> None:
    """Show the empty desk, and telling patrons on the first page."""
    await studio.take(desk.window, "empty")
    for card, name in (
        ("100000001", "desk"),
        ("100000003", "expires-soon"),
        ("100000006", "suspended"),
        ("100000013", "latin-name"),
        ("100000014", "variant-name"),
        ("100000017", "full"),
        ("100000021", "suspended-twice"),
    ):
        await scan(desk, card)
        await studio.take(desk.window, name)
    await scan(desk, "100000022")
    await studio.take(desk.window, "retired-card")


async def pages(studio: Studio, desk: OpenDesk) -> None:
    """Show every page of one patron."""
    window = desk.window
    for page, name in (
        (window.inquiry, "inquiry"),
        (window.password, "password"),
        (window.email, "email"),
        (window.reference, "reference"),
        (window.registration, "registration"),
        (window.records, "records"),
    ):
        go_to(desk, page)
        await there(desk.records).load.settled()
        await studio.take(window, f"page-{name}")


async def phone(studio: Studio, desk: OpenDesk) -> None:
    """Show what the phone channel gets before the caller is identified, and after."""
    await studio.take(desk.window, "phone-empty")
    there(desk.identity).start_finding()
    await studio.take(desk.window, "phone-find")
    desk.desk.typed("100000001")
    await desk.desk.look_up.settled()
    await studio.take(desk.window, "phone")
    wrong = CallerFacts(birth_date="1984/5/7")
    there(desk.identity).confirm.start(wrong)
    await there(desk.identity).confirm.settled()
    await studio.take(desk.window, "phone-missed")
    there(desk.identity).confirm.start(CallerFacts(kana="サトウ ヨウコ"))
    await there(desk.identity).confirm.settled()
    await studio.take(desk.window, "phone-on-the-card")
    there(desk.identity).confirm.start(CallerFacts(birth_date="1984/5/17"))
    await there(desk.identity).confirm.settled()
    await studio.take(desk.window, "phone-identified")
    go_to(desk, desk.window.password)
    await studio.take(desk.window, "phone-password")
    for card in ("100000001", "100000001", "100000002"):
        await scan(desk, card)
        there(desk.identity).confirm.start(wrong)
        await there(desk.identity).confirm.settled()
        await studio.take(desk.window, "phone-ended" if card == "100000001" else "phone-login-ended")
    await scan(desk, "100000001")
    await studio.take(desk.window, "phone-closed")
