"""Writes the tables of docs/rules.md and docs/rules.ja.md from the policy: `python -m tools.rule_tables`."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from services.own_schema.transfer.rule_texts import rule_text
from services.rules.bounds import Bound, Code, Fields, Maybe, Text, Truth, Whole
from services.rules.policy import DEFAULT_POLICY, bounds, to_values
from services.rules.policy_meanings import MEANINGS
from services.rules.policy_values import ITEM_NUMBER_DIGITS
from services.rules.vocabulary import ContactStep

PAGES: Final[Mapping[str, Path]] = {
    "en": Path(__file__).parents[1] / "docs" / "rules.md",
    "ja": Path(__file__).parents[1] / "docs" / "rules.ja.md",
}
_BEGINS: Final = "<!-- table of rules -->\n"
_ENDS: Final = "<!-- end of rules -->"
_HEADS: Final = {"en": "| name | meaning | bounds | default |", "ja": "| 名前 | 意味 | 範囲 | はじめの値 |"}
_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "none": ("empty or %1", "空、または %1"),
    "characters": ("text, to %1 characters", "%1文字まで"),
    "each": ("%1, each %2", "%1、それぞれ %2"),
    "blank": ("(empty)", "(空)"),
}
_STEPS: Final = " ".join(f"`{it}`" for it in ContactStep)
_FORMS: Final[Mapping[str, tuple[str, str]]] = {
    "card_lengths": (
        "lengths of 6–32 and ranges of them, with blanks between",
        "6–32 の文字数とその範囲。間は空白",
    ),
    "card_written": (
        "lengths of groups with `-` between, one form for each length, with blanks between",
        "まとまりの文字数を「-」でつなぐ。長さごとに一つ、間は空白",
    ),
    "item_number_prefix": (f"digits, to {ITEM_NUMBER_DIGITS - 1}", f"数字 {ITEM_NUMBER_DIGITS - 1}桁まで"),
    "overdue_stages": (
        f"`DAYS STEP`, with `, ` between; days of 1–9999, steps {_STEPS}",
        f"`日数 すること`。間は `, `。日数は 1–9999、することは {_STEPS}",
    ),
}
"""The forms of texts that have one."""


def written(page: str, language: str) -> str:
    """Put the table into a page."""
    before, begins, rest = page.partition(_BEGINS)
    _, ends, after = rest.partition(_ENDS)
    return f"{before}{begins}\n{_table(language)}\n{ends}{after}"


def bound_text(name: str, bound: Bound, language: str) -> str:
    """Say what a value can be; TypeError for a kind of bound that no rule had before."""
    if isinstance(bound, Maybe):
        return _said("none", language, bound_text(name, bound.of, language))
    if isinstance(bound, Text):
        characters = _said("characters", language, str(bound.longest))
        told = characters if bound.pattern is None else _FORMS[name][language == "ja"]
        return _said("none", language, told) if bound.blank else told
    match bound:
        case Whole():
            told = f"{bound.least}–{bound.most}"
        case Truth():
            told = "`true`, `false`"
        case Code():
            told = ", ".join(f"`{it}`" for it in bound.codes)
        case Fields():
            names = " ".join(f"`{it}=`" for it in bound.wanted)
            (each,) = {bound_text(name, it, language) for it in bound.wanted.values()}
            told = _said("each", language, names, each)
        case _:
            msg = f"no words for {type(bound).__name__}"
            raise TypeError(msg)
    return told


def _table(language: str) -> str:
    return "\n".join((_HEADS[language], "|---|---|---|---|", *_rows(language), ""))


def _rows(language: str) -> Iterator[str]:
    for name, value in to_values(DEFAULT_POLICY).items():
        meaning, text = MEANINGS[name], rule_text(value)
        default = f"`{text}`" if text else _said("blank", language)
        said = meaning.english if language == "en" else meaning.japanese
        yield f"| `{name}` | {said} | {bound_text(name, bounds()[name], language)} | {default} |"


def _said(word: str, language: str, *values: str) -> str:
    text = _WORDS[word][language == "ja"]
    for number, value in enumerate(values, start=1):
        text = text.replace(f"%{number}", value)
    return text


def main() -> None:
    """Write both pages anew."""
    for language, page in PAGES.items():
        page.write_text(written(page.read_text(encoding="utf-8"), language), encoding="utf-8")


if __name__ == "__main__":
    main()
