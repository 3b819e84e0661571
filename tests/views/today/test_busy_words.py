"""Logins that read much of people in an hour, on the page of what waits."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.contract.today.counts import BusyLogin, TodayCounts
from services.rules.people.hourly_bounds import HourlyCount
from tests.helpers.patrons import NOW
from tests.viewmodels.today.today_fakes import counts, go_on
from tests.views.ear import POLITE, Ear
from tests.views.today.today_scene import Scene, scene
from views.today import busy_words
from views.widgets import announcing

__all__ = ["scene"]

MUCH = BusyLogin("staff02", "窓口 次郎", HourlyCount.NAMED, 2_412, 3_000, NOW)


def busy(*logins: BusyLogin) -> TodayCounts:
    return replace(counts(now=NOW), busy=logins)


def test_it_is_told_who_when_what_and_what_to_do() -> None:
    told = busy_words.told(busy(MUCH)).split("\n")
    assert told[0] == busy_words.HEADING
    assert told[1].endswith(" 窓口 次郎(staff02): 1時間に、検索で2412人を表示(上限 3000人)")
    assert "管理者" in told[2]


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        (HourlyCount.BARE, "1時間に、生年月日か電話番号だけで90回検索(上限 100回)"),
        (HourlyCount.NOBODYS, "1時間に、だれのものでもないカード番号を90回照会"),
        (HourlyCount.LIFTS, "1時間に、貸出禁止を90件解除"),
    ],
)
def test_each_measure_has_its_words(measure: HourlyCount, said: str) -> None:
    login = replace(MUCH, measure=measure, most=90, bound=100)
    assert busy_words.told(busy(login)).split("\n")[1].endswith(said)


def test_an_account_that_is_gone_has_its_id_alone_and_yesterday_its_day() -> None:
    gone = replace(MUCH, name="staff02", at=NOW - timedelta(hours=20))
    line = busy_words.told(busy(gone)).split("\n")[1]
    assert line.startswith("2026/")
    assert " staff02: " in line


def test_what_a_login_did_is_one_line_and_of_many_logins_two_are_shown() -> None:
    also = replace(MUCH, measure=HourlyCount.LIFTS, most=31)
    others = [replace(MUCH, staff_id=f"staff{number}") for number in (3, 4, 5)]
    told = busy_words.told(busy(MUCH, others[0], also, *others[1:])).split("\n")
    assert len(told) == 5
    assert told[1].endswith("(上限 3000人)・貸出禁止を31件解除")
    assert told[3] == "ほかに2人あります。"


async def test_the_page_tells_of_them_and_says_no_name_aloud(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not scene.page.busy.isVisible()
    ear = Ear()
    monkeypatch.setattr(announcing, "QAccessible", ear)
    for found in (busy(MUCH), busy(replace(MUCH, most=2_600))):
        scene.source.now_counted = found
        scene.rests.end()
        scene.model.changed()
        await go_on()
        assert scene.page.busy.isVisible()
        assert scene.page.busy.text == busy_words.told(found)
    assert ear.heard == [(busy_words.HEADING, POLITE)], "once, though it becomes more"
    scene.source.now_counted = busy()
    scene.rests.end()
    scene.model.changed()
    await go_on()
    assert not scene.page.busy.isVisible()
