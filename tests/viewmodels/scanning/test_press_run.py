"""Keys that go down faster than fingers, told from keys that don't."""

from hypothesis import given
from hypothesis import strategies as st

from viewmodels.scanning.composed_scan import PressRun
from viewmodels.scanning.key_classifier import ENDING_MS, FAST_KEY_MS
from viewmodels.scanning.keys import Press


@given(st.lists(st.tuples(st.sampled_from(list(Press)), st.integers(FAST_KEY_MS + 1, 5_000)), max_size=30))
def test_slow_keys_are_never_fast(keys: list[tuple[Press, int]]) -> None:
    run = PressRun(FAST_KEY_MS, ENDING_MS)
    now = 0
    for press, gap in keys:
        now += gap
        run.note(press, now)
        assert not run.is_fast


def test_a_key_held_down_is_never_fast_and_the_same_digit_at_once_is() -> None:
    run = PressRun(FAST_KEY_MS, ENDING_MS)
    run.note(Press.CHARACTER, 1_000)
    for at in range(1_250, 2_000, 30):
        run.note(Press.REPEAT, at)
        assert not run.is_fast
    run.note(Press.CHARACTER, 3_000)
    run.note(Press.REPEAT, 3_000)
    run.note(Press.REPEAT, 3_001)
    assert (run.is_fast, run.characters) == (True, 3)


@given(st.lists(st.integers(0, FAST_KEY_MS), min_size=1, max_size=20), st.integers(FAST_KEY_MS + 1, 5_000))
def test_fast_keys_are_counted_from_the_first(gaps: list[int], pause: int) -> None:
    run = PressRun(FAST_KEY_MS, ENDING_MS)
    run.note(Press.CHARACTER, 10_000)
    now = 10_000 + pause
    run.note(Press.CHARACTER, now)
    for gap in gaps:
        now += gap
        run.note(Press.CHARACTER, now)
    assert (run.is_fast, run.characters) == (True, len(gaps) + 1)
    run.note(Press.ENDING, now + 1)
    assert run.ends_at(now + 1)
    run.note(Press.CHARACTER, now + 2)
    assert run.characters == 1
