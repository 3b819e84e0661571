"""A clerk's own work, and an act that a supervisor approves, by ear: a part of `make try-accessibility ARGS=today`."""

from tools.try_accessibility import do, hear, rows
from tools.try_accessibility.forms import OPEN_PATRON, PASSWORD, SUSPEND
from tools.try_accessibility.things import AtspiRole, Thing, button, dialog, label, table

_HEADINGS = ("利用者", "いつから", "カード番号", "用件", "操作")
_NAME = "{cells[0]}"

OPEN_OWN_WORK = (
    do.press(button("自分の仕事")),
    hear.said("自分の仕事 "),
    rows.read(table("自分の仕事"), _HEADINGS, full=True),
    hear.focused(_NAME),
    hear.all_named("自分の仕事"),
    do.press(button("開く")),
    hear.said("利用者を開きました。"),
    hear.finds(label(_NAME)),
    hear.not_said((_NAME,)),
    do.keys("Escape"),
    hear.said("利用者を閉じました。"),
    hear.focused(_NAME),
)

_ASKED = dialog("責任者の承認")
_STAFF_ID, _SECRET = (
    Thing(AtspiRole.TEXT, "責任者の職員ID", _ASKED),
    Thing(AtspiRole.SECRET, "パスワード", _ASKED),
)
_REASON = "⑤伝えたいことあり"
_SIGN = (hear.becomes(button("承認する"), "ENABLED"), do.press(button("承認する")))

SUSPEND_WITH_APPROVAL = (
    *OPEN_PATRON,
    do.go_to_page("登録・貸出禁止"),
    do.press(button("貸出禁止 — 責任者の承認")),
    hear.all_named(SUSPEND),
    do.toggle(Thing(AtspiRole.ONE_OF, _REASON)),
    hear.becomes(button("貸出禁止にする", SUSPEND), "ENABLED"),
    do.press(button("貸出禁止にする")),
    hear.all_named(_ASKED),
    hear.says(_ASKED),
    do.write(_ASKED, {"責任者の職員ID": "supervisor", "パスワード": "Hanabi0815"}),
    *_SIGN,
    hear.said("パスワード"),
    hear.becomes(_SECRET, "FOCUSED"),
    hear.holds(_SECRET, ""),
    hear.holds(_STAFF_ID, "supervisor"),
    do.write_one(_SECRET, PASSWORD),
    hear.holds(_SECRET, PASSWORD),
    *_SIGN,
    hear.gone(_ASKED),
    hear.said("貸出禁止にしました"),
    hear.described(Thing(AtspiRole.PART, _REASON)),
    hear.not_said((PASSWORD,)),
    do.keys("Escape"),
    hear.said("利用者を閉じました。"),
)

OWN_WORK = (*OPEN_OWN_WORK, *SUSPEND_WITH_APPROVAL)
