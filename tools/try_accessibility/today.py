"""A supervisor's work of a day by ear: a part of `make try-accessibility ARGS=today`.

The list is read, filtered, ticked and lifted; a patron is opened from it; it is hidden and written to a file.
"""

from tools.try_accessibility import do, hear, rows
from tools.try_accessibility.reader import ReaderStep
from tools.try_accessibility.records import ACT_LIST, FIGURES
from tools.try_accessibility.things import AtspiRole, Thing, button, dialog, page, table

_READY, _WAITING = table("解除できるもの"), table("まだ解除できないもの")
_HEADINGS = ("理由", "選択", "利用者", "貸出禁止日", "カード番号", "状態", "申し出", "次にすること", "操作")
_NAME, _CARD, _REASON = 2, 4, 0
_MASK = "●●●●●●"


def _number(title: str) -> Thing:
    """Name one of the page's numbers, of any value."""
    return Thing(AtspiRole.TICK, f"{title} *件")


_TO_LIFT, _REPORTS, _SUSPENDED = (
    _number("解除できる貸出禁止"),
    _number("未対応の申し出"),
    _number("貸出禁止中の利用者"),
)
NUMBERS = (_TO_LIFT, _REPORTS, _number("連絡待ち"), _SUSPENDED, _number("承認を待つ窓口"))


def _opened(step: ReaderStep) -> tuple[ReaderStep, ...]:
    """Open the list behind a number, and hear how many there are."""
    return (
        step,
        hear.said("解除できるもの "),
        hear.finds(Thing(AtspiRole.PART, "貸出禁止一覧")),
        hear.finds(_READY),
    )


FIND_NUMBERS = (
    hear.finds(page("今日の仕事")),
    *map(hear.can_be_pressed, NUMBERS),
    hear.all_named("今日の仕事"),
    do.press(_REPORTS),
    hear.finds(Thing(AtspiRole.PART, "申し出の一覧")),
    hear.finds(table("未対応の申し出")),
    hear.all_named("今日の仕事 with the list of reports"),
)

READ = (
    *_opened(do.press(_TO_LIFT)),
    *_opened(do.choose_of("館", "館 すべて")),
    *_opened(do.press(_SUSPENDED)),
    *_opened(do.toggle(_TO_LIFT)),
    rows.read(_READY, _HEADINGS, full=True, counted_by=_TO_LIFT),
    hear.all_named("今日の仕事 with its list"),
)

_ALL, _LONG = "理由 すべて", "③長期延滞"
READ_ANEW = (
    rows.note_cell(_NAME),
    do.choose(Thing(AtspiRole.COMBO, _ALL), _LONG),
    hear.said(),
    rows.rows_are(_READY, kept=("理由", _LONG)),
    hear.described(Thing(AtspiRole.COMBO, _LONG), "理由", exactly=True),
    do.choose(Thing(AtspiRole.COMBO, _LONG), _ALL),
    hear.said(),
    rows.rows_are(_READY),
    rows.noted_cell_is_gone(),
    rows.note_cell(_NAME),
    rows.other_desk_lifts(_CARD),
    rows.rows_are(_READY, end=-1, waits=True, through_noted=True),
    rows.noted_cell_is_gone(),
)

_LIFT = dialog("一覧からの解除")
TICK_AND_LIFT = (
    rows.read(_READY),
    rows.cell_is(_READY, 0, "CHECKABLE"),
    rows.tick_cell(_READY, 0),
    hear.said("全部で1件"),
    rows.cell_is(_READY, 0, "CHECKED"),
    rows.cell_is(_READY, 1, "CHECKABLE"),
    do.grab(_READY),
    hear.focused("{rows[0][2]}", last=False),
    do.keys("Down space"),
    hear.said("全部で2件"),
    rows.cell_is(_READY, 1, "CHECKED"),
    do.press(button("2件をまとめて解除…")),
    hear.all_named(_LIFT),
    rows.tick_off(Thing(AtspiRole.PART, "{rows[0][2]} {rows[0][4]} {rows[0][0]}")),
    rows.tick_off(Thing(AtspiRole.PART, "{rows[1][2]} {rows[1][4]} {rows[1][0]}")),
    hear.becomes(button("2件を解除する"), "ENABLED"),
    do.press(button("2件を解除する")),
    hear.said("2件解除しました"),
    hear.gone(_LIFT),
    rows.rows_are(_READY, start=2, waits=True),
    hear.focused("{rows[2][2]}"),
)

_RECORD = dialog("連絡を記録")
_OF_THE_ROW = Thing(AtspiRole.PART, "{cells[0]}")
OPEN_PATRON = (
    *_opened(do.press(_SUSPENDED)),
    rows.read(_WAITING, _HEADINGS, row=("次にすること", "電話する"), but_first=True),
    do.grab(_WAITING),
    rows.go_down(),
    hear.focused("{cells[2]}"),
    do.press(button("開く", Thing(AtspiRole.PART, _WAITING.name))),  # the other list has one, too
    hear.said("利用者を開きました。"),
    hear.finds(page("登録・貸出禁止")),
    hear.becomes(_OF_THE_ROW, "FOCUSED"),
    hear.described(_OF_THE_ROW),
    do.press(button("連絡を記録")),
    hear.all_named(_RECORD),
    do.choose(Thing(AtspiRole.COMBO, "手段", _RECORD, by_caption=True), "電話"),
    do.choose(Thing(AtspiRole.COMBO, "結果", _RECORD, by_caption=True), "応答なし"),
    hear.has_fields(_RECORD, ("次の連絡日",)),
    do.press(button("記録する")),
    hear.said("記録しました"),
    hear.described(_OF_THE_ROW, "電話: 応答なし"),
    do.keys("Escape"),
    hear.said("利用者を閉じました。"),
    hear.focused("{cells[2]}"),
)

_LISTS = (_READY, _WAITING)
MASK_AND_HIDE = (
    rows.note_columns("names", _LISTS, ("利用者",)),
    rows.note_columns("names and cards", _LISTS, ("利用者", "カード番号")),
    rows.knows("names and cards"),
    do.keys("F8"),
    hear.said("隠しました"),
    hear.nothing_tells("names"),
    rows.column_has(_LISTS, "利用者", _MASK),
    do.keys("F8"),
    hear.said("表示しました"),
    rows.column_has(_LISTS, "利用者", noted="names"),
    do.keys("F11"),
    hear.said("画面を隠しています"),
    rows.nothing_left("behind F11"),
    do.keys("F11"),
    hear.focused("利用カード番号"),
    hear.tree_has_no((AtspiRole.TABLE,)),
)

_FILE = dialog("一覧を CSV に保存")
WRITE_FILE = (
    *_opened(do.press(_TO_LIFT)),
    rows.read(_READY),
    do.press(button("CSV に保存")),
    hear.all_named(_FILE),
    hear.says(_FILE, "氏名と利用カード番号"),
    do.write(_FILE, {"フォルダー": "{folder}", "ファイル名": "list.csv"}),
    do.press(button("保存する")),
    hear.said("保存しました"),
    rows.file_holds("list.csv", _CARD),
)

TODAY = (
    *FIND_NUMBERS,
    *READ,
    *READ_ANEW,
    *TICK_AND_LIFT,
    *OPEN_PATRON,
    *MASK_AND_HIDE,
    *WRITE_FILE,
    *ACT_LIST,
    *FIGURES,
)
