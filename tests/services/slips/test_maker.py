"""The PDF says the slip, embeds all its fonts, is small, and leaves nothing behind."""

import asyncio
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.files.wording import own_texts
from services.rules.secret import Secret
from services.rules.vocabulary import Paper
from services.slips.maker import SlipMaker
from tests.services.slips.contents import content, passwords
from tests.services.slips.reading_back import (
    fonts_in,
    open_pdf,
    password_on,
    sizes_of_password,
    text_by_face,
    text_of,
)

_LONG = content(
    library="川口市立中央ふれあい図書館・鳩ヶ谷地域情報センター",
    branch="移動図書館あおぞら号",
    password=Secret("abw3xq7kmmz9pr4twwxx"),
    portal_url="https://library.example/opac/patron/login?lang=ja&branch=central&return=%2Fmypage%2Findex.html",
    patron_name="川口 花子",
)


@pytest.mark.parametrize("paper", Paper)
async def test_text_reads_back(maker: SlipMaker, paper: Paper) -> None:
    text = text_of(await maker.make(content(), paper))
    for words in (
        "パスワードのお知らせ",
        "川口市立図書館中央図書館",
        "2026/11/24",
        "利用カード●●●●●678-9",
        "英字はすべて小文字、空白は入れません。",
        "2027/1/23までに「利用者のページ」でログインし、パスワードを変更してください。",
        "「-」(ハイフン)を除いて9桁で入力してください。(例:「12345678-9」の場合は、「123456789」と入力。)",
        "大文字と小文字を区別して入力してください。",
        "https://library.example/patron/",
        "Yourlibrarypassword",
        "9digitswithoutthehyphen",
    ):
        assert words in text, words


@pytest.mark.parametrize("paper", Paper)
async def test_readings_read_back(maker: SlipMaker, paper: Paper) -> None:
    text = text_of(await maker.make(content(password=Secret("kk7w")), paper))
    assert "数字の" in text
    assert text.count("ケー") >= 2
    assert "ダブリュー" in text


@settings(max_examples=12)
@given(password=passwords, paper=st.sampled_from(Paper))
def test_the_password_on_the_slip_is_the_password(maker: SlipMaker, password: str, paper: Paper) -> None:
    pdf = asyncio.run(maker.make(content(password=Secret(password)), paper))
    assert password_on(pdf) == password
    assert min(sizes_of_password(pdf)) >= 18


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("slip", [content(), _LONG], ids=["usual", "long"])
async def test_every_font_in_the_file_is_an_embedded_subset(
    maker: SlipMaker, paper: Paper, slip: object
) -> None:
    pdf = await maker.make(slip, paper)  # type: ignore[arg-type]
    fonts = {str(font["/BaseFont"]): font for font in fonts_in(pdf)}
    assert {name.split("+")[1] for name in fonts} == {
        "BIZUDPGothic-Regular",
        "BIZUDPGothic-Bold",
        "JetBrainsMonoNL-Regular",
    }
    for name, font in fonts.items():
        assert "/FontFile2" in font["/FontDescriptor"], name  # type: ignore[operator]
        assert "/ToUnicode" in font, name
    named = open_pdf(pdf).pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    assert {str(font["/BaseFont"]) for font in named.values()} == set(fonts)


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("slip", [content(), _LONG], ids=["usual", "long"])
async def test_small_and_one_page(maker: SlipMaker, paper: Paper, slip: object) -> None:
    pdf = await maker.make(slip, paper)  # type: ignore[arg-type]
    assert len(pdf) <= 60 * 1024
    assert len(open_pdf(pdf).pages) == 1


async def test_the_file_tells_about_itself_nothing_personal(maker: SlipMaker) -> None:
    slip = content(patron_name="川口 花子")
    pdf = open_pdf(await maker.make(slip, Paper.A6))
    metadata = {name: str(value) for name, value in (pdf.metadata or {}).items()}
    assert metadata["/Title"] == "パスワードのお知らせ"
    assert metadata["/Author"] == "Madoguchi"
    told = " ".join(metadata.values())
    for secret in ("k7rm", "川口", "678", "2026", "2027"):
        assert secret not in told


async def test_neither_name_nor_full_card_number_by_default(maker: SlipMaker) -> None:
    text = text_of(await maker.make(content(card_number="246813579"), Paper.A6))
    assert "様" not in text
    assert "●●●●●357-9" in text
    assert "2468" not in text
    assert "246813579" not in text


async def test_a_name_stands_there_when_wanted(maker: SlipMaker) -> None:
    text = text_of(await maker.make(content(patron_name="渡邉\U000e0101花子"), Paper.A6))
    assert "渡邉花子様" in text


async def test_a_character_without_a_glyph_becomes_a_geta(maker: SlipMaker) -> None:
    text = text_of(await maker.make(content(patron_name="\U00020bb7野家"), Paper.A6))
    assert "〓野家様" in text


async def test_the_heading_is_bold_and_the_password_alone_is_monospaced(maker: SlipMaker) -> None:
    pdf = await maker.make(content(), Paper.A6)
    assert text_by_face(pdf, "BIZUDPGothic-Bold").startswith("パスワードのお知らせ")
    assert password_on(pdf) == "k7rmh4ytp3na"


