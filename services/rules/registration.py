"""Renewing a registration (domain.md, "Registration renewal")."""

from datetime import date

from services.rules.dates import months_before, years_after
from services.rules.policy import Policy


def renewed_expiry(old: date, today: date, policy: Policy) -> date:
    """Tell the new 更新期限日: ◇ 3 years after the old one if renewed within its last month, else after today.

    The last month is the one in which the notice stands (`expiry_notice_months`); 29 February becomes 28 where the
    new year has none.
    """
    in_last_month = months_before(old, policy.expiry_notice_months) <= today <= old
    return years_after(old if in_last_month else today, policy.registration_years)
