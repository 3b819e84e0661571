"""What screen readers are given to say."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent

POLITE, ASSERTIVE = QAccessible.AnnouncementPoliteness.Polite, QAccessible.AnnouncementPoliteness.Assertive


class Ear:
    """Stands where Qt's way to screen readers begins."""

    AnnouncementPoliteness = QAccessible.AnnouncementPoliteness

    def __init__(self) -> None:
        self.heard: list[tuple[str, QAccessible.AnnouncementPoliteness]] = []

    def updateAccessibility(self, event: QAccessibleEvent) -> None:  # noqa: N802 - Qt's
        assert isinstance(event, QAccessibleAnnouncementEvent)
        self.heard.append((event.message(), event.politeness()))

    def forget(self) -> None:
        self.heard.clear()
