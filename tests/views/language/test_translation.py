import pytest

from views.language.translation import filled


@pytest.mark.parametrize(
    ("text", "values", "said"),
    [
        (
            "『%1』を延長しました(%2まで)。",
            ("こころ", "2026/12/8"),
            "『こころ』を延長しました(2026/12/8まで)。",
        ),
        ("『%1』を延長しました(%2まで)。", ("100%2", "1%1"), "『100%2』を延長しました(1%1まで)。"),
        ("%2館の%1", (3, "中央"), "中央館の3"),
        ("%1と%2", (), "と"),
        ("100%です", ("x",), "100%です"),
    ],
)
def test_every_place_gets_its_own_value_and_no_value_is_filled_again(
    text: str, values: tuple[object, ...], said: str
) -> None:
    assert filled("no context has this", text, *values) == said
