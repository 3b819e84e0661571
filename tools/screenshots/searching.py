"""Pictures of finding without a card."""

from services.rules.vocabulary import Role
from tools.screenshots.studio import Studio, dialog, get_up
from views.search_dialog import SearchDialog


async def search(studio: Studio) -> None:
    """Show what the search says before anything is typed, and what it finds."""
    desk = await studio.sit_down(Role.COUNTER)
    desk.search.start()
    found = await dialog("利用者を探す")
    await studio.take(found, "search-empty")
    assert isinstance(found, SearchDialog)
    for typed, name in (
        ("サトウ", "search"),
        ("さとう はなこ", "search-few"),
        ("ぬるぬる", "search-nobody"),
        ("川", "search-short"),
        ("1979/4", "search-unfit"),
    ):
        found.words.setText(typed)
        await desk.search.search.settled()
        await studio.take(found, name)
    await get_up(desk)


SCENES = (search,)
