"""Holds the root of all errors that staff are told in words."""

from collections.abc import Iterator


class ServiceError(Exception):
    """The root of all that staff are told in words."""


def all_service_errors(root: type[ServiceError] = ServiceError) -> Iterator[type[ServiceError]]:
    """Walk every concrete kind of error, for the test that each has its sentence."""
    for kind in root.__subclasses__():
        yield kind
        yield from all_service_errors(kind)
