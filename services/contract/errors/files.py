"""Errors of the files and folders that a command reads or writes."""

from dataclasses import dataclass

from services.contract.errors.base import ServiceError


@dataclass(eq=False)
class FileNotWritable(ServiceError):
    """The file a command was told to write can't be written.

    Attributes:
        path: the file.
        is_full: whether that is because its disk is full, as far as it can be told.
    """

    path: str
    is_full: bool = False


@dataclass(eq=False)
class FolderMissing(ServiceError):
    """The folder that a file is to be written into isn't there."""

    path: str


@dataclass(eq=False)
class FileThere(ServiceError):
    """The file a command was told to write is there already, and nothing is overwritten."""

    path: str


@dataclass(eq=False)
class FileUnreadable(ServiceError):
    """The file a command was told to read isn't there or can't be read."""

    path: str


@dataclass(eq=False)
class FolderUnreadable(ServiceError):
    """The folder a command was told to read isn't there, can't be read, or holds no file of a table."""

    path: str


@dataclass(eq=False)
class FolderNotEmpty(ServiceError):
    """The folder a command was told to write to holds something already, and nothing is overwritten."""

    path: str
