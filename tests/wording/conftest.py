"""The wording is read from the same window that the view tests drive."""

from tests.views.conftest import acts, counter, icons, theme

__all__ = ["acts", "counter", "icons", "theme"]
