"""Loading a few modules of packages that would load everything they have."""

import sys
from importlib.util import find_spec, module_from_spec
from types import ModuleType


def bare_package(name: str) -> ModuleType:
    """Give a package without running its `__init__`, unless that has run already; its modules can be imported then."""
    if name not in sys.modules:
        spec = find_spec(name)
        assert spec is not None
        sys.modules[name] = module_from_spec(spec)
    return sys.modules[name]


def load_sqlalchemy() -> None:
    """Load SQLAlchemy's connections for asyncio, without the ORM that the package of its sessions needs.

    That is 38 modules, 7 MB and a third of the time in which a library opens.
    """
    package = bare_package("sqlalchemy.ext.asyncio")

    from sqlalchemy.ext.asyncio import engine

    for used in ("AsyncConnection", "AsyncEngine", "AsyncTransaction", "create_async_engine"):
        setattr(package, used, getattr(engine, used))