async def test_the_characters_of_a_group_are_spaced(maker: SlipMaker) -> None:
    drawn = open_pdf(await maker.make(content(), Paper.A6)).pages[0].get_contents()
    assert drawn is not None
    spacings = [float(value) for value in re.findall(rb"(\S+) Tc", drawn.get_data())]
    assert len([value for value in spacings if value > 1]) == 3


async def test_the_qr_code_is_drawn_only_where_wanted(maker: SlipMaker) -> None:
    def filled_squares(pdf: bytes) -> int:
        return open_pdf(pdf).pages[0].get_contents().get_data().count(b" re")  # type: ignore[union-attr]

    assert filled_squares(await maker.make(content(), Paper.A6)) > 100
    assert filled_squares(await maker.make(content(qr=False), Paper.A6)) == 0
    assert filled_squares(await maker.make(content(portal_url=""), Paper.A6)) == 0


async def test_an_address_too_long_for_a_qr_code_is_still_printed(maker: SlipMaker) -> None:
    text = text_of(await maker.make(content(portal_url="https://library.example/" + "p" * 3000), Paper.A6))
    assert "https://library.example/ppp" in text


async def test_each_slip_has_its_own_address(maker: SlipMaker) -> None:
    first = await maker.make(content(portal_url="https://a.example/"), Paper.A6)
    other = await maker.make(content(portal_url="https://b.example/"), Paper.A6)
    again = await maker.make(content(portal_url="https://a.example/"), Paper.A6)
    assert first == again
    assert first != other


async def test_slips_made_at_the_same_time_dont_mix(maker: SlipMaker) -> None:
    wanted = [f"{letter}7rm{letter}4yt" for letter in "acdefhjk"]
    made = await asyncio.gather(
        *(maker.make(content(password=Secret(password)), Paper.A6) for password in wanted)
    )
    assert [password_on(pdf) for pdf in made] == wanted


async def test_two_makers_dont_mix() -> None:
    makers = [SlipMaker(), SlipMaker()]
    made = await asyncio.gather(
        *(each.make(content(password=Secret("k7rmh4yt")), Paper.A6) for each in makers * 4)
    )
    assert {password_on(pdf) for pdf in made} == {"k7rmh4yt"}


async def test_every_maker_makes_the_same_slip(maker: SlipMaker) -> None:
    assert await SlipMaker().make(content(), Paper.A6) == await maker.make(content(), Paper.A6)


async def test_a_password_that_can_be_none_is_refused_untold(maker: SlipMaker) -> None:
    with pytest.raises(ValueError, match="small letters") as refusal:
        await maker.make(content(password=Secret("k7-rm")), Paper.A6)
    assert "k7" not in str(refusal.value)


_WATCHED = """
import asyncio, os, sys
from services.rules.vocabulary import Paper
from services.slips.maker import SlipMaker
from services.files.wording import own_texts
from tests.services.slips.contents import content
from tests.services.slips.due_rows import due_slip

def watch(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        if set(mode or "") & set("wax+") or (flags or 0) & (os.O_WRONLY | os.O_RDWR):
            print("wrote", path)

sys.addaudithook(watch)
async def make():
    maker = SlipMaker()
    for paper in Paper:
        await maker.make(content(), paper)
        await maker.make_due(due_slip(), paper)
asyncio.run(make())
open(sys.argv[1], "w").close()
"""


def _files_written(control: str) -> list[str]:
    """Make slips, and then a file, in a process whose every opened file is watched."""
    command = [sys.executable, "-B", "-c", _WATCHED, control]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()


def test_no_file_is_written(tmp_path: Path) -> None:
    control = str(tmp_path / "control")  # which is seen, and so would be any other
    assert _files_written(control) == [f"wrote {control}"]


def test_reportlab_loads_at_the_first_slip() -> None:
    loaded = "import sys, services.slips.maker; print('reportlab' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", loaded], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "False"


async def test_a_maker_says_the_words_in_force_when_a_slip_is_made() -> None:
    texts = dict(own_texts())
    maker = SlipMaker(lambda: texts)
    assert "パスワードのお知らせ" in text_of(await maker.make(content(), Paper.A6))
    texts["slip.ja.title"] = "図書館からのパスワード"
    pdf = await maker.make(content(), Paper.A6)
    assert "図書館からのパスワード" in text_of(pdf)
    assert "パスワードのお知らせ" not in text_of(pdf)
    about = open_pdf(pdf).metadata
    assert about is not None
    assert about.title == "図書館からのパスワード"


@pytest.mark.parametrize("paper", Paper)
async def test_words_that_no_paper_has_room_for_cost_nobody_the_password(paper: Paper) -> None:
    texts = {**own_texts(), "slip.ja.forgotten": "字" * 3_000}
    pdf = await SlipMaker(lambda: texts).make(content(), paper)
    assert ("字" * 10 in text_of(pdf)) == (paper is Paper.ROLL80), "a roll is as long as it has to be"
    assert password_on(pdf) == "k7rmh4ytp3na"


async def test_no_deadline_no_date_of_it(maker: SlipMaker) -> None:
    slip = content(expires_on=None, must_change=False, issued_on=date(2026, 1, 5))
    text = text_of(await maker.make(slip, Paper.A6))
    assert "2026/1/5" in text
    assert "2027" not in text
    assert "変更してください" not in text
