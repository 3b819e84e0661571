"""Names of places and people in as few letters as still tell them apart at one desk."""


def branch(name: str) -> str:
    """Shorten a branch's name: 「中央」 of 「中央図書館」."""
    return name.removesuffix("図書館") or name


def workstation(name: str) -> str:
    """Shorten a workstation's name: 「2番」 of 「2番窓口」."""
    return name.removesuffix("窓口") or name


def staff(name: str) -> str:
    """Give the family name, which stands first."""
    return "".join(name.split()[:1])
