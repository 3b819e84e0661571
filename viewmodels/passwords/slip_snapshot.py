"""Reduces a snapshot to what a slip needs while the desk is locked: the name and the number that stand on it."""

from dataclasses import replace

from services.contract.snapshot import PatronSnapshot


def name_and_number_only(snapshot: PatronSnapshot) -> PatronSnapshot:
    """Take out what a patron has, asked and can be reached by."""
    patron = replace(snapshot.patron, alias=None, email=None, phone=None, postal_code=None, address=None)
    return replace(
        snapshot,
        patron=patron,
        suspensions=(),
        past_suspensions=(),
        notices=(),
        loans=(),
        holds=(),
        cancelled_holds=(),
        requests=(),
        questions=(),
        reports=(),
        email_notice=None,
    )
