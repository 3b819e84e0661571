"""What a disk holds of a library's files when the program is killed, or when the power goes."""

from collections.abc import Mapping
from pathlib import Path
from random import Random

from tests.services.own_schema.database.cuts.writes import Kind, Step

type Files = Mapping[Path, bytes]


class Disk:
    """Files that steps are done to one after the other."""

    def __init__(self, files: Files) -> None:
        self._seen = {path: bytearray(content) for path, content in files.items()}
        self._kept = dict(files)
        self._since: dict[Path, list[Step]] = {path: [] for path in files}

    def do(self, step: Step) -> None:
        """Do one more step."""
        if step.kind is Kind.DELETE:
            self._seen.pop(step.path, None)
            return  # until the file is made again, what it held may come back
        if step.kind is Kind.SYNC:
            self._kept[step.path] = bytes(self._seen.get(step.path, b""))
            self._since[step.path] = []
            return
        if step.path not in self._seen:
            self._seen[step.path] = bytearray()
            self._kept[step.path] = b""
            self._since[step.path] = []
        self._since[step.path].append(step)
        _do(step, self._seen[step.path])

    def after_a_kill(self) -> Files:
        """Tell what is there: the system has all that was done."""
        return {path: bytes(content) for path, content in self._seen.items()}

    def after_a_cut(self, chance: Random, block: int) -> Files:
        """Tell what may be there: of each block that wasn't synced, any of its states since.

        Args:
            chance: draws the states.
            block: how many bytes the disk writes whole.
        """
        return {
            path: self._left(path, chance, block)
            for path in self._kept
            if path in self._seen or chance.random() < 1 / 2  # a deletion needn't be on the disk
        }

    def _left(self, path: Path, chance: Random, block: int) -> bytes:
        content, since = bytearray(self._kept[path]), self._since[path]

        def kept() -> int:
            return chance.choice([0, len(since), chance.randrange(len(since) + 1)])

        until: dict[int, int] = {}
        for number, step in enumerate(since):
            if step.kind is Kind.TRUNCATE:
                if number < kept():
                    _do(step, content)
                continue
            end = step.at + len(step.data)
            for place in range(step.at // block, -(-end // block)):
                if place not in until:
                    until[place] = kept()
                if number < until[place]:
                    begin, stop = max(step.at, place * block), min(end, (place + 1) * block)
                    _do(Step(Kind.WRITE, path, begin, step.data[begin - step.at : stop - step.at]), content)
        return bytes(content)


def _do(step: Step, content: bytearray) -> None:
    if step.kind is Kind.TRUNCATE:
        del content[step.at :]
        return
    content.extend(bytes(max(0, step.at - len(content))))
    content[step.at : step.at + len(step.data)] = step.data
