"""What mails say: the guide's subject, the library's name, nobody's, and the library's own words where it has some."""

from dataclasses import replace
from datetime import date

import pytest

from services.own_schema.mail.wording import body, subject
from services.rules.policy import DEFAULT_POLICY
from services.rules.vocabulary import MailKind
from tests.helpers.masters import masters_of

SAMPLE = replace(DEFAULT_POLICY, library_name="見本図書館", portal_name="見本のページ")
DAY = date(2026, 11, 4)


def test_the_guides_subject() -> None:
    assert subject(MailKind.EMAIL_REGISTERED, masters_of()) == "メールアドレス登録確認のお知らせ"


@pytest.mark.parametrize("kind", MailKind)
def test_every_place_in_a_body_is_filled_in(kind: MailKind) -> None:
    text = body(kind, masters_of(SAMPLE), DAY)
    assert "見本図書館です。" in text
    assert "「見本のページ」" in text
    assert "2026/11/4)" in text
    assert not set("{}") & set(text)


@pytest.mark.parametrize("kind", MailKind)
def test_the_librarys_words_stand_in_the_programs_stead(kind: MailKind) -> None:
    own = {
        f"mail.{kind.value}.subject": "{library}({portal})より",
        f"mail.{kind.value}.body": "{library}\n{date} {date}\n{portal}",
    }
    masters = masters_of(SAMPLE, own)
    assert subject(kind, masters) == "見本図書館(見本のページ)より"
    assert body(kind, masters, DAY) == "見本図書館\n2026/11/4 2026/11/4\n見本のページ"
    for other in set(MailKind) - {kind}:
        assert subject(other, masters) == subject(other, masters_of())
