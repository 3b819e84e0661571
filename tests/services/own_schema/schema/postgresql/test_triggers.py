"""No table's rule is held by a trigger for a desk's login but by those that stand here: acts hold their own bounds."""

from tests.helpers.city import City

FOR_DESKS = {
    "act_chain": "act",  # a record's time, its place in the chain of its login, and its hash
    "act_stays": "act",
    "act_not_emptied": "act",
    "seal_stays": "chain_seal",
    "seal_not_emptied": "chain_seal",
    "access_log_name": "access_log",  # a look's time, and by whom it is
    "next_version": (
        "contact_attempt hold hold_cancellation loan password_credential patron patron_report purchase_request "
        "reference_question suspension"
    ),
    "tell_desks": (
        "approval card contact_attempt hold hold_cancellation loan outgoing_mail password_credential patron "
        "patron_report purchase_request reference_question suspension"
    ),
    "card_is_own": "card",  # not where the patrons are another system's
    "grams_added": "patron",
    "grams_changed": "patron",
    "grams_taken": "patron",
    "forget": "lent taken",  # rows that the other triggers note
}
"""Each trigger that looks at what a desk's login writes, and its tables."""

TRIGGERS = """
    SELECT tgname, string_agg(relname, ' ' ORDER BY relname) AS tables
    FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid
    WHERE NOT tgisinternal AND relnamespace IN ('public'::regnamespace, 'madoguchi'::regnamespace)
      AND pg_get_triggerdef(t.oid) NOT LIKE '% WHEN (madoguchi_is_kept()) %'
      AND pg_get_triggerdef(t.oid) NOT LIKE '% AND madoguchi_is_kept())%'
    GROUP BY tgname
"""


async def test_no_other_trigger_looks_at_what_a_desk_writes(city: City) -> None:
    conn = await city.connect()
    found = {row["tgname"]: row["tables"] for row in await conn.fetch(TRIGGERS)}
    await conn.close()
    assert found == FOR_DESKS
