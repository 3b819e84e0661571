"""The texts of mails and slips: the program's own from resources/wording, and the library's in their stead."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

from services.files.resources import resource_toml
from services.rules.vocabulary import MailKind
from services.rules.wording import MAIL, SLIP, cleaned, in_force


@cache
def own_texts() -> Mapping[str, str]:
    """Read the program's own texts, by the names of `services.rules.wording`."""
    files = {f"{MAIL}{kind.value}.": f"wording/mail/{kind.value}.toml" for kind in MailKind}
    files |= {f"{SLIP}{language}.": f"wording/slip.{language}.toml" for language in ("ja", "en")}
    return MappingProxyType(
        {
            f"{prefix}{part}": cleaned(text)
            for prefix, file in files.items()
            for part, text in resource_toml(file).items()
        }
    )


def texts_on(rows: Iterable[tuple[str, date, str]], day: date) -> Mapping[str, str]:
    """Give every text in force on a day.

    Args:
        rows: the library's: (name, valid from, text).
        day: the day.
    """
    return MappingProxyType({**own_texts(), **in_force(rows, day)})
