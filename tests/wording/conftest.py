"""The wording is read from the same windows that the view tests drive."""

from tests.views.conftest import acts, bare, counter, icons, theme, whole_acts

__all__ = ["acts", "bare", "counter", "icons", "theme", "whole_acts"]
