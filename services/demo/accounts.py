"""The demo's three staff accounts; light, as the sign-in window shows them before anything else is loaded."""

from services.rules.vocabulary import Role

DEMO_STAFF = (
    ("counter", "窓口担当", Role.COUNTER),
    ("phone", "電話担当", Role.PHONE),
    ("supervisor", "責任者", Role.SUPERVISOR),
)
