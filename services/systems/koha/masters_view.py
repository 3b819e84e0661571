"""The view of a Koha library's own values (docs/counter-contract.md): names, words, closed days, rules of renewals.

A rule is told only where branch, category and type have one that is plain; else the contract's own word for it stands:
the system decides. Koha finds the value of each rule by itself, the closest one: so a rule is plain only where no other
row can have a say.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from services.systems.koha.expressions import array, identifier, json_object, key, listed, literal, text
from services.systems.koha.record_view import (
    AUTOMATIC,
    CONTRACT_VERSION,
    DEBARRED,
    LOST,
    NO_ADDRESS,
    ONSITE,
    OVERDUE,
    RecordView,
)

REFUSALS: Final[Mapping[str, str]] = MappingProxyType(
    {ONSITE: "館内での利用のため", AUTOMATIC: "自動で更新されるため", OVERDUE: "延滞している資料があるため"}
)
STATUSES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ASKED": "受付済",
        "CHECKED": "確認済み",
        "ACCEPTED": "購入決定",
        "ORDERED": "発注済",
        "AVAILABLE": "利用できます",
        "REJECTED": "購入見送り",
        "NEW": "受付済",
        "REQ": "依頼済",
        "REQREV": "取り下げ",
        "QUEUED": "依頼待ち",
        "CANCREQ": "取消の依頼中",
        "RET": "返却済",
        "CHK": "貸出中",
    }
)
"""Words for Koha's own states of suggestions and inter-library requests, which no table of Koha's has."""
DEBARRED_WORDS: Final = "利用停止"

_NEEDED: Final = ("renewalsallowed", "issuelength", "lengthunit")
_OWN: Final = ("renewalperiod", "daysmode")
_DOUBTFUL: Final = ("norenewalbefore", "hardduedate")
_NAMES: Final = (*_NEEDED, *_OWN, *_DOUBTFUL)
_CLOSED: Final = {"Days": "counted", "Datedue": "moved_on", "Calendar": "left_out"}
_OFF: Final = (
    "UseRecalls",
    "UnseenRenewals",
    "ReturnBeforeExpiry",
    "AllowRenewalIfOtherItemsAvailable",
    "EnableBooking",
    "ItemsDeniedRenewal",
)
"""Preferences that let more decide than the rule does."""
_PAST_DAYS = 400
_MOST_RULES = 20_000


class MastersView:
    """Writes the view of the masters on one database of Koha's."""

    def __init__(self, record: RecordView) -> None:
        self._database = record.database

    def masters(self) -> str:
        """Write the statement of `counter_masters`."""
        parts = {
            "fills": literal('["password","cancelled_holds","requests"]'),
            "branches": array(self._named("branches", "branchcode", "branchname", 64)),
            "material_types": array(self._named("itemtypes", "itemtype", "description", 32)),
            "restriction_types": array(*self._restriction_types()),
            "labels": array(*self._labels()),
            "closed_weekdays": array(self._closed_weekdays()),
            "closed_yearly": array(self._closed_yearly()),
            "closed_days": array(self._closed_days()),
            "renewal_rules": f"IF({self._rules_decide()}, {array(self._rules())}, '[]')",
        }
        system = f"JSON_QUOTE(CONCAT('Koha ', LEFT(COALESCE({self._preference('Version')}, ''), 5)))"
        begins = f"""CONCAT('{{"version":{CONTRACT_VERSION},"system":', {system})"""
        told = [f"""',"{name}":', {value}""" for name, value in parts.items()]
        return f"SELECT CONCAT({begins}, {', '.join(told)}, '}}') AS masters"

    def _preference(self, name: str) -> str:
        return f"(SELECT value FROM {self._table('systempreferences')} WHERE variable = {literal(name)})"

    def _table(self, name: str, alias: str = "") -> str:
        return f"{self._database}.{identifier(name)} {alias}".rstrip()

    def _named(self, table: str, code: str, name: str, most: int) -> str:
        words = f"COALESCE({text(f'x.{name}', most)}, x.{code})"
        return listed(
            json_object({"key": f"x.{code}", "name": words}),
            f"{self._table(table, 'x')} WHERE x.{code} <> ''",
        )

    def _restriction_types(self) -> tuple[str, ...]:
        own = {
            LOST: ("カード紛失", "card_lost"),
            NO_ADDRESS: ("住所不明", "unreachable"),
            DEBARRED: (DEBARRED_WORDS, None),
        }
        flags = (
            json_object(
                {
                    "key": literal(code),
                    "words": literal(words),
                    "reason": "NULL" if reason is None else literal(reason),
                }
            )
            for code, (words, reason) in own.items()
        )
        words = f"COALESCE({text('x.display_text', 200)}, x.code)"
        rows = f"{self._table('restriction_types', 'x')} WHERE x.code <> ''"
        return (*flags, listed(json_object({"key": "x.code", "words": words}), rows))

    def _labels(self) -> tuple[str, ...]:
        def label(kind: str, code: str, words: str) -> str:
            return json_object({"kind": literal(kind), "code": code, "label": words})

        def of_library(kind: str, *categories: str) -> str:
            which = ", ".join(map(literal, categories))
            words = f"COALESCE({text('x.lib', 200)}, x.authorised_value)"
            rows = f"""{self._table("authorised_values", "x")} WHERE x.category IN ({which})
                AND CHAR_LENGTH(x.authorised_value) BETWEEN 1 AND 64 AND x.id = (
                    SELECT MIN(y.id) FROM {self._table("authorised_values", "y")}
                    WHERE y.category IN ({which}) AND y.authorised_value = x.authorised_value)
                AND NOT (x.category = 'SUGGEST_STATUS' AND x.authorised_value IN ({own}))"""
            return listed(label(kind, "x.authorised_value", words), rows)

        own = ", ".join(map(literal, STATUSES))
        refusals = (label("refusal", literal(code), literal(words)) for code, words in REFUSALS.items())
        statuses = (
            label("request_status", literal(code), literal(words)) for code, words in STATUSES.items()
        )
        return (
            *refusals,
            *statuses,
            of_library("cancel_reason", "HOLD_CANCELLATION"),
            of_library("request_status", "SUGGEST_STATUS", "ILL_STATUS_ALIAS"),
        )

    def _closed_weekdays(self) -> str:
        weekday = "IF(x.weekday = 0, 7, x.weekday)"
        rows = f"{self._table('repeatable_holidays', 'x')} WHERE x.weekday BETWEEN 0 AND 6 AND x.branchcode <> ''"
        return listed(json_object({"branch": "x.branchcode", "weekday": weekday}), rows)

    def _closed_yearly(self) -> str:
        rows = f"""{self._table("repeatable_holidays", "x")} WHERE x.weekday IS NULL AND x.branchcode <> ''
            AND x.month BETWEEN 1 AND 12 AND x.day BETWEEN 1 AND 31"""
        return listed(json_object({"branch": "x.branchcode", "month": "x.month", "day": "x.day"}), rows)

    def _closed_days(self) -> str:
        """An exception, open all the same, goes before a closing of the same day."""
        when = "MAKEDATE(x.year, 1) + INTERVAL (x.month - 1) MONTH + INTERVAL (x.day - 1) DAY"
        rows = f"""{self._table("special_holidays", "x")}
            WHERE x.branchcode <> '' AND x.year BETWEEN 1900 AND 9998 AND x.month BETWEEN 1 AND 12
            AND x.day BETWEEN 1 AND 31 AND MONTH({when}) = x.month
            AND {when} >= CURDATE() - INTERVAL {_PAST_DAYS} DAY AND (x.isexception OR NOT EXISTS (
                SELECT 1 FROM {self._table("special_holidays", "y")}
                WHERE y.branchcode = x.branchcode AND y.isexception
                AND y.year = x.year AND y.month = x.month AND y.day = x.day))"""
        opens = "IF(x.isexception, 1, 0)"
        return listed(json_object({"branch": "x.branchcode", "day": when, "open": opens}), rows)

    def _rules_decide(self) -> str:
        off = " AND ".join(
            f"COALESCE(TRIM({self._preference(name)}), '') IN ('', '0', 'off')" for name in _OFF
        )
        names = ", ".join(map(literal, _NAMES))
        few = f"""(SELECT COUNT(DISTINCT branchcode, categorycode, itemtype)
            + COUNT(DISTINCT IF(branchcode IS NULL OR categorycode IS NULL OR itemtype IS NULL, id, NULL))
            FROM {self._table("circulation_rules")} WHERE rule_name IN ({names})) <= {_MOST_RULES}"""
        control = self._preference("CircControl")
        return f"COALESCE({control}, 'ItemHomeLibrary') IN ('ItemHomeLibrary', 'PatronLibrary') AND {off} AND {few}"

    def _rules(self) -> str:
        """Write each rule: what isn't plain has neither number nor days, which means that the system decides."""
        columns = ", ".join(
            f"MAX(IF(rule_name = {literal(it)}, TRIM(rule_value), NULL)) AS {it}" for it in _NAMES
        )
        names = ", ".join(map(literal, _NAMES))
        rows = f"""(SELECT branchcode, categorycode, itemtype, {columns}
            FROM {self._table("circulation_rules")} WHERE rule_name IN ({names})
            GROUP BY branchcode, categorycode, itemtype) AS r"""
        mode = f"COALESCE(NULLIF(r.daysmode, ''), {self._preference('useDaysMode')})"
        days = "COALESCE(NULLIF(r.renewalperiod, ''), r.issuelength)"
        plain = " AND ".join(
            (
                "r.renewalsallowed REGEXP '^[0-9]{1,3}$'",
                f"{days} REGEXP '^[0-9]{{1,3}}$'",
                "(r.renewalperiod IS NOT NULL OR NOT " + self._elsewhere("renewalperiod") + ")",
                "r.lengthunit = 'days'",
                f"{mode} IN ({', '.join(map(literal, _CLOSED))})",
                "(r.daysmode IS NOT NULL OR NOT " + self._elsewhere("daysmode") + ")",
                *(f"IF(r.{it} IS NULL, NOT {self._elsewhere(it)}, r.{it} = '')" for it in _DOUBTFUL),
            )
        )
        closed = " ".join(f"WHEN {literal(it)} THEN {literal(told)}" for it, told in _CLOSED.items())
        base = f"IF({self._preference('RenewalPeriodBase')} = 'date_due', 'due_on', 'today')"
        return listed(
            json_object(
                {
                    "branch": key("r.branchcode"),
                    "category": key("r.categorycode"),
                    "material_type": key("r.itemtype"),
                    "renewals": f"IF({plain}, CAST(r.renewalsallowed AS SIGNED), NULL)",
                    "days": f"IF({plain}, CAST({days} AS SIGNED), NULL)",
                    "counted_from": base,
                    "closed_days": f"CASE {mode} {closed} END",
                    "holds_stop": "1",
                }
            ),
            rows,
        )

    def _elsewhere(self, name: str) -> str:
        """Write whether a rule of a name stands where a wildcard lets it have a say about others' loans."""
        return f"""(SELECT COUNT(*) > 0 FROM {self._table("circulation_rules", "w")}
            WHERE w.rule_name = {literal(name)} AND TRIM(w.rule_value) <> ''
            AND (w.branchcode IS NULL OR w.categorycode IS NULL OR w.itemtype IS NULL))"""
