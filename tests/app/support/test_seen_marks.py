"""What was seen is kept for one user, and what can't be kept does no harm."""

from pathlib import Path

from app.support.seen_marks import Seen


def test_it_is_kept_for_the_next_start(tmp_path: Path) -> None:
    file = tmp_path / "state" / "tour-seen"
    assert not Seen(file)
    Seen(file).remember()
    assert Seen(file)


def test_what_cannot_be_kept_is_shown_once_more(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    seen = Seen(tmp_path / "file" / "tour-seen")
    seen.remember()
    assert not seen
