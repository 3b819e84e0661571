import os
from pathlib import Path

from tests.helpers.rights import is_open_to_others


def test_a_folder_for_oneself_is_told_from_one_for_everybody(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir(mode=0o700)
    assert not is_open_to_others(own)
    assert is_open_to_others(Path(os.environ.get("SYSTEMROOT", "/")))
