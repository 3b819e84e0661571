"""The Japanese of the command line: read from a PO file, compiled as gettext reads it, and up to date."""

import gettext
from pathlib import Path

import pytest

from tools.command_texts import COMPILED, TEXTS, compile_texts, read_texts

HEADER = ""
"""The key of what isn't a text: how the others are encoded and counted."""

PO = r"""# a remark
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=1; plural=0;\n"

msgid "one \"word\"\n"
msgstr "一つの「語」\n"

msgid "%s of"
msgid_plural "%s of them"
msgstr[0] "%s個"

msgid ""
"on "
"two lines"
msgstr ""
"二行"
"で"
"""


def test_texts_are_read_compiled_and_found(tmp_path: Path) -> None:
    source, compiled = tmp_path / "x.po", tmp_path / "ja" / "LC_MESSAGES" / "x.mo"
    source.write_text(PO, encoding="utf-8")
    compile_texts(read_texts(source), compiled)
    spoken = gettext.translation("x", tmp_path, ["ja"])
    assert spoken.gettext('one "word"\n') == "一つの「語」\n"
    assert spoken.ngettext("%s of", "%s of them", 2) == "%s個"
    assert spoken.gettext("on two lines") == "二行で"
    assert spoken.gettext("another") == "another"


@pytest.mark.parametrize(
    "fault", ['\nmsgid "%s of them"\nmsgstr "x"\n\nmsgid "%s of them"\nmsgstr "y"\n', "\nnonsense\n"]
)
def test_a_fault_is_told(tmp_path: Path, fault: str) -> None:
    source = tmp_path / "x.po"
    source.write_text(PO + fault, encoding="utf-8")
    with pytest.raises(ValueError, match=r"them|nonsense"):
        read_texts(source)


def test_what_is_compiled_is_up_to_date(tmp_path: Path) -> None:
    compiled = tmp_path / "x.mo"
    compile_texts(read_texts(TEXTS), compiled)
    assert compiled.read_bytes() == COMPILED.read_bytes()


def test_every_text_has_its_japanese() -> None:
    assert [text for text, said in read_texts(TEXTS).items() if not said.strip()] == []
    places = {text: said for text, said in read_texts(TEXTS).items() if text != HEADER}
    assert [text for text, said in places.items() if said.count("%") > text.count("%")] == []
