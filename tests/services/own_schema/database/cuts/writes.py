"""What SQLite does to a library's files, write by write: a shim between this process's SQLite and the system.

SQLite reaches files through a table of functions (https://www.sqlite.org/vfs.html). While `recorded` lasts, the default
one is a copy whose files write, cut, sync and delete through functions of Python's, which note it and go on as before.
"""

import _sqlite3
import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from services.files.durable import beside


class Kind(Enum):
    """What is done to a file."""

    WRITE = "write"
    TRUNCATE = "truncate"
    SYNC = "sync"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that SQLite did to a file.

    Attributes:
        at: where a write begins, or the size that the file was cut to.
    """

    kind: Kind
    path: Path
    at: int = 0
    data: bytes = b""


_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)  # the name is kept as it is: no text
_DELETE = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)
_WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
_SYNC = CFUNCTYPE(c_int, c_void_p, c_int)


class _Methods(Structure):
    """`sqlite3_io_methods`."""

    _fields_ = (
        ("version", c_int),
        ("close", c_void_p),
        ("read", c_void_p),
        ("write", _WRITE),
        ("truncate", _TRUNCATE),
        ("sync", _SYNC),
        ("others", c_void_p * 13),
    )


class _File(Structure):
    """The beginning of each `sqlite3_file`."""

    _fields_ = (("methods", POINTER(_Methods)),)


class _Vfs(Structure):
    """`sqlite3_vfs`."""

    _fields_ = (
        ("version", c_int),
        ("size_of_file", c_int),
        ("longest_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("open", _OPEN),
        ("delete", _DELETE),
        ("others", c_void_p * 14),
    )


def _sqlite() -> Any:
    """Find the SQLite that Python's module works with: beside the module, or where that is part of it, within."""
    library = ctypes.CDLL(getattr(_sqlite3, "__file__", None))
    library.sqlite3_vfs_find.restype = POINTER(_Vfs)
    return library


class Recorder:
    """Notes what is done to one library's files.

    Attributes:
        steps: all of it, in order.
        before_each: called before each step is done, in the thread that does it.
    """

    def __init__(self, path: Path) -> None:
        self._paths = {str(it): it for it in (*beside(path)[:2], path.with_name(f"{path.name}-journal"))}
        self.steps: list[Step] = []
        self.before_each: Callable[[], None] = lambda: None
        self._named: dict[int, Path] = {}  # by the file's address
        self._methods: dict[int, _Methods] = {}  # by the address of the ones that they stand for
        self._sqlite = _sqlite()
        self._system = self._sqlite.sqlite3_vfs_find(None)
        self._shim = _Vfs.from_buffer_copy(self._system.contents)
        self._shim.name = b"recorded"
        self._shim.open = _OPEN(self._open)
        self._shim.delete = _DELETE(self._delete)

    def begin(self) -> None:
        """Have new connections record."""
        assert self._sqlite.sqlite3_vfs_register(ctypes.byref(self._shim), 1) == 0

    def end(self) -> None:
        """Have new connections go to the system, as before."""
        assert self._sqlite.sqlite3_vfs_unregister(ctypes.byref(self._shim)) == 0
        assert self._sqlite.sqlite3_vfs_register(self._system, 1) == 0

    def _note(self, kind: Kind, path: Path | None, at: int = 0, data: bytes = b"") -> None:
        if path is not None:
            self.before_each()
            self.steps.append(Step(kind, path, at, data))

    def _open(self, _vfs: int, name: int | None, file: int, flags: int, answer: int) -> int:
        code: int = self._system.contents.open(
            ctypes.addressof(self._system.contents), name, file, flags, answer
        )
        path = None if name is None else self._paths.get(ctypes.string_at(name).decode())
        opened = _File.from_address(file)
        if code == 0 and path is not None and opened.methods:
            self._named[file] = path
            opened.methods = ctypes.pointer(self._recording(opened.methods.contents))
        return code

    def _delete(self, _vfs: int, name: bytes, sync: int) -> int:
        self._note(Kind.DELETE, self._paths.get(name.decode()))
        code: int = self._system.contents.delete(ctypes.addressof(self._system.contents), name, sync)
        return code

    def _recording(self, methods: _Methods) -> _Methods:
        address = ctypes.addressof(methods)
        if address in self._methods:
            return self._methods[address]
        made = self._methods[address] = _Methods.from_buffer_copy(methods)

        def write(file: int, data: int, size: int, at: int) -> int:
            self._note(Kind.WRITE, self._named.get(file), at, ctypes.string_at(data, size))
            code: int = methods.write(file, data, size, at)
            return code

        def truncate(file: int, size: int) -> int:
            self._note(Kind.TRUNCATE, self._named.get(file), size)
            code: int = methods.truncate(file, size)
            return code

        def sync(file: int, flags: int) -> int:
            self._note(Kind.SYNC, self._named.get(file))
            code: int = methods.sync(file, flags)
            return code

        made.write, made.truncate, made.sync = _WRITE(write), _TRUNCATE(truncate), _SYNC(sync)
        return made


@contextmanager
def recorded(path: Path) -> Iterator[Recorder]:
    """Record what this process does to a library's files; every connection made within is closed within."""
    recorder = Recorder(path)
    recorder.begin()
    try:
        yield recorder
    finally:
        recorder.end()
