"""The view of one patron at one moment (docs/counter-contract.md), as a select list that MariaDB merges.

Each list is a sub-select on an index of Koha's; no function makes rows, and there is no UNION, which MariaDB would make
whole. docs/koha.md says what is mapped, and what isn't.
"""

from services.systems.koha.expressions import (
    array,
    day,
    day_before,
    first,
    identifier,
    json_object,
    key,
    listed,
    literal,
    text,
)

CONTRACT_VERSION = 1
LOST = "borrowers.lost"
NO_ADDRESS = "borrowers.gonenoaddress"
DEBARRED = "borrowers.debarred"
"""The types of restrictions that are flags of the patron's; no type of the library's has a stop in its code."""

ONSITE, AUTOMATIC, OVERDUE = "onsite_checkout", "auto_renew", "overdue"
"""Why Koha refuses a renewal, whatever the rule says."""

_PREFERENCES = {
    "RestrictionBlockRenewing": "p_restricted",
    "FailedLoginAttempts": "p_tries",
    "item-level_itypes": "p_types",
    "CircControl": "p_control",
    "HomeOrHoldingBranch": "p_base",
    "OverduesBlockRenewing": "p_overdue",
}
_CANCELLED_DAYS = 35
_SETTLED_DAYS = 90
_TITLE, _NAME, _NOTE = 1000, 200, 1000


