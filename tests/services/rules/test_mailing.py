"""When a mail is tried again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from services.rules.mailing import next_try
from services.rules.policy import DEFAULT_POLICY

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


def test_each_wait_is_twice_as_long_up_to_half_a_day_and_then_it_is_given_up() -> None:
    policy = replace(DEFAULT_POLICY, mail_tries=10)
    waits = [next_try(NOW, tries, policy) for tries in range(1, 11)]
    minutes = [None if each is None else (each - NOW) / timedelta(minutes=1) for each in waits]
    assert minutes == [5, 10, 20, 40, 80, 160, 320, 640, 720, None]


def test_a_mail_server_that_is_away_for_days_loses_no_mail() -> None:
    moment, tries = NOW, 0
    while (again := next_try(moment, tries := tries + 1, DEFAULT_POLICY)) is not None:
        moment = again
    assert timedelta(days=4) <= moment - NOW <= timedelta(days=5)


def test_however_often_it_is_tried_the_wait_is_half_a_day_at_most() -> None:
    policy = replace(DEFAULT_POLICY, mail_tries=10_000, mail_first_retry_minutes=10_000)
    assert next_try(NOW, 9_999, policy) == NOW + timedelta(hours=12)
