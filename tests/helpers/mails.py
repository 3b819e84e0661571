"""What waits in the outbox, as a worker that claims it reads it."""

from services.own_schema.library import Library
from services.own_schema.mail.outbox import Letter


async def claimed_letters(library: Library) -> list[Letter]:
    """Claim every mail whose turn it is, and read what it says, in turn."""
    outbox, letters = library.outbox(), []
    while (claim := await outbox.claim()) is not None:
        letters.append(await outbox.letter(claim))
    return letters
