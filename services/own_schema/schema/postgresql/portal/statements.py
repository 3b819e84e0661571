"""The statements that the portal's functions are made of."""

from collections.abc import Mapping

from services.own_schema.schema.postgresql.compiled import GivenVariables, VariableBinds, all_of, compiled
from services.own_schema.transactions.password_statements import clear_wrong_logins, set_password
from services.own_schema.transactions.password_try_statements import counted
from services.rules.vocabulary import CredentialKind


def places() -> Mapping[str, str]:
    """Give the contents of the `{names}` in the portal's scripts."""
    password = {
        "hashed": "new_hash",
        "kind": f"'{CredentialKind.PATRON}'",
        "must_change": "false",
        "expires_on": "NULL",
        "version": "kept.version + 1",
    }
    return {
        "count_try": compiled(counted(GivenVariables(of_patron="whose"))),
        "end_count": all_of(clear_wrong_logins(VariableBinds({}))),
        "set_own_password": all_of(set_password(VariableBinds(password))),
    }
