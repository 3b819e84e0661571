"""The demo's three staff accounts; light, as the sign-in window shows them before anything else is loaded."""

from services.rules.vocabulary import Role

DEMO_STAFF = (
    ("counter", "山口 花子", Role.COUNTER),
    ("phone", "佐藤 太一", Role.PHONE),
    ("supervisor", "岡田 裕樹", Role.SUPERVISOR),
)
