"""Writing a bug to the log under a reference that staff can read out."""

import logging

from services.contract.errors.bug_reference import new_reference

_log = logging.getLogger(__name__)


def log_bug(error: BaseException) -> str:
    """Log an unexpected exception; answers its reference, four characters such as `4F2A`."""
    reference = new_reference()
    _log.error("bug %s", reference, exc_info=error)
    return reference
