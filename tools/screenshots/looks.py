"""The settings under which scenes are viewed: screen, size of text, language and colours."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from app.settings.settings_files import Settings
from viewmodels.settings.settings import Language
from views.language.screen_language import OWN_NAMES
from views.style.tokens import Scheme

SMALLEST = "1366x768"


@dataclass(frozen=True, slots=True)
class Look:
    """One combination of them.

    Attributes:
        screen: its size in logical pixels, as WIDTHxHEIGHT.
        percent: the size of text.
        language: of the screen.
        schemes: the appearances, one after another.
    """

    screen: str = SMALLEST
    percent: int = 100
    language: Language = Language.JAPANESE
    schemes: tuple[Scheme, ...] = (Scheme.LIGHT,)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the screen in logical pixels."""
        width, height = self.screen.split("x")
        return int(width), int(height)

    @property
    def settings(self) -> Settings:
        """The workstation's settings that show it."""
        return Settings(text_percent=self.percent, language=self.language)

    @property
    def options(self) -> tuple[str, ...]:
        """What a program whose parser has `add_options` is told for it."""
        schemes = (f"--scheme={it.value}" for it in self.schemes)
        return (
            f"--screen={self.screen}",
            f"--percent={self.percent}",
            f"--language={self.language.value}",
            *schemes,
        )


def add_options(parser: argparse.ArgumentParser) -> None:
    """Give a program the options of a look."""
    small = "Windows leaves 1093x543 of 1366x768 scaled to 125 %%, and 911x441 at 150 %%"
    parser.add_argument("--screen", action="append", help=f"in logical pixels; {small}")
    parser.add_argument("--percent", action="append", type=int, help="the size of text")
    parser.add_argument("--scheme", action="append", choices=[scheme.value for scheme in Scheme])
    parser.add_argument("--language", choices=[language.value for language in OWN_NAMES])


def chosen(
    wanted: argparse.Namespace,
    screens: Sequence[str] = (SMALLEST,),
    percents: Sequence[int] = (100,),
    schemes: Sequence[Scheme] = (Scheme.LIGHT,),
) -> list[Look]:
    """Give each look that was asked for.

    Args:
        wanted: what the parser read.
        screens: where no screen was asked for.
        percents: where no size of text was asked for.
        schemes: where no appearance was asked for.
    """
    language = Language(wanted.language or Language.JAPANESE)
    colours = tuple(Scheme(it) for it in wanted.scheme or schemes)
    sizes = product(wanted.screen or screens, wanted.percent or percents)
    return [Look(screen, percent, language, colours) for screen, percent in sizes]
