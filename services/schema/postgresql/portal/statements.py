"""The statements that the portal's functions are made of."""

from collections.abc import Mapping

from services.rules.vocabulary import CredentialKind
from services.schema.postgresql.compiled import Variables, all_of
from services.transactions.password_statements import count_logins, set_password, unlock


def places() -> Mapping[str, str]:
    """Give what stands for the `{names}` in the portal's scripts."""
    counted = {
        "version": "kept.version",
        "counted": "kept.wrong_logins",
        "wrong_logins": "counted",
        "locked_until": "until",
    }
    password = {
        "hashed": "new_hash",
        "kind": f"'{CredentialKind.PATRON}'",
        "must_change": "false",
        "expires_on": "NULL",
        "version": "kept.version + 1",
    }
    return {
        "count_try": all_of(count_logins(Variables(counted))),
        "end_count": all_of(unlock(Variables({}))),
        "set_own_password": all_of(set_password(Variables(password))),
    }
