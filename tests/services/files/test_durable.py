"""New files are whole, and never in the place of another; names that no file has are told."""

from pathlib import Path

import pytest

from services.contract.errors import FileThere
from services.files.durable import beside, write_new


@pytest.mark.parametrize("name", [".", "..", ""])
def test_a_folder_without_a_name_of_its_own_is_there_already(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileThere):
        write_new(Path(name), b"content")
    assert list(tmp_path.iterdir()) == []


def test_files_beside_one_without_a_name_are_no_error() -> None:
    root = Path(Path.cwd().anchor)
    assert [it.parent for it in beside(root)] == [root] * 3
