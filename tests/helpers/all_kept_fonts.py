"""A font is read once, and anew when its file is another one."""

import os
from pathlib import Path

import pytest

from services.contract.diagnosis import CheckResult
from services.files.resources import resource_path
from services.own_schema.diagnosis import files


async def test_a_file_that_was_changed_is_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = resource_path(files.FONTS[2])
    copy, data = tmp_path / whole.name, bytearray(whole.read_bytes())
    monkeypatch.setattr(files, "resource_path", lambda name: tmp_path / name)
    results = []
    for written_at in (1, 2):
        copy.write_bytes(data)
        os.utime(copy, (written_at, written_at))
        results.append((await files.check_fonts((whole.name,))).result)
        data[len(data) // 2] ^= 0xFF
    assert results == [CheckResult.FONTS_LOAD, CheckResult.FONTS_BROKEN]
