"""The roles of staff; apart from all other words, since the demo's sign-in says no others."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from services.contract.actor import StaffMember
from services.rules.vocabulary import Role
from views.language.translation import QT_TRANSLATE_NOOP, translate

_ROLE: Final[Mapping[Role, str]] = MappingProxyType(
    {
        Role.COUNTER: QT_TRANSLATE_NOOP("words", "窓口担当"),
        Role.PHONE: QT_TRANSLATE_NOOP("words", "電話担当"),
        Role.SUPERVISOR: QT_TRANSLATE_NOOP("words", "責任者"),
    }
)


def role(value: Role) -> str:
    """Name a role."""
    return translate("words", _ROLE[value])


def staff_member(value: StaffMember) -> str:
    """Name who is signed in, with the role: 「責任者 青木」."""
    return f"{role(value.role)} {value.name}"
