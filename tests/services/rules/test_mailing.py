"""When a mail is tried again."""

from datetime import UTC, datetime, timedelta

from services.rules.mailing import next_try

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


def test_each_wait_is_twice_as_long_up_to_half_a_day_and_then_it_is_given_up() -> None:
    waits = [next_try(NOW, tries) for tries in range(1, 17)]
    minutes = [None if each is None else (each - NOW) / timedelta(minutes=1) for each in waits]
    assert minutes == [5, 10, 20, 40, 80, 160, 320, 640, *[720] * 7, None]


def test_a_mail_server_that_is_away_for_days_loses_no_mail() -> None:
    moment, tries = NOW, 0
    while (again := next_try(moment, tries := tries + 1)) is not None:
        moment = again
    assert timedelta(days=4) <= moment - NOW <= timedelta(days=5)
