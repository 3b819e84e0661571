"""Short names of places and people."""

import pytest

from views.language import short_names


@pytest.mark.parametrize(
    ("name", "short"),
    [("中央図書館", "中央"), ("南鳩ヶ谷文庫", "南鳩ヶ谷文庫"), ("図書館", "図書館"), ("", "")],
)
def test_a_branch(name: str, short: str) -> None:
    assert short_names.branch(name) == short


@pytest.mark.parametrize(("name", "short"), [("2番窓口", "2番"), ("窓口", "窓口"), ("総合案内", "総合案内")])
def test_a_workstation(name: str, short: str) -> None:
    assert short_names.workstation(name) == short


@pytest.mark.parametrize(
    ("name", "short"), [("太田 桃子", "太田"), ("太田\u3000桃子", "太田"), ("見本", "見本"), ("", "")]
)
def test_a_member_of_staff(name: str, short: str) -> None:
    assert short_names.staff(name) == short
