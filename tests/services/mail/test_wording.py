"""What mails say: the guide's subject, the library's name, and nobody's."""

from dataclasses import replace
from datetime import date

import pytest

from services.mail.wording import body, subject
from services.rules.policy import DEFAULT_POLICY
from services.rules.vocabulary import MailKind


def test_the_guides_subject() -> None:
    assert subject(MailKind.EMAIL_REGISTERED) == "メールアドレス登録確認のお知らせ"


@pytest.mark.parametrize("kind", MailKind)
def test_every_place_in_a_body_is_filled_in(kind: MailKind) -> None:
    policy = replace(DEFAULT_POLICY, library_name="見本図書館", portal_name="見本のページ")
    text = body(kind, policy, date(2026, 11, 4))
    assert "見本図書館です。" in text
    assert "「見本のページ」" in text
    assert "2026/11/4)" in text
    assert not set("{}") & set(text)
