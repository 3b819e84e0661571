"""What is wrong with a file that was to be read, in words: where, what, and what was found there.

The reader has the file open in an editor or a spreadsheet. Nothing of a person is repeated.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from services.contract.file_faults import Cause, FileFault, FileFaults
from views.language.translation import QT_TRANSLATE_NOOP, filled

_CAUSES: Final[Mapping[Cause, str]] = MappingProxyType(
    {
        Cause.TABLE_UNKNOWN: QT_TRANSLATE_NOOP("faults", "「%1」という表はありません"),
        Cause.FILE_TWICE: QT_TRANSLATE_NOOP("faults", "同じ表のファイルがもう一つあります(%1)"),
        Cause.UNREADABLE: QT_TRANSLATE_NOOP("faults", "ファイルを読めません"),
        Cause.NO_HEADER: QT_TRANSLATE_NOOP("faults", "列の名前の行がありません"),
        Cause.COLUMN_UNKNOWN: QT_TRANSLATE_NOOP("faults", "この表にない列です"),
        Cause.COLUMN_TWICE: QT_TRANSLATE_NOOP("faults", "同じ列が2度あります"),
        Cause.COLUMN_MISSING: QT_TRANSLATE_NOOP("faults", "必要な列がありません"),
        Cause.CELL_COUNT: QT_TRANSLATE_NOOP("faults", "列の数が違います(%1列のはずです)"),
        Cause.QUOTING: QT_TRANSLATE_NOOP("faults", '引用符「"」の使い方が正しくないか、1つの欄が長すぎます'),
        Cause.NOT_UTF8: QT_TRANSLATE_NOOP(
            "faults", "文字コードがUTF-8ではありません(ファイルごとに、最初の1か所だけを示します)"
        ),
        Cause.EMPTY: QT_TRANSLATE_NOOP("faults", "値がありません"),
        Cause.TOO_LONG: QT_TRANSLATE_NOOP("faults", "長すぎます(%1文字まで)"),
        Cause.CONTROL_CHARACTER: QT_TRANSLATE_NOOP("faults", "改行などの使えない文字が入っています"),
        Cause.NOT_A_NUMBER: QT_TRANSLATE_NOOP("faults", "整数ではありません(%1)"),
        Cause.OUT_OF_RANGE: QT_TRANSLATE_NOOP("faults", "数が大きすぎるか小さすぎます(%1)"),
        Cause.NOT_A_FLAG: QT_TRANSLATE_NOOP("faults", "true か false ではありません(%1)"),
        Cause.NOT_A_DAY: QT_TRANSLATE_NOOP("faults", "日付ではありません(%1)"),
        Cause.DAY_TOO_FAR: QT_TRANSLATE_NOOP("faults", "1900年から2999年までの日付ではありません(%1)"),
        Cause.NOT_A_MOMENT: QT_TRANSLATE_NOOP("faults", "日時ではありません(%1)"),
        Cause.NOT_A_CARD_NUMBER: QT_TRANSLATE_NOOP(
            "faults",
            "この図書館の利用カード番号ではありません(%1)。桁数、英字、表計算ソフトが消した先頭の 0 を確かめてください",
        ),
        Cause.NOT_A_CODE: QT_TRANSLATE_NOOP("faults", "この列に使えるコードではありません(%1)"),
        Cause.NOT_TOGETHER: QT_TRANSLATE_NOOP("faults", "これらの列の値が互いに合いません"),
        Cause.TWICE: QT_TRANSLATE_NOOP("faults", "同じキーの行が前にもあります(%1行目)"),
        Cause.TAKEN: QT_TRANSLATE_NOOP("faults", "同時に一つしかあってはならない行が、ほかにあります%1"),
        Cause.UNKNOWN: QT_TRANSLATE_NOOP("faults", "参照先がありません(%1)"),
        Cause.OTHER_ROW: QT_TRANSLATE_NOOP("faults", "データベースの同じキーの行は、別のものです"),
        Cause.NEW_WITHOUT: QT_TRANSLATE_NOOP("faults", "新しい行には、この列が必要です"),
        Cause.RULE_UNKNOWN: QT_TRANSLATE_NOOP("faults", "「%1」という規則はありません"),
        Cause.RULE_VALUE: QT_TRANSLATE_NOOP("faults", "この規則の値として正しくありません(%1)"),
        Cause.MADE_A_DATE: QT_TRANSLATE_NOOP(
            "faults",
            "表計算ソフトが値を日付に変えています(%1)。テキストエディターで書き直すか、すべての列を文字列として開いて"
            "書き直してください",
        ),
        Cause.CARDS_AND_ITEMS: QT_TRANSLATE_NOOP(
            "faults",
            "「%1」が利用カード番号にも資料番号にもなります。item_number_digits を別の桁数(読まないなら 0)に"
            "するか、card_lengths を別の長さにしてください",
        ),
        Cause.CARDS_THERE_AND_ITEMS: QT_TRANSLATE_NOOP(
            "faults",
            "「%1」と読み取られる資料番号は、もうある利用カードの番号と同じ長さです。item_number_digits を別の桁数"
            "(読まないなら 0)にしてください",
        ),
        Cause.CHECK_DIGIT_OF_LETTERS: QT_TRANSLATE_NOOP(
            "faults",
            "英字のある利用カード番号に検査数字(%1)は使えません。card_letters か card_check_digit を変えてください",
        ),
        Cause.STOP_NOT_MOBILE: QT_TRANSLATE_NOOP("faults", "移動図書館ではない館です(%1)"),
        Cause.WORDING_UNKNOWN: QT_TRANSLATE_NOOP("faults", "「%1」という文言はありません"),
        Cause.PLACE_UNKNOWN: QT_TRANSLATE_NOOP("faults", "この文言では %1 を使えません"),
        Cause.PLACE_MISSING: QT_TRANSLATE_NOOP("faults", "この文言には %1 が必要です"),
        Cause.MARKUP: QT_TRANSLATE_NOOP("faults", "文字だけで書いてください(%1)"),
        Cause.NO_GLYPH: QT_TRANSLATE_NOOP("faults", "パスワード票に印刷できない文字があります(%1)"),
        Cause.SLIP_FULL: QT_TRANSLATE_NOOP("faults", "パスワード票(%1)に入りきりません。短くしてください"),
        Cause.STAFF_ID_UNFIT: QT_TRANSLATE_NOOP("faults", "職員IDとして使えません(%1)"),
        Cause.STAFF_UNKNOWN: QT_TRANSLATE_NOOP("faults", "職員ID「%1」はありません"),
        Cause.STAFF_EXISTS: QT_TRANSLATE_NOOP("faults", "職員ID「%1」はもう使われています"),
        Cause.STAFF_LOGIN_GONE: QT_TRANSLATE_NOOP(
            "faults",
            "職員ID「%1」のログインがサーバーにありません。madoguchi staff enable で作り直してください",
        ),
        Cause.CLOSING_WHEN: QT_TRANSLATE_NOOP("faults", "この種類の休館日の書き方として正しくありません(%1)"),
    }
)


def line(fault: FileFault) -> str:
    """Tell one fault in a line."""
    found = fault.found
    if fault.cause is Cause.TAKEN and found:
        found = filled("faults", QT_TRANSLATE_NOOP("faults", "(%1行目)"), found)
    place = fault.file
    if fault.line:
        place += filled("faults", QT_TRANSLATE_NOOP("faults", " %1行目"), str(fault.line))
    if fault.column:
        place += f" {fault.column}"
    return f"{place}: {filled('faults', _CAUSES[fault.cause], found)}"


def more(faults: FileFaults) -> str | None:
    """Tell how many faults weren't told one by one; None if all were."""
    rest = faults.count - len(faults.kept)
    return (
        filled("faults", QT_TRANSLATE_NOOP("faults", "ほかに%1件あります。"), f"{rest:,}") if rest else None
    )


def nothing_done(faults: FileFaults) -> str:
    """Tell that there were faults, and that everything is as it was."""
    return filled(
        "faults",
        QT_TRANSLATE_NOOP("faults", "誤りが%1件あります。何も変更していません。"),
        f"{faults.count:,}",
    )
