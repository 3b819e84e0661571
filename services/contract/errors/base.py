"""The root of all errors that are shown to staff as a sentence."""

from collections.abc import Iterator


class ServiceError(Exception):
    """The root of all errors that are shown to staff as a sentence."""


def all_service_errors(root: type[ServiceError] = ServiceError) -> Iterator[type[ServiceError]]:
    """Walk every concrete kind of error, for the test that each has its sentence."""
    for kind in root.__subclasses__():
        yield kind
        yield from all_service_errors(kind)
