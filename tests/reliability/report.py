"""What a part came to."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Figure:
    """One part's result.

    Attributes:
        done: what was done to the server or the network.
        came: what the desks were told.
        findings: what was lost, doubled or left half; nothing when all is well.
    """

    part: str
    done: str
    came: str
    findings: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        end = "; ".join(self.findings[:5]) or "nothing lost, nothing twice, every chain whole"
        return f"{self.part}: {self.done}; {self.came}: {end}"
