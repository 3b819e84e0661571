"""Rows of a 返却期限票 for the tests."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from services.slips.due_slip import DueLoan, DueSlip, ReadyHold

TODAY = date(2026, 11, 30)
DUE = date(2026, 12, 8)

_titles = st.none() | st.text(st.sampled_from("図書館の歴史と、ア一二ー・(副題)AaBb 𠮷髙 ︀"), max_size=160)
_days = st.none() | st.dates(date(2026, 11, 1), date(2026, 12, 24))
_numbers = st.none() | st.text(st.sampled_from("0123456789"), min_size=1, max_size=12)
_loans = st.builds(DueLoan, _titles, _numbers, _days)
_places = st.sampled_from(["", "中央図書館", "移動図書館あおぞら号 スキップシティ"])
_holds = st.builds(ReadyHold, _titles, _numbers, _places, st.none() | st.just("A-12"), _days)


def due_slip(**changes: Any) -> DueSlip:
    fields: dict[str, Any] = {
        "library": "川口市立図書館",
        "branch": "中央図書館",
        "printed_on": TODAY,
        "loans": (DueLoan("草枕", "1234567890", DUE),),
        "holds": (),
    }
    return DueSlip(**(fields | changes))


def hold(**changes: Any) -> ReadyHold:
    fields: dict[str, Any] = {
        "title": "三四郎",
        "item_number": "1234567891",
        "pick_up": "中央図書館",
        "shelf": "A-12",
        "until": DUE,
    }
    return ReadyHold(**(fields | changes))


due_slips = st.builds(
    due_slip,
    loans=st.lists(_loans, max_size=30).map(tuple),
    holds=st.lists(_holds, max_size=12).map(tuple),
    card_number=st.none() | st.just("●●●●●678-9"),
    patron_name=st.none() | st.just("川口 花子"),
)
