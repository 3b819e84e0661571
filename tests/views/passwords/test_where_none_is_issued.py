"""Where a desk issues no passwords its page says that there is one, and nothing of what only another system knows."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from services.acts.as_offered import EVERYTHING
from services.contract.offers import Offers
from services.rules.vocabulary import CredentialKind
from tests.helpers import snapshots
from views.passwords.password_page import PasswordPage
from views.style.theme import Theme

OTHERS = Offers(frozenset(), EVERYTHING.parts)


@pytest.mark.parametrize("kind", [None, CredentialKind.PATRON])
@pytest.mark.parametrize(("offers", "is_told"), [(EVERYTHING, True), (OTHERS, False)])
def test_nobody_is_told_to_reissue_it_or_how_patrons_log_in(
    qtbot: QtBot, theme: Theme, kind: CredentialKind | None, offers: Offers, is_told: bool
) -> None:
    page = PasswordPage(theme, offers=offers)
    qtbot.addWidget(page)
    password = replace(snapshots.password(), kind=kind, must_change=False)
    page.set_snapshot(snapshots.snapshot(password=password))
    told = "\n".join(it.text() for it in page.findChildren(QLabel) if not it.isHidden())
    assert "職員は見ることができません。" in told
    assert ("再発行します" in told) is is_told
    assert ("ログインには" in told) is is_told
