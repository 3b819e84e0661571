"""The wording is read from the same window that the view tests drive."""

from tests.views.conftest import counter, icons, theme

__all__ = ["counter", "icons", "theme"]
