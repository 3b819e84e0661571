"""The guide's words on renewing a registration and on a lost card stand in what is done about them."""

from typing import Final

from tests.views.acts import read
from tests.views.registration.registration_scene import Registrations, desk
from tests.wording.guide import SHOWN
from views.text import words

__all__ = ["desk"]

# Line 49 of the guide, on reason ①: 利用カード紛失のお申し出があり、利用者のご了承を得て、利用を停止している場合。
REPORTED: Final = ("紛失", "申し出", "了承")


def guide(line: int) -> str:
    (text,) = {quote.text for quote in SHOWN if quote.line == line}
    return text


async def test_what_to_bring_is_asked_for_in_the_guides_words(desk: Registrations) -> None:
    proof = "ご住所を確認できるもの"
    assert proof in guide(40)
    assert proof in guide(45)
    dialog = await desk.renewing()
    assert proof in dialog.proven.text()
    assert words.EXPIRES_ON in guide(41)
    assert words.EXPIRES_ON in dialog.fields.told


async def test_the_buttons_say_renew_or_not_as_the_guides_do(desk: Registrations) -> None:
    dialog = await desk.renewing()
    assert (dialog.yes.text(), dialog.no.text()) == ("更新する", "更新しない")


async def test_a_loss_is_reported_in_the_guides_words(desk: Registrations) -> None:
    dialog = await desk.reporting()
    said = read(dialog)
    assert [word for word in REPORTED if word not in said] == []
    assert (dialog.by_patron.text(), dialog.consent.text()) == (
        "ご本人から申し出を受けました",
        "貸出禁止の了承を得ました",
    )
