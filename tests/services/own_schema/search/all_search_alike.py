"""PostgreSQL's functions find whom SQLite's statement finds: the same patrons, in the same order, and as many more."""

import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import date
from importlib.resources import files
from itertools import count, product
from pathlib import Path

import asyncpg
import pytest
import pytest_asyncio
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete
from sqlalchemy.engine import make_url

from services.contract.actor import Actor
from services.contract.errors import SearchUnfit
from services.contract.hits import Hits
from services.own_schema.database.tables import card
from services.own_schema.library import Library, open_library
from services.own_schema.password_hashing import PasswordHasher
from services.own_schema.schema.postgresql import guards
from services.rules.people.search import MOST_SHOWN, SearchFault, SearchText
from services.rules.vocabulary import CardStatus
from tests.helpers.patrons import Town, clerk
from tests.helpers.postgres import Server

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("alike"),
]

_SURNAMES = (
    "佐藤 サトウ Sato",
    "里中 サトナカ Satonaka",
    "村里 ムラサト Murasato",
    "大野 オオノ Ono",
    "小野 オノ Ono",
    "大内 オオウチ Ouchi",
    "三ツ塚 ミツヅカ Mitsuzuka",
    "LE レ Le",
)
_GIVEN = (
    "里美 サトミ Satomi",
    "修 オサム Osamu",
    "陽子 ヨウコ Yoko",
    "千鶴 チヅル Chizuru",
    "梅子 ウメコ Umeko",
    "THI ティ Thi",
)
_BORN = (date(1979, 4, 1), date(1979, 4, 2))
_NUMBERS = ("048-000-0001", "048-111-0001", "048-000-0002")
_TIMES = 4
_PARTS = [part for name in (*_SURNAMES, *_GIVEN) for part in name.split()]
_BIRTH_DATES = ("", "S54.4.1", "19790402", "20200101")
_PHONES = ("", "0001", "048-000-0001", "9999")


class Alike:
    """The same register in both databases."""

    def __init__(self, of_sqlite: Library, of_postgresql: Library) -> None:
        self._libraries = (of_sqlite, of_postgresql)
        self._logins = count()

    async def fill(self) -> None:
        """Register everybody: those who share names, those without a card, one whose card is lost, another replaced."""
        for library in self._libraries:
            town = await Town.found(library.db)
            names = (pair for _ in range(_TIMES) for pair in product(_SURNAMES, _GIVEN))
            for place, (family, own) in enumerate(names):
                name, kana, romaji = (
                    " ".join(parts) for parts in zip(family.split(), own.split(), strict=True)
                )
                number = f"2{place:08}"
                await town.patron(
                    number,
                    CardStatus.LOST if place % 11 == 0 else CardStatus.ACTIVE,
                    name=name,
                    kana=kana,
                    romaji=romaji,
                    alias="里 通称" if place % 17 == 0 else None,
                    birth_date=_BORN[place % len(_BORN)],
                    phone=_NUMBERS[place % len(_NUMBERS)] if place % 5 else None,
                )
                if place % 13 == 0:
                    async with town.db.transaction() as conn:
                        await conn.execute(delete(card).where(card.c.number == number))

    async def find(self, text: SearchText) -> Hits | SearchFault:
        """Search in both, each time by another login, which so has not to wait; answers what both answer."""
        staff = replace(clerk().staff, id=f"staff{next(self._logins)}")
        actor = replace(clerk(), staff=staff)
        of_sqlite, of_postgresql = [await _find(library, text, actor) for library in self._libraries]
        assert of_postgresql == of_sqlite
        assert getattr(of_sqlite, "pause", None) is None
        return of_sqlite


async def _find(library: Library, text: SearchText, actor: Actor) -> Hits | SearchFault:
    try:
        return await library.backend.searches.find(text, actor)
    except SearchUnfit as unfit:
        return unfit.fault


async def _count_as_many(url: str, size: int) -> None:
    """Let so few patrons of a piece be many: what is gone through otherwise then, is so in a small register."""
    script = files(guards.__package__).joinpath("desk/search_finding.sql").read_text(encoding="utf-8")
    conn = await asyncpg.connect(make_url(url).set(drivername="postgresql").render_as_string(False))
    await conn.execute(guards.with_places_filled(script.replace("{size_that_is_few}", str(size))))
    await conn.close()


@pytest_asyncio.fixture(
    scope="module", loop_scope="module", params=[None, 3], ids=["as-it-is", "few-are-many"]
)
async def alike(
    request: pytest.FixtureRequest,
    sqlite_template: Path,
    postgres: Server,
    cheap_hasher: PasswordHasher,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Alike]:
    path = tmp_path_factory.mktemp("alike") / "library.sqlite3"
    shutil.copy(sqlite_template, path)
    async with AsyncExitStack() as stack:
        url = stack.enter_context(postgres.library_to_break())
        if request.param is not None:
            await _count_as_many(url, request.param)
        made = Alike(
            await stack.enter_async_context(open_library(f"sqlite:///{path}", hasher=cheap_hasher)),
            await stack.enter_async_context(open_library(url, hasher=cheap_hasher)),
        )
        await made.fill()
        yield made


@pytest.mark.parametrize(
    ("birth_date", "phone"),
    list(product(_BIRTH_DATES, _PHONES)),
)
async def test_every_shape_finds_the_same(alike: Alike, birth_date: str, phone: str) -> None:
    words = (
        *("", "サト", "さと", "サトウ", "佐藤", "里", "ou", "ono", "thi", "オノ", "ウチ", "ヂル", "ミツズカ"),
        *("sato", "satou osamu", "サト サト", "サトウ オサム", "サトミ サト", "里中 里美", "ono ume yo"),
        *("サトウ ズル", "ムラサト ヨウ", "り み", "%", "__", "^サ", "~オ"),
    )
    for typed in words:
        await alike.find(SearchText(words=typed, birth_date=birth_date, phone=phone))


async def test_there_are_more_than_are_shown_of_both_kinds(alike: Alike) -> None:
    for typed in ("サト", "sato", "里美", "ono"):
        found = await alike.find(SearchText(words=typed))
        assert isinstance(found, Hits)
        assert (len(found.hits), found.more) == (MOST_SHOWN, True)


@st.composite
def _texts(draw: st.DrawFn) -> SearchText:
    words = []
    for _ in range(draw(st.integers(0, 3))):
        part = draw(st.sampled_from(_PARTS))
        begin = draw(st.integers(0, len(part) - 1))
        words.append(part[begin : begin + draw(st.integers(1, 4))])
    words += draw(st.lists(st.text("サトオノ里ouちづーヴ%_", min_size=1, max_size=4), max_size=1))
    return SearchText(
        words=" ".join(words),
        birth_date=draw(st.sampled_from(_BIRTH_DATES)),
        phone=draw(st.sampled_from(_PHONES)),
    )


@settings(max_examples=60)
@given(text=_texts())
async def test_whatever_is_typed_finds_the_same(alike: Alike, text: SearchText) -> None:
    await alike.find(text)
