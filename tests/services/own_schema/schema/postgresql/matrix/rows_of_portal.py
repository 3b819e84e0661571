"""What 「利用者のページ」 calls."""

from tests.services.own_schema.schema.postgresql.matrix.row import Row, tables
from tests.services.own_schema.schema.postgresql.matrix.scene import HASH

_PORTAL = ("portal",)
_LOG_IN = """
    DELETE FROM madoguchi.portal_try; UPDATE password_credential SET wrong_logins = 0, locked_until = NULL, version = 1;
    DELETE FROM madoguchi.portal_session WHERE token_hash NOT IN
        (sha256(convert_to(:of_token, 'UTF8')), sha256(convert_to(:others_token, 'UTF8')))
"""
_TRY = """
    INSERT INTO madoguchi.portal_try
        (id, by_login, noted_by, at, card_number, patron_id, password_version, told, locked)
    OVERRIDING SYSTEM VALUE VALUES
        (7001, :portal, '3', madoguchi_now(), :card, :patron, 1, :right, false),
        (7003, :other, '3', madoguchi_now(), :shut_card, :shut, 1, :right, false)
"""
_SESSION = """
    DELETE FROM madoguchi.portal_session;
    INSERT INTO madoguchi.portal_session VALUES
        (sha256(convert_to(:of_token, 'UTF8')), :portal, :patron, 1, false, '2030-01-01'),
        (sha256(convert_to(:others_token, 'UTF8')), :other, :shut, 1, false, '2030-01-01')
"""

ROWS = (
    Row("madoguchi_log_in_recipe(text)", _PORTAL),
    Row(
        "madoguchi_note_log_in(text,text)",
        _PORTAL,
        honest={"told": "right"},
        again=_LOG_IN,
        changes=tables("password_credential madoguchi.portal_try"),
        of_shut=tables("password_credential madoguchi.portal_try"),
    ),
    Row(
        "madoguchi_log_in_outcome(bigint)",
        _PORTAL,
        said={"of_try": "7001"},
        again=f"{_LOG_IN};{_TRY}; UPDATE password_credential SET wrong_logins = 1 WHERE patron_id = :patron",
        changes=tables("password_credential madoguchi.portal_try madoguchi.portal_session"),
        of_shut=tables("madoguchi.portal_try"),  # the try of another login
    ),
    Row(
        "madoguchi_log_in(text,text,text,bigint,timestamp with time zone,text)",
        _PORTAL,
        honest={"told": "right"},
        again=_LOG_IN,
        changes=tables("madoguchi.portal_session"),
        may_change=tables("password_credential madoguchi.portal_try"),
        of_shut=tables("password_credential madoguchi.portal_try"),
    ),
    Row("madoguchi_logged_in(text)", _PORTAL),
    Row(
        "madoguchi_log_out(text)",
        _PORTAL,
        again=_SESSION,
        changes=tables("madoguchi.portal_session"),
    ),
    Row(
        "madoguchi_portal_change_password(text,text)",
        _PORTAL,
        said={"new_hash": f"{HASH}YW5vdGhlciBoYXNoLCBsb25n"},
        again=f"UPDATE password_credential SET version = 1, hash = :right WHERE patron_id = :patron; {_SESSION}",
        changes=tables("password_credential madoguchi.portal_session"),
    ),
)
