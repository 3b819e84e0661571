"""Pictures of finding without a card."""

from app.desk.composition import OpenDesk
from tools.screenshots.studio import Studio, dialog
from views.search_dialog import SearchDialog


async def search(studio: Studio, desk: OpenDesk) -> None:
    """Show what the search says before anything is typed, and what it finds."""
    desk.search.start()
    found = await dialog("利用者を探す")
    await studio.take(found, "search-empty")
    assert isinstance(found, SearchDialog)
    for typed, name in (
        ("サトウ", "search"),
        ("さとう はなこ", "search-few"),
        ("sato", "search-letters"),
        ("わたなべ ゆうた", "search-namesakes"),
        ("ぬるぬる", "search-nobody"),
        ("川", "search-short"),
        ("1979/4", "search-unfit"),
    ):
        found.words.setText(typed)
        await desk.search.search.settled()
        await studio.take(found, name)


async def namesake(studio: Studio, desk: OpenDesk) -> None:
    """Show a patron who can't be told from another one at the counter."""
    await studio.take(desk.window, "namesake")
