"""Reading a time from the command line."""

import argparse
from datetime import datetime
from gettext import gettext as _

_YEARS = range(2000, 2101)


def moment(text: str) -> datetime:
    """Read an ISO time such as `2026-11-24T10:00`, of the years 2000 to 2100; without a zone it is Tokyo's."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        msg = _("not a time like 2026-11-24T10:00: %s") % text
        raise argparse.ArgumentTypeError(msg) from None
    if read.year not in _YEARS:
        msg = _("not a year from %d to %d: %s") % (_YEARS[0], _YEARS[-1], text)
        raise argparse.ArgumentTypeError(msg)
    from services.rules.clock import (
        TOKYO,  # reads the zones' table, for which a start without a time has no time
    )

    return read if read.tzinfo else read.replace(tzinfo=TOKYO)
