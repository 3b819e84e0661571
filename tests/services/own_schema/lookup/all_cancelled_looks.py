"""A look that is cancelled holds up nobody, wherever it is by then."""

from tests.services.own_schema.lookup.test_look_up import a_cancelled_look_holds_up_nobody


async def test_a_look_cancelled_at_any_moment_holds_up_nobody(database_url: str) -> None:
    await a_cancelled_look_holds_up_nobody(database_url, range(120))
