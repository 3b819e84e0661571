r"""The templates of group policy (ADMX, ADML) for every key that a policy may have, made of `setting_keys`.

What they write is what `app.settings.policy_registry` reads: a subkey of `Software\Policies\Madoguchi` for each table,
a value for each key. The layout is that of Microsoft's "Group Policy ADMX Syntax Reference Guide". A template can't
write a blank text, which says that there is none.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from app.settings.policy_registry import REGISTRY_KEY
from services.slips.content import SlipKind
from tools.windows_package.policy_words import CHOICES, KEYS, SLIP_KEYS, TABLES, PolicyText
from viewmodels.settings.setting_keys import (
    KINDS,
    PLAIN,
    ChoiceSetting,
    FlagSetting,
    NumberSetting,
    SettingType,
    TextSetting,
    value_of,
)
from viewmodels.settings.settings import Settings

NAMESPACE: Final = "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"
TEMPLATE: Final = "madoguchi.admx"
LANGUAGES: Final[Mapping[str, str]] = MappingProxyType({"ja-JP": "ja", "en-US": "en"})
"""The folders of the texts, and the attribute of `PolicyText` that each takes."""

_PRODUCT: Final = PolicyText("窓口(Madoguchi)", "Madoguchi")
_SUPPORTED: Final = PolicyText("窓口 0.1 以降", "Madoguchi 0.1 or later")
_FILE_KEY: Final = PolicyText("設定ファイルの項目: {}", "Key in the settings file: {}")
_BOUNDS: Final = PolicyText("{}から{}まで。", "From {} to {}.")
_HEAD: Final = {"xmlns": NAMESPACE, "revision": "1.0", "schemaVersion": "1.0"}
_ROOT_CATEGORY: Final = "product"


def write_templates(folder: Path) -> None:
    """Write the ADMX, and beside it the ADML of each language in a folder of its name, as a central store has them."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / TEMPLATE).write_bytes(template())
    for language in LANGUAGES:
        (folder / language).mkdir(exist_ok=True)
        (folder / language / TEMPLATE).with_suffix(".adml").write_bytes(texts(language))


def template() -> bytes:
    """Make the ADMX: a policy for each key of `KINDS`, by tables."""
    root = ET.Element("policyDefinitions", _HEAD)
    spaces = ET.SubElement(root, "policyNamespaces")
    ET.SubElement(spaces, "target", prefix="madoguchi", namespace="Madoguchi.Policies")
    ET.SubElement(root, "resources", minRequiredRevision="1.0")
    definitions = ET.SubElement(ET.SubElement(root, "supportedOn"), "definitions")
    ET.SubElement(definitions, "definition", name="supported", displayName="$(string.supported)")
    categories = ET.SubElement(root, "categories")
    ET.SubElement(categories, "category", name=_ROOT_CATEGORY, displayName=f"$(string.{_ROOT_CATEGORY})")
    for table in TABLES:
        name = _table_id(table)
        category = ET.SubElement(categories, "category", name=name, displayName=f"$(string.{name})")
        ET.SubElement(category, "parentCategory", ref=_ROOT_CATEGORY)
    policies = ET.SubElement(root, "policies")
    for key, kind in KINDS.items():
        _add_policy(policies, key, kind)
    return _written(root)


def texts(language: str) -> bytes:
    """Make the ADML of one of `LANGUAGES`: what the template calls everything, and its fields."""
    said = LANGUAGES[language]
    root = ET.Element("policyDefinitionResources", _HEAD)
    ET.SubElement(root, "displayName").text = getattr(_PRODUCT, said)
    ET.SubElement(root, "description").text = getattr(_PRODUCT, said)
    resources = ET.SubElement(root, "resources")
    strings = ET.SubElement(resources, "stringTable")
    for name, text in _strings():
        ET.SubElement(strings, "string", id=name).text = getattr(text, said)
    presentations = ET.SubElement(resources, "presentationTable")
    for key, kind in KINDS.items():
        if not isinstance(kind, FlagSetting):
            presentation = ET.SubElement(presentations, "presentation", id=_id(key))
            _add_field(presentation, key, kind, getattr(_words(key)[0], said))
    return _written(root)


def _written(root: ET.Element) -> bytes:
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text.replace(b"\n", b"\r\n") + b"\r\n"


