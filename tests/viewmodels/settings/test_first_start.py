"""Branch and workstation, asked for once."""

import pytest

from services.contract.errors import SettingsNotWritable
from viewmodels.core.trouble import Bug
from viewmodels.settings.first_start import (
    BranchChoice,
    FirstStartViewModel,
    Workplace,
    WorkplaceFault,
)
from viewmodels.settings.setting_keys import NAME_LENGTH

BRANCHES = (BranchChoice("central", "中央図書館"), BranchChoice("maekawa", "前川図書館"))


class Store:
    """Keeps what is saved, or refuses to."""

    def __init__(self) -> None:
        self.kept: list[Workplace] = []
        self.trouble: Exception | None = None

    async def keep(self, workplace: Workplace) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.kept.append(workplace)


class Scene:
    """The viewmodel and what came out of it."""

    def __init__(self) -> None:
        self.store = Store()
        self.saved: list[Workplace] = []
        self.model = FirstStartViewModel(
            BRANCHES,
            self.store,
            suggested=Workplace("central", ""),
            on_saved=self.saved.append,
            report_bug=lambda _error: "4F2A",
        )

    async def save(self, branch: str, workstation: str) -> None:
        task = self.model.save.start(branch, workstation)
        assert task is not None
        await task


async def test_both_answers_are_kept() -> None:
    scene = Scene()
    await scene.save("maekawa", "　2番\u202e窓\u200b口 ")

    assert scene.store.kept == scene.saved == [Workplace("maekawa", "2番窓口")]
    assert scene.model.error.value is None


@pytest.mark.parametrize(
    ("branch", "name", "fault"),
    [
        ("", "2番窓口", WorkplaceFault.NO_BRANCH),
        ("moon", "2番窓口", WorkplaceFault.NO_BRANCH),
        ("central", " 　", WorkplaceFault.NO_NAME),
        ("central", "\u3164\u200b", WorkplaceFault.NO_NAME),
        ("central", "窓" * (NAME_LENGTH + 1), WorkplaceFault.NAME_TOO_LONG),
    ],
)
async def test_faults_keep_nothing(branch: str, name: str, fault: WorkplaceFault) -> None:
    scene = Scene()
    await scene.save(branch, name)

    assert scene.model.error.value is fault
    assert scene.store.kept == []

    await scene.save("central", "窓" * NAME_LENGTH)
    assert scene.model.error.value is None


@pytest.mark.parametrize(
    ("trouble", "told"), [(SettingsNotWritable(), SettingsNotWritable), (ValueError(), Bug)]
)
async def test_what_cannot_be_kept_is_told(trouble: Exception, told: type[object]) -> None:
    scene = Scene()
    scene.store.trouble = trouble
    await scene.save("central", "2番窓口")

    assert isinstance(scene.model.error.value, told)
    assert scene.saved == []


async def test_faults_from_elsewhere() -> None:
    scene = Scene()
    scene.model.show_bug("0000")
    assert scene.model.error.value == Bug("0000")