class RecordView:
    """Writes the views of patrons on one database of Koha's.

    Attributes:
        database: Koha's, quoted.
    """

    def __init__(self, database: str, *, kana: str, romaji: str) -> None:
        """Name what differs between libraries.

        Args:
            database: the name of Koha's database.
            kana: the code of the patron attribute that holds a name's kana.
            romaji: of the one that holds its Latin letters.
        """
        self.database = identifier(database)
        self._kana = kana
        self._romaji = romaji

    def record(self) -> str:
        """Write the statement of `counter_record`."""
        return self._select(f"{self._text(with_moment=True)} AS record")

    def mark(self) -> str:
        """Write the statement of `counter_mark`: of all that a record holds but its moment, so no change is missed."""
        return self._select(f"MD5({self._text(with_moment=False)}) AS mark")

    def _select(self, last: str) -> str:
        """Select of one patron; Koha's preferences are rows beside it, read by their key."""
        joined = " ".join(
            f"LEFT JOIN {self._table('systempreferences', alias)} ON {alias}.variable = {literal(name)}"
            for name, alias in _PREFERENCES.items()
        )
        card = "b.cardnumber AS card_number, " if "record" in last else ""
        return f"""SELECT b.borrowernumber AS record_key, {card}{last}
            FROM {self._table("borrowers", "b")} {joined}"""

    def _table(self, name: str, alias: str = "") -> str:
        return f"{self.database}.{identifier(name)} {alias}".rstrip()

    def _text(self, *, with_moment: bool) -> str:
        moment = "DATE_FORMAT(UTC_TIMESTAMP(6), '%Y-%m-%dT%H:%i:%s.%fZ')"
        parts = {
            "patron": self._patron(),
            "card": f"IF({first('b.cardnumber')} IS NULL, 'null', {self._card()})",
            "restrictions": self._restrictions(),
            "password": f"IF(COALESCE(b.password, '') IN ('', '!'), 'null', {self._password()})",
            "loans": array(self._loans()),
            "holds": array(self._holds()),
            "cancelled_holds": array(self._cancelled_holds()),
            "requests": array(self._suggestions(), self._interlibrary_requests()),
        }
        begins = f"""CONCAT('{{"version":{CONTRACT_VERSION},"key":"', b.borrowernumber, '"')"""
        told = [f"""CONCAT(',"read_at":"', {moment}, '"')"""] if with_moment else []
        told += [f"""',"{name}":', {value}""" for name, value in parts.items()]
        return f"CONCAT({begins}, {', '.join(told)}, '}}')"

    def _patron(self) -> str:
        names = f"CONCAT_WS(' ', {first('b.surname')}, {first('b.firstname')})"
        place = "CONCAT_WS('', TRIM(b.state), TRIM(b.city), TRIM(b.address))"
        return json_object(
            {
                "name": text(names, _NAME),
                "kana": self._attribute(self._kana),
                "alias": text("b.othernames", _NAME),
                "romaji": self._attribute(self._romaji),
                "birth_date": day("b.dateofbirth"),
                "phone": text(first("b.phone", "b.mobile"), 40),
                "email": text(first("b.email", "b.emailpro"), 254),
                "postal_code": text("b.zipcode", 16),
                "address": text(
                    f"CONCAT_WS(' ', {place}, {first('b.streetnumber')}, {first('b.address2')})", 300
                ),
                "registered_on": day("b.dateenrolled"),
                "expires_on": day("b.dateexpiry"),
                "branch": key("b.branchcode"),
                "category": key("b.categorycode"),
            }
        )

    def _attribute(self, code: str) -> str:
        return f"""(SELECT {text("t.attribute", _NAME)} FROM {self._table("borrower_attributes", "t")}
            WHERE t.borrowernumber = b.borrowernumber AND t.code = {literal(code)} ORDER BY t.id LIMIT 1)"""

    def _card(self) -> str:
        return json_object({"number": "b.cardnumber", "lost": "IF(b.lost, 1, 0)"})

    def _restrictions(self) -> str:
        """A debarment lets Koha's patron in again on the day it names: its last day is the one before."""
        rows = f"""{self._table("borrower_debarments", "d")}
            LEFT JOIN {self._table("borrowers", "m")} ON m.borrowernumber = d.manager_id
            WHERE d.borrowernumber = b.borrowernumber"""
        renewals = "IF(p_restricted.value = '1', 1, 0)"
        debarment = self._restriction(
            "CONCAT('d', d.borrower_debarment_id)",
            "COALESCE(NULLIF(d.type, ''), 'MANUAL')",
            until=day_before("d.expiration"),
            started_by=text(f"CONCAT_WS(' ', {first('m.surname')}, {first('m.firstname')})", _NAME),
            note=text("d.comment", _NOTE),
            renewals=renewals,
        )
        alone = self._restriction(
            literal(DEBARRED),
            literal(DEBARRED),
            until=day_before("b.debarred"),
            note=text("b.debarredcomment", _NOTE),
            renewals=renewals,
        )
        none = f"""(SELECT COUNT(*) FROM {self._table("borrower_debarments", "x")}
            WHERE x.borrowernumber = b.borrowernumber) = 0"""
        return array(
            f"IF(b.lost, {self._restriction(literal(LOST), literal(LOST))}, NULL)",
            f"IF(b.gonenoaddress, {self._restriction(literal(NO_ADDRESS), literal(NO_ADDRESS))}, NULL)",
            f"IF({day('b.debarred')} IS NOT NULL AND {none}, {alone}, NULL)",
            listed(debarment, rows),
        )

    @staticmethod
    def _restriction(
        named: str,
        kind: str,
        *,
        until: str = "NULL",
        started_by: str = "NULL",
        note: str = "NULL",
        renewals: str = "0",
    ) -> str:
        return json_object(
            {
                "key": named,
                "type": kind,
                "until": until,
                "started_by": started_by,
                "note": note,
                "stops_loans": "1",
                "stops_holds": "1",
                "stops_renewals": renewals,
            }
        )

    def _password(self) -> str:
        tries = "CAST(COALESCE(p_tries.value, '0') AS UNSIGNED)"
        over = f"{tries} > 0 AND b.login_attempts >= {tries}"
        return json_object(
            {
                "must_change": f"IF({day('b.password_expiration_date')} <= CURDATE(), 1, 0)",
                "locked": f"IF(b.login_attempts < 0 OR ({over}), 1, 0)",
            }
        )

    @staticmethod
    def _material_type(per_title: str, *own: str) -> str:
        """Write the type that Koha counts a copy by; `own` are those of the copy or the hold, in this order."""
        by_copy = f"IF(p_types.value = '0', NULL, COALESCE({', '.join(key(it) for it in own)}))"
        return f"COALESCE({by_copy}, {key(per_title)})"

    def _type_of_title(self) -> str:
        return f"""(SELECT bi.itemtype FROM {self._table("biblioitems", "bi")}
            WHERE bi.biblionumber = h.biblionumber ORDER BY bi.biblioitemnumber LIMIT 1)"""

    @staticmethod
    def _title() -> str:
        parts = ", ".join(first(f"t.{name}") for name in ("title", "part_number", "part_name"))
        return text(f"CONCAT_WS(' ', {parts})", _TITLE)

    def _loans(self) -> str:
        rows = f"""{self._table("issues", "l")}
            LEFT JOIN {self._table("items", "i")} ON i.itemnumber = l.itemnumber
            LEFT JOIN {self._table("biblio", "t")} ON t.biblionumber = i.biblionumber
            LEFT JOIN {self._table("biblioitems", "bi")} ON bi.biblioitemnumber = i.biblioitemnumber
            WHERE l.borrowernumber = b.borrowernumber"""
        return listed(
            json_object(
                {
                    "key": "CONCAT('', l.issue_id)",
                    "title": self._title(),
                    "item_number": text("i.barcode", 64),
                    "material_type": self._material_type("bi.itemtype", "i.itype"),
                    "branch": key("l.branchcode"),
                    "rule_branch": self._rule_branch(),
                    "loaned_on": day("l.issuedate"),
                    "due_on": day("l.date_due"),
                    "renewals": "GREATEST(COALESCE(l.renewals_count, 0), 0)",
                    "renewed_on": f"IF(l.renewals_count > 0, {day('l.lastreneweddate')}, NULL)",
                    "interlibrary": f"""(SELECT COUNT(*) > 0 FROM {self._table("illrequests", "r")}
                        WHERE r.biblio_id = i.biblionumber AND r.borrowernumber = b.borrowernumber)""",
                    "waiting": self._waiting(),
                    "verdict": f"JSON_COMPACT({self._verdict()})",
                }
            ),
            rows,
        )

    @staticmethod
    def _rule_branch() -> str:
        by_item = "IF(p_base.value = 'holdingbranch', i.holdingbranch, i.homebranch)"
        return key(f"IF(p_control.value = 'PatronLibrary', b.branchcode, {by_item})")

    def _waiting(self) -> str:
        """Count who waits for the title; unknown where a hold may want another copy than this one.

        What is counted stands in the sums: as conditions they would let MariaDB take another index than the title's.
        """
        waits = "q.found IS NULL AND NOT q.suspend AND q.borrowernumber <> b.borrowernumber"
        doubtful = """q.item_group_id IS NOT NULL OR q.itemtype IS NOT NULL OR q.non_priority
            OR (q.item_level_hold AND NOT q.itemnumber <=> i.itemnumber)"""
        counted = f"""(SELECT IF(SUM({waits} AND ({doubtful})) > 0, NULL, COALESCE(SUM({waits}), 0))
            FROM {self._table("reserves", "q")} WHERE q.biblionumber = i.biblionumber)"""
        return f"IF(i.biblionumber IS NULL, NULL, {counted})"

    def _verdict(self) -> str:
        """Write what Koha refuses whatever the rule is; nothing else is told."""
        any_overdue = f"""(SELECT COUNT(*) FROM {self._table("issues", "o")}
            WHERE o.borrowernumber = b.borrowernumber AND o.date_due < NOW()) > 0"""
        late = f"""(p_overdue.value = 'blockitem' AND l.date_due < NOW())
            OR (p_overdue.value = 'block' AND {any_overdue})"""

        def no(why: str) -> str:
            return json_object({"renewable": "0", "reasons": f"JSON_ARRAY({literal(why)})"})

        return f"""CASE WHEN l.onsite_checkout THEN {no(ONSITE)} WHEN l.auto_renew THEN {no(AUTOMATIC)}
            WHEN {late} THEN {no(OVERDUE)} END"""

    def _holds(self) -> str:
        rows = f"""{self._table("reserves", "h")}
            LEFT JOIN {self._table("biblio", "t")} ON t.biblionumber = h.biblionumber
            LEFT JOIN {self._table("items", "i")} ON i.itemnumber = h.itemnumber
            WHERE h.borrowernumber = b.borrowernumber"""
        others = f"FROM {self._table('reserves', 'q')} WHERE q.biblionumber = h.biblionumber"
        before = "(q.priority < h.priority OR (q.priority = h.priority AND q.reserve_id <= h.reserve_id))"
        paused = "h.found IS NULL AND h.suspend"
        waits = "IF(h.found IS NULL, {0}, NULL)".format
        return listed(
            json_object(
                {
                    "key": "CONCAT('', h.reserve_id)",
                    "title": self._title(),
                    "material_type": self._material_type(self._type_of_title(), "i.itype", "h.itemtype"),
                    "status": "CASE WHEN h.found IS NULL THEN 'waiting' WHEN h.found = 'W' THEN 'ready'"
                    " ELSE 'in_transit' END",
                    "preparing": "IF(h.found IS NULL OR h.found IN ('W', 'T'), 0, 1)",
                    "paused": f"IF({paused}, 1, 0)",
                    "paused_until": f"IF({paused}, {day_before('h.suspend_until')}, NULL)",
                    "place": waits(f"(SELECT SUM(q.found IS NULL AND {before}) {others})"),
                    "queue": waits(f"(SELECT SUM(q.found IS NULL) {others})"),
                    "placed_on": day("h.reservedate"),
                    "branch": key("h.branchcode"),
                    "contact": self._contact(),
                    "wait_until": waits(
                        f"COALESCE({day('h.expirationdate')}, {day('h.patron_expiration_date')})"
                    ),
                    "shelf_until": f"IF(h.found = 'W', {day('h.expirationdate')}, NULL)",
                    "item_number": text("i.barcode", 64),
                }
            ),
            rows,
        )

    def _contact(self) -> str:
        """Write how a patron wants to hear of all holds; Koha keeps it by patron."""
        reached = f"{first('b.email', 'b.emailpro')} IS NOT NULL"
        return f"""(SELECT CASE WHEN {reached} AND MAX(w.message_transport_type = 'email') THEN 'mail'
                WHEN MAX(w.message_transport_type = 'phone') THEN 'phone' END
            FROM {self._table("borrower_message_preferences", "p")}
            JOIN {self._table("message_attributes", "a")} ON a.message_attribute_id = p.message_attribute_id
            JOIN {self._table("borrower_message_transport_preferences", "w")}
            ON w.borrower_message_preference_id = p.borrower_message_preference_id
            WHERE p.borrowernumber = b.borrowernumber AND a.message_name = 'Hold_Filled')"""

    def _cancelled_holds(self) -> str:
        rows = f"""{self._table("old_reserves", "h")}
            LEFT JOIN {self._table("biblio", "t")} ON t.biblionumber = h.biblionumber
            LEFT JOIN {self._table("items", "i")} ON i.itemnumber = h.itemnumber
            WHERE h.borrowernumber = b.borrowernumber
            AND h.cancellationdate >= CURDATE() - INTERVAL {_CANCELLED_DAYS} DAY
            AND {day("h.cancellationdate")} IS NOT NULL"""
        return listed(
            json_object(
                {
                    "key": "CONCAT('', h.reserve_id)",
                    "title": self._title(),
                    "material_type": self._material_type(self._type_of_title(), "i.itype", "h.itemtype"),
                    "reason": text("h.cancellation_reason", 64),
                    "cancelled_on": day("h.cancellationdate"),
                    "branch": key("h.branchcode"),
                }
            ),
            rows,
        )

    def _suggestions(self) -> str:
        rows = f"""{self._table("suggestions", "s")} WHERE s.suggestedby = b.borrowernumber AND NOT s.archived
            AND (s.STATUS NOT IN ('AVAILABLE', 'REJECTED')
            OR s.lastmodificationdate >= CURDATE() - INTERVAL {_SETTLED_DAYS} DAY)"""
        return listed(
            json_object(
                {
                    "key": "CONCAT('s', s.suggestionid)",
                    "title": text("s.title", _TITLE),
                    "status": key("s.STATUS"),
                    "received_on": day("s.suggesteddate"),
                    "branch": key("s.branchcode"),
                }
            ),
            rows,
        )

    def _interlibrary_requests(self) -> str:
        rows = f"""{self._table("illrequests", "r")} WHERE r.borrowernumber = b.borrowernumber
            AND r.completed IS NULL AND COALESCE(r.status, '') NOT IN ('COMP', 'KILL')"""
        title = f"""(SELECT {text("y.value", _TITLE)} FROM {self._table("illrequestattributes", "y")}
            WHERE y.illrequest_id = r.illrequest_id AND y.type = 'title' LIMIT 1)"""
        return listed(
            json_object(
                {
                    "key": "CONCAT('i', r.illrequest_id)",
                    "title": title,
                    "status": text(f"COALESCE({key('r.status_alias')}, r.status)", 64),
                    "received_on": day("r.placed"),
                    "branch": key("r.branchcode"),
                }
            ),
            rows,
        )
