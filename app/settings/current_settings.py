"""The settings in force, and a signal for each change."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

from app.settings.policy import PolicyPlace
from app.settings.settings_files import Settings, load_workstation, save_values
from viewmodels.core.observable import Observable
from viewmodels.settings.first_start import Workplace
from viewmodels.settings.setting_keys import Value
from viewmodels.settings.settings import Workstation
from viewmodels.settings.settings_form import BRANCH, NAME


class SettingsInForce:
    """Reads and writes the settings file; see `viewmodels.settings.settings_form.SettingsStore`.

    Attributes:
        current: what holds: as read at the start, then as the file says after each saving.

    Args:
        settings: as read at the start.
        file: the settings file.
        policy: the administrator's.
    """

    def __init__(self, settings: Settings, file: Path, policy: PolicyPlace | None) -> None:
        self.current: Observable[Settings] = Observable(settings)
        self._file = file
        self._policy = policy

    async def read(self) -> Workstation:
        """Read the file and the policy as they are now."""
        return await asyncio.to_thread(load_workstation, self._file, self._policy)

    async def keep(self, workplace: Workplace) -> None:
        """Write the first start's answers; see `viewmodels.settings.first_start.WorkplaceStore`."""
        await self.save({BRANCH: workplace.branch, NAME: workplace.workstation})

    async def save(self, changes: Mapping[str, Value]) -> None:
        """Write values and signal what holds then."""
        await asyncio.to_thread(save_values, self._file, changes)
        self.current.set((await self.read()).settings)
