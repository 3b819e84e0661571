"""A backup takes a library's place, which is kept."""

from services.own_schema.backup.restore import restore
from services.own_schema.schema import upgrade
from tests.helpers.files import names
from tests.services.own_schema.backup.restore_scene import KEPT, NOW, Scene, mark_of, scene

__all__ = ["scene"]


async def test_a_backup_takes_the_librarys_place_and_that_is_kept(scene: Scene) -> None:
    before = {mark_of(scene.path), mark_of(scene.backup)}
    whole = scene.backup.read_bytes()
    restored = await restore(scene.url, scene.backup, NOW)
    assert restored.kept == scene.kept
    assert (scene.acts(), scene.acts(scene.kept)) == (1, 2)
    assert mark_of(scene.path) not in before
    assert scene.backup.read_bytes() == whole
    assert names(scene.path.parent) == ["backups", scene.path.name, KEPT]
    await upgrade.check(scene.url)