def _id(key: str) -> str:
    """Name a key's policy: names in a template have letters, digits and underscores."""
    return key.replace(".", "_")


def _table_id(table: str) -> str:
    return f"table_{_id(table)}"


def _words(key: str) -> tuple[PolicyText, PolicyText]:
    """Give a key's name and what is to be known about it."""
    return KEYS[key] if key in KEYS else SLIP_KEYS[key.rpartition(".")[2]]


def _choice_id(key: str, choice: str) -> str:
    return f"{_id(key)}_{_id(choice).replace('-', '_')}"


def _add_policy(policies: ET.Element, key: str, kind: SettingType) -> None:
    table, _, name = key.rpartition(".")
    place = "\\".join((REGISTRY_KEY.partition("\\")[2], *table.split(".")))
    about = {
        "name": _id(key),
        "class": "Machine",
        "displayName": f"$(string.{_id(key)})",
        "explainText": f"$(string.{_id(key)}_explained)",
        "key": place,
    }
    if isinstance(kind, FlagSetting):
        policy = ET.SubElement(policies, "policy", {**about, "valueName": name})
    else:
        policy = ET.SubElement(policies, "policy", {**about, "presentation": f"$(presentation.{_id(key)})"})
    ET.SubElement(policy, "parentCategory", ref=_table_id(table))
    ET.SubElement(policy, "supportedOn", ref="supported")
    if isinstance(kind, FlagSetting):
        for state, value in (("enabledValue", "1"), ("disabledValue", "0")):
            ET.SubElement(ET.SubElement(policy, state), "decimal", value=value)
        return
    element = {"id": _id(key), "valueName": name, "required": "true"}
    elements = ET.SubElement(policy, "elements")
    match kind:
        case NumberSetting(least, most):
            ET.SubElement(elements, "decimal", {**element, "minValue": str(least), "maxValue": str(most)})
        case ChoiceSetting(words):
            choices = ET.SubElement(elements, "enum", element)
            for word in words:
                item = ET.SubElement(choices, "item", displayName=f"$(string.{_choice_id(key, word)})")
                ET.SubElement(ET.SubElement(item, "value"), "string").text = word
        case TextSetting(longest) if longest is not None:
            ET.SubElement(elements, "text", {**element, "maxLength": str(longest)})
        case _:
            ET.SubElement(elements, "text", element)


def _add_field(presentation: ET.Element, key: str, kind: SettingType, label: str) -> None:
    match kind:
        case NumberSetting():
            field = ET.SubElement(presentation, "decimalTextBox", refId=_id(key))
            field.text = label
            if value := _usual(key):
                field.set("defaultValue", value)
        case ChoiceSetting(words):
            usual = _usual(key)
            first = [str(word) for word in words].index(usual) if usual else 0
            field = ET.SubElement(
                presentation, "dropdownList", refId=_id(key), noSort="true", defaultItem=str(first)
            )
            field.text = label
        case _:
            field = ET.SubElement(presentation, "textBox", refId=_id(key))
            ET.SubElement(field, "label").text = label


def _usual(key: str) -> str:
    """Give what holds where nothing says anything; a blank where nothing does."""
    settings = Settings()
    if key not in PLAIN:
        name = key.rpartition(".")[2]
        key = f"printing.{SlipKind.PASSWORD}.{name}"
    return str(value_of(settings, key))


def _strings() -> Iterator[tuple[str, PolicyText]]:
    yield "supported", _SUPPORTED
    yield _ROOT_CATEGORY, _PRODUCT
    for table, said in TABLES.items():
        yield _table_id(table), said
    for key, kind in KINDS.items():
        name, known = _words(key)
        yield _id(key), name
        bounds = (kind.least, kind.most) if isinstance(kind, NumberSetting) else None
        yield (
            f"{_id(key)}_explained",
            PolicyText(
                _explained("ja", known.ja, key, bounds),
                _explained("en", known.en, key, bounds),
            ),
        )
        if isinstance(kind, ChoiceSetting):
            for word in kind.words:
                yield _choice_id(key, word), CHOICES[word]


def _explained(language: str, known: str, key: str, bounds: tuple[int, int] | None) -> str:
    lines = [known]
    if bounds is not None:
        lines.append(getattr(_BOUNDS, language).format(*bounds))
    return "\n".join([*lines, getattr(_FILE_KEY, language).format(key)])
