"""Reading a time from the command line."""

import argparse
from datetime import datetime

from services.clock import TOKYO


def moment(text: str) -> datetime:
    """Read an ISO time such as `2026-11-24T10:00`; without a zone it is Tokyo's."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        msg = f"not a time like 2026-11-24T10:00: {text}"
        raise argparse.ArgumentTypeError(msg) from None
    return read if read.tzinfo else read.replace(tzinfo=TOKYO)
