"""Writing a bug to the log under a reference that staff can read out."""

import logging
import secrets

_log = logging.getLogger(__name__)


def log_bug(error: BaseException) -> str:
    """Log an exception that nobody expected; answers its reference, four characters such as `4F2A`."""
    reference = secrets.token_hex(2).upper()
    _log.error("bug %s", reference, exc_info=error)
    return reference
