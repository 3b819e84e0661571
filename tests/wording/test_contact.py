"""The guide's words while an address is changed or a question is asked stand where the guide has them."""

import pytest

from services.files.wording import own_texts
from tests.views.email.forms_scene import Forms, forms
from tests.wording.guide import OF_ACTS
from viewmodels.core.notes import Done
from views.reference.reference_dialogs import PUBLICATION
from views.text import form_words, messages

__all__ = ["forms"]

# The guide's lines that are looked for here.
CONTACT = (183, 184, 188, 210, 212, 213)


def guide(line: int) -> list[str]:
    return [quote.text for quote in OF_ACTS if quote.line == line]


def test_the_messages_are_the_guides() -> None:
    assert guide(183) == [messages.line(Done.EMAIL_UPDATED)]
    assert guide(184) == [own_texts()["mail.email_registered.subject"]]
    assert guide(188) == [form_words.MALFORMED]
    assert guide(213) == [messages.line(Done.QUESTION_RECEIVED)]


def test_the_sentence_on_publication_is_the_guides() -> None:
    assert PUBLICATION == (
        "※いただいたご質問を編集のうえ、回答ともに「レファレンス事例」として公開させていただく場合があります。"
        "あらかじめご了承ください。"
    )


async def test_the_buttons_are_the_guides(forms: Forms) -> None:
    await forms.open(forms.reference)
    page = forms.reference
    page.question.setPlainText("いつ")
    page.apply_button.click()
    dialog = await forms.dialog()
    assert guide(210) == [page.apply_button.text()]
    assert guide(212) == [dialog.windowTitle(), dialog.yes.text()]
    dialog.no.click()
    await forms.reference_desk.send.settled()
    assert forms.email.change_button.text() == "変更"


@pytest.mark.parametrize("text", ["お名前", "Eメール", "質問内容"])
def test_the_wanted_fields_are_the_guides(forms: Forms, text: str) -> None:
    captions = [widget.accessibleName() for widget in forms.reference._fields.values()]
    assert any(caption.startswith(text) and "必須" in caption for caption in captions)
