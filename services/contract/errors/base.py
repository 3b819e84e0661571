"""The root of all errors that are shown to staff as a sentence."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager


class ServiceError(Exception):
    """The root of all errors that are shown to staff as a sentence."""


def all_service_errors(root: type[ServiceError] = ServiceError) -> Iterator[type[ServiceError]]:
    """Walk every concrete kind of error, for the test that each has its sentence."""
    for kind in root.__subclasses__():
        yield kind
        yield from all_service_errors(kind)


@contextmanager
def translated(service_error: Callable[[BaseException], ServiceError | None]) -> Iterator[None]:
    """Raise the service errors behind a driver's errors that leave the block.

    Args:
        service_error: tells the error of ours that stands behind one; None where it is none that is known.
    """
    try:
        yield
    except ServiceError:
        raise
    except Exception as error:
        found = service_error(error)
        if found is None:
            raise
        raise found from error
