"""操作の一覧 and 統計 by ear: a part of `make try-accessibility ARGS=today`."""

from tools.try_accessibility import do, hear, rows
from tools.try_accessibility.things import AtspiRole, Thing, button, dialog, page, table

_ACTS = table("操作の一覧")
_HEADINGS = ("結果", "操作", "時刻", "カード末尾", "対象", "担当", "館・窓口", "受付", "利用者")
_LOOKS = Thing(AtspiRole.TICK, "照会の記録も")
_SAVE = dialog("一覧を CSV に保存")
_MASK = "…●●●●●●"

ACT_LIST = (
    do.press(button("操作の一覧")),
    hear.said("操作の一覧 "),
    hear.finds(page("操作の一覧")),
    hear.all_named("操作の一覧"),
    do.toggle(_LOOKS),
    hear.said("操作の一覧 "),
    do.choose(Thing(AtspiRole.COMBO, "操作 すべて"), "利用者の表示"),
    hear.said("操作の一覧 "),
    hear.described(Thing(AtspiRole.COMBO, "利用者の表示"), "操作", exactly=True),
    rows.read(_ACTS, _HEADINGS),
    rows.note_columns("cards", (_ACTS,), ("カード末尾",)),
    do.keys("F8"),
    hear.said("隠しました"),
    hear.nothing_tells("cards"),
    rows.column_has((_ACTS,), "カード末尾", _MASK),
    do.keys("F8"),
    hear.said("表示しました"),
    do.grab(_ACTS),
    do.press(button("開く", Thing(AtspiRole.PART, _ACTS.name))),
    hear.said("利用者を開きました。"),
    do.keys("Escape"),
    hear.said("利用者を閉じました。"),
    hear.finds(_ACTS),
    do.press(button("CSV に保存")),
    hear.all_named(_SAVE),
    hear.says(_SAVE, "利用カード番号の末尾4桁"),
    *do.leave(_SAVE),
    do.press(button("一覧を閉じる")),
    hear.finds(page("今日の仕事")),
)

_FIGURES = Thing(AtspiRole.FRAME, "統計")
FIGURES = (
    do.press(button("統計")),
    hear.finds(_FIGURES),
    rows.has_cell(table("統計"), "パスワード発行", more_than=20),
    hear.all_named(_FIGURES),
    do.press(button("閉じる", _FIGURES)),
    hear.gone(_FIGURES),
)
