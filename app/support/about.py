"""Puts together what the program tells of itself; loads nothing heavy."""

from app import __version__
from services.files.resources import resource_bytes
from services.own_schema.revision import REVISION
from viewmodels.help.about import LICENCE, ProgramVersion, packages

COMMIT = "commit.txt"
"""Below `resources`: what `make package` was run on."""


def about() -> ProgramVersion:
    """Tell version, revision and commit."""
    try:
        commit = resource_bytes(COMMIT).decode("ascii").strip()
    except FileNotFoundError:  # it runs from its source
        commit = ""
    return ProgramVersion(__version__, REVISION, commit)


def in_lines() -> str:
    """Write what `madoguchi --version` prints: the version's line first, the packages last."""
    told = about()
    commit = f", commit {told.commit}" if told.commit else ""
    parts = (f"  {it.name} {it.version}: {it.licence}" for it in packages())
    head = f"madoguchi {told.version}\ndatabase revision {told.revision}{commit}"
    return "\n".join((head, f"{LICENCE}; the parts have licences of their own:", *parts))
