"""The templates of group policy: what they write is what the program reads, with every text in both languages."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any, Final

import pytest

from app.settings.policy_registry import REGISTRY_KEY, policy_of_registry
from services.contract.errors import SettingsUnreadable
from tests.helpers.registry import DWORD, SZ, Registry
from tools.windows_package.policy_template import LANGUAGES, NAMESPACE, template, texts
from tools.windows_package.policy_words import CHOICES, KEYS, SLIP_KEYS, TABLES
from viewmodels.settings.setting_keys import KINDS, ChoiceSetting, FlagSetting, NumberSetting, TextSetting

SPACE: Final = {"p": NAMESPACE}
POLICY_PATH: Final = REGISTRY_KEY.partition("\\")[2]
TEXTS: Final = {"mail.from": "図書館 <library@example.jp>"}
"""Where not every text will do."""


def parsed(made: bytes) -> ET.Element:
    return ET.fromstring(made)


def policies() -> dict[str, ET.Element]:
    """Each policy by the key of `KINDS` that it writes."""
    found = {}
    for policy in parsed(template()).iterfind("p:policies/p:policy", SPACE):
        path = policy.attrib["key"].removeprefix(f"{POLICY_PATH}\\").split("\\")
        (name,) = (
            it.attrib["valueName"]
            for it in (policy, *policy.iterfind("p:elements/*", SPACE))
            if "valueName" in it.attrib
        )
        found[".".join([*path, name])] = policy
    return found


def written_by(policy: ET.Element, key: str) -> Iterator[tuple[Any, int]]:
    """Give what an administrator can make a policy write: each choice, both states, both bounds."""
    for state in ("enabledValue", "disabledValue"):
        for value in policy.iterfind(f"p:{state}/p:decimal", SPACE):
            yield int(value.attrib["value"]), DWORD
    for number in policy.iterfind("p:elements/p:decimal", SPACE):
        yield from ((int(number.attrib[bound]), DWORD) for bound in ("minValue", "maxValue"))
    for choice in policy.iterfind("p:elements/p:enum/p:item/p:value/p:string", SPACE):
        yield choice.text, SZ
    for text in policy.iterfind("p:elements/p:text", SPACE):
        yield TEXTS.get(key, "x" * int(text.attrib.get("maxLength", 200))), SZ


def read_back(policy: ET.Element, key: str, value: Any, kind: int) -> object:
    """Read what a policy wrote, as the program does at its start."""
    name = key.rpartition(".")[2]
    registry = Registry({POLICY_PATH: {}, policy.attrib["key"]: {name: (value, kind)}})
    decided = policy_of_registry(registry).read()
    assert not decided.strange
    return decided.values[key]


def test_every_key_has_one_policy_for_the_machine() -> None:
    everything = list(parsed(template()).iterfind("p:policies/p:policy", SPACE))
    assert set(policies()) == set(KINDS)
    assert len(everything) == len(KINDS)
    assert {it.attrib["class"] for it in everything} == {"Machine"}


@pytest.mark.parametrize("key", KINDS)
def test_the_program_takes_all_that_a_policy_can_write(key: str) -> None:
    policy = policies()[key]
    read = [read_back(policy, key, *written) for written in written_by(policy, key)]
    match KINDS[key]:
        case FlagSetting():
            assert read == [True, False]
        case ChoiceSetting(words):
            assert read == list(words)
        case NumberSetting(least, most):
            assert read == [least, most]
        case _:
            assert len(read) == 1
            assert read[0]


@pytest.mark.parametrize("key", [key for key, kind in KINDS.items() if isinstance(kind, NumberSetting)])
def test_a_policys_bounds_are_the_programs(key: str) -> None:
    policy = policies()[key]
    (least, _), (most, _) = written_by(policy, key)
    for outside in (least - 1, most + 1):
        with pytest.raises(SettingsUnreadable):
            read_back(policy, key, outside, DWORD)


def test_a_text_with_a_limit_has_it_in_the_template() -> None:
    limits = {
        key: kind.longest for key, kind in KINDS.items() if isinstance(kind, TextSetting) and kind.longest
    }
    assert limits
    for key, longest in limits.items():
        policy = policies()[key]
        with pytest.raises(SettingsUnreadable):
            read_back(policy, key, "x" * (longest + 1), SZ)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_that_the_template_names_is_there_and_no_other(language: str) -> None:
    named = re.findall(r'"\$\((\w+)\.(\w+)\)"', template().decode("utf-8"))
    told = parsed(texts(language))
    strings = [it.attrib["id"] for it in told.iterfind("p:resources/p:stringTable/p:string", SPACE)]
    fields = [
        it.attrib["id"] for it in told.iterfind("p:resources/p:presentationTable/p:presentation", SPACE)
    ]
    assert sorted(strings) == sorted({name for kind, name in named if kind == "string"})
    assert sorted(fields) == sorted({name for kind, name in named if kind == "presentation"})
    assert all(it.text and it.text.strip() for it in told.iter(f"{{{NAMESPACE}}}string"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_field_is_its_elements_and_begins_within_its_bounds(language: str) -> None:
    elements = {
        it.attrib["id"]: it for it in parsed(template()).iterfind("p:policies/p:policy/p:elements/*", SPACE)
    }
    kinds = {"text": "textBox", "decimal": "decimalTextBox", "enum": "dropdownList"}
    fields = list(parsed(texts(language)).iterfind("p:resources/p:presentationTable/p:presentation/*", SPACE))
    assert sorted(it.attrib["refId"] for it in fields) == sorted(elements)
    for field in fields:
        element = elements[field.attrib["refId"]]
        assert field.tag == f"{{{NAMESPACE}}}{kinds[element.tag.partition('}')[2]]}"
        if "minValue" in element.attrib and "defaultValue" in field.attrib:
            least, most = (int(element.attrib[bound]) for bound in ("minValue", "maxValue"))
            assert least <= int(field.attrib["defaultValue"]) <= most


def test_what_a_template_refers_to_is_in_it() -> None:
    root = parsed(template())
    categories = [it.attrib["name"] for it in root.iterfind("p:categories/p:category", SPACE)]
    assert len(set(categories)) == len(categories)
    parents = {it.attrib["ref"] for it in root.iter(f"{{{NAMESPACE}}}parentCategory")}
    assert parents == set(categories)
    supported = {it.attrib["name"] for it in root.iterfind("p:supportedOn/p:definitions/p:definition", SPACE)}
    assert {it.attrib["ref"] for it in root.iterfind("p:policies/p:policy/p:supportedOn", SPACE)} == supported


def test_no_words_are_left_over() -> None:
    assert set(TABLES) == {key.rpartition(".")[0] for key in KINDS}
    assert set(KEYS) | {key for key in KINDS if key.startswith("printing.")} == set(KINDS)
    assert {key.rpartition(".")[2] for key in KINDS if key.startswith("printing.")} == set(SLIP_KEYS)
    assert set(CHOICES) == {
        word for kind in KINDS.values() if isinstance(kind, ChoiceSetting) for word in kind.words
    }
