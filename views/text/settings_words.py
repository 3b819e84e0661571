"""The settings window's words that are no field's caption: what can be chosen, and what is wrong."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from services.slips.content import SlipKind
from viewmodels.printout import PaperState
from viewmodels.settings.scanner_speed import ScannerSpeed
from viewmodels.settings.setting_keys import NAME_LENGTH
from viewmodels.settings.settings import Language, ThemeChoice
from viewmodels.settings.settings_form import FieldFault, limits
from views.language.screen_language import OWN_NAMES
from views.language.translation import QT_TRANSLATE_NOOP, filled, translate

_NAMED: Final = 5
"""How many values that can't be read are named."""

SLIPS: Final[Mapping[SlipKind, str]] = MappingProxyType(
    {
        SlipKind.PASSWORD: QT_TRANSLATE_NOOP("settings", "パスワード票"),
        SlipKind.DUE: QT_TRANSLATE_NOOP("settings", "返却期限票"),
    }
)
SAMPLES: Final[Mapping[SlipKind, str]] = MappingProxyType(
    {
        SlipKind.PASSWORD: QT_TRANSLATE_NOOP("settings", "パスワード票を試し刷り"),
        SlipKind.DUE: QT_TRANSLATE_NOOP("settings", "返却期限票を試し刷り"),
    }
)
"""What prints a sample of each."""
THEMES: Final[Mapping[ThemeChoice, str]] = MappingProxyType(
    {
        ThemeChoice.AUTO: QT_TRANSLATE_NOOP("settings", "システムに合わせる"),
        ThemeChoice.LIGHT: QT_TRANSLATE_NOOP("settings", "明るい"),
        ThemeChoice.DARK: QT_TRANSLATE_NOOP("settings", "暗い"),
        ThemeChoice.HIGH_CONTRAST: QT_TRANSLATE_NOOP("settings", "ハイコントラスト"),
    }
)
LANGUAGES: Final[Mapping[Language, str]] = MappingProxyType(
    {
        Language.AUTO: QT_TRANSLATE_NOOP("settings", "システムに合わせる"),
        **OWN_NAMES,
    }
)
TEXT_PERCENTS: Final = (100, 110, 125, 150, 175, 200)

_FAULTS: Final[Mapping[FieldFault, str]] = MappingProxyType(
    {
        FieldFault.NO_BRANCH: QT_TRANSLATE_NOOP("settings", "館を選んでください。"),
        FieldFault.NO_NAME: QT_TRANSLATE_NOOP("settings", "窓口の名前を入力してください。"),
        FieldFault.NAME_TOO_LONG: QT_TRANSLATE_NOOP("settings", "窓口の名前は%1文字までです。"),
        FieldFault.NO_NUMBER: QT_TRANSLATE_NOOP("settings", "%1から%2までの数字を入力してください。"),
        FieldFault.LOCKS_BEFORE_IT_HIDES: QT_TRANSLATE_NOOP(
            "settings", "ロックまでの時間は、画面を隠すまでの時間より短くできません。"
        ),
    }
)
_PAPER_STATES: Final[Mapping[PaperState, str]] = MappingProxyType(
    {
        PaperState.NOT_PRINTED: "",
        PaperState.SENDING: QT_TRANSLATE_NOOP("settings", "見本をプリンターに送っています…"),
        PaperState.WAITING: QT_TRANSLATE_NOOP("settings", "見本はプリンターの順番を待っています。"),
        PaperState.OUT: QT_TRANSLATE_NOOP(
            "settings", "見本を印刷しました。紙の大きさと、端が切れていないことを確かめてください。"
        ),
        PaperState.CANCELLED: QT_TRANSLATE_NOOP("settings", "見本の印刷を取り消しました。"),
    }
)


def fault(value: FieldFault, key: str) -> str:
    """Say what is wrong with what stands in a key's field."""
    match value:
        case FieldFault.NAME_TOO_LONG:
            return filled("settings", _FAULTS[value], NAME_LENGTH)
        case FieldFault.NO_NUMBER:
            return filled("settings", _FAULTS[value], *limits(key))
        case _:
            return filled("settings", _FAULTS[value])


def paper_state(state: PaperState) -> str:
    """Say where the sample slip is."""
    return translate("settings", _PAPER_STATES[state]) if _PAPER_STATES[state] else ""


def measured(speed: ScannerSpeed | None, threshold: int | None) -> str:
    """Say what a scan's keys told, and whether it is taken for a scan.

    Args:
        speed: the measure; None for too few keys.
        threshold: the longest gap that the field has; None while no number stands there.
    """
    if speed is None:
        return translate("settings", "利用カードの読み取りではないようです。もう一度読み取ってください。")
    told = filled(
        "settings",
        QT_TRANSLATE_NOOP(
            "settings", "実際のキーの間隔は、ふつう%1ミリ秒、最も長いところで%2ミリ秒でした(%3文字)。"
        ),
        speed.usual_ms,
        speed.longest_ms,
        speed.keys,
    )
    if threshold is not None and speed.is_read_with(threshold):
        return told + filled(
            "settings", QT_TRANSLATE_NOOP("settings", "%1ミリ秒の設定で読み取れます。"), threshold
        )
    if speed.suggested_ms is None:
        slow = QT_TRANSLATE_NOOP(
            "settings",
            "手の入力と見分けられません。文字と文字の間に待ち時間を入れないよう、読み取り機を設定してください。",
        )
        return told + filled("settings", slow)
    return told + filled(
        "settings",
        QT_TRANSLATE_NOOP("settings", "この読み取り機には%1ミリ秒が合います。"),
        speed.suggested_ms,
    )


def strange_keys(keys: tuple[str, ...]) -> str:
    """Say which of the administrator's keys have no effect."""
    return filled(
        "settings",
        QT_TRANSLATE_NOOP("settings", "管理者の設定に、この版が知らない項目があります(効いていません): %1"),
        translate("settings", "、").join(keys),
    )


def unreadable_values(names: tuple[str, ...]) -> str:
    """Say which of the library's own values can't be read, and what is used instead."""
    told = translate("settings", "、").join(dict.fromkeys(names[:_NAMED]))
    return filled(
        "settings",
        QT_TRANSLATE_NOOP(
            "settings",
            "図書館の決めた値に、読めないものがあります(プログラムの値を使うか、ないものとしています): %1",
        ),
        told + ("…" if len(names) > _NAMED else ""),
    )


def fixed_by_administrator() -> str:
    """Say that the administrator's policy decides a setting, so that it can't be changed here."""
    return translate("settings", "管理者が決めています")


def changes_soon() -> str:
    """Say when a setting of the window changes."""
    return translate("settings", "開いている利用者を閉じると変わります。")


def changes_below() -> str:
    """Say it once of all settings below."""
    return translate("settings", "下の設定は、開いている利用者を閉じると変わります。")
