"""Reads the library's stages of reminding (督促): after how many days overdue which step is due.

They are one text in the master, such as `8 mail, 15 mail_no_renewal, 30 call, 60 propose_suspension`; an empty text is
no stage at all.
"""

from typing import Final

from services.rules.vocabulary import ContactStep

_STAGE: Final = rf"[1-9][0-9]{{0,3}} (?:{'|'.join(ContactStep)})"
STAGES: Final = rf"(?:{_STAGE}(?:, {_STAGE})*)?"
"""A pattern of the whole text: `DAYS STEP`, with a comma and a blank between two."""

type Stages = tuple[tuple[int, ContactStep], ...]
"""Days overdue, each with what is then done; the earliest first."""


def stages_of(text: str) -> Stages:
    """Read the stages of a text; it holds at least one."""
    parts = (part.split(" ") for part in text.split(", ") if part)
    return tuple(sorted(((int(days), ContactStep(step)) for days, step in parts), key=lambda it: it[0]))
