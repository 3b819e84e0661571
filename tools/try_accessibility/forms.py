"""Every form of the desk by ear: all of its fields are written and chosen, and the outcome is checked."""

from tools.try_accessibility import do, hear, rows
from tools.try_accessibility.things import (
    CARD,
    CARD_FIELD,
    NAME,
    AtspiRole,
    Thing,
    button,
    dialog,
    label,
    page,
    table,
)

PASSWORD = "madoguchi-demo"  # noqa: S105 - of the demo
EMAIL, PHONE, QUESTION = "reader@example.jp", "048-111-2222", "荒川の渡し場はどこでしたか。"
RENEWAL, LOST = dialog("登録更新"), dialog("カード紛失の届出")
CHANGE, CHECK, REISSUE = dialog("パスワード変更"), dialog("パスワード確認"), dialog("パスワード再発行")
SEARCH, SETTINGS = dialog("利用者を探す"), dialog("設定")
SUSPEND, REPLACE = dialog("貸出禁止"), dialog("代替カードの登録")
TRIAL = "読み取りを試す"
"""A field that takes scans and shows nothing of them."""

OPEN_PATRON = (do.write_one(CARD_FIELD, CARD), do.keys("F2 Return"), hear.finds(label(NAME)))
"""Enter in the card field is a key that any reader's user has."""
CLOSE_PATRON = (do.keys("F2 Escape"), hear.gone(label(NAME)))

CONTACT = (
    do.go_to_page("メールアドレス"),
    do.write(page("メールアドレス"), {"メールアドレス": EMAIL}),
    do.press(button("変更")),
    hear.said("更新しました"),
    hear.finds(label(EMAIL)),
    do.go_to_page("レファレンス"),
    do.write(
        page("レファレンス"),
        {"お名前 (必須)": NAME, "Eメール (必須)": EMAIL, "電話番号": PHONE, "質問内容 (必須)": QUESTION},
    ),
    do.press(button("申し込む")),
    do.press(button("送信")),
    rows.has_cell(
        table("レファレンス受付状況"), QUESTION
    ),  # in a row that is marked as changed, which its cells say first
)

REGISTRATION = (
    do.go_to_page("登録・貸出禁止"),
    do.press(button("登録更新")),
    do.write(
        RENEWAL,
        {
            "カードの番号": CARD,
            "カナ (必須)": "サトウ ヨウコ",
            "通称": "佐藤 ようこ",
            "電話番号": PHONE,
            "郵便番号 (必須)": "332-0001",
            "住所 (必須)": "埼玉県川口市朝日9-9-9",
        },
    ),
    do.grab(Thing(AtspiRole.TEXT, "カードの番号", RENEWAL)),
    do.keys("Return"),
    hear.finds(label("利用カードの番号を入力しました")),
    do.toggle(Thing(AtspiRole.TICK, "ご住所を確認できるものを見ました")),
    do.press(button("更新する")),
    hear.gone(RENEWAL),
    hear.said("登録"),
    hear.finds(label("佐藤 ようこ")),
    hear.finds(label(PHONE)),
    hear.finds(label("〒332-0001 埼玉県川口市朝日9-9-9")),
    do.press(button("カード紛失の届出")),
    do.toggle_each(AtspiRole.TICK, LOST),
    hear.becomes(button("届出を受け付ける"), "ENABLED"),
    do.press(button("受け付けない")),
    hear.gone(LOST),
    hear.note("born", r"(\d{4}/\d+/\d+) \("),
)

PASSWORDS = (
    do.go_to_page("パスワード"),
    do.press(button("パスワード変更")),
    do.write(
        CHANGE,
        {
            "カードの番号": CARD,
            "古いパスワード": "Kingyo2026",
            "新しいパスワード": "Hanabi0815",
            "新しいパスワード(再)": "Hanabi0815",
        },
    ),
    do.press(button("変更しない")),
    hear.gone(CHANGE),
    do.press(button("パスワード確認")),
    do.write(CHECK, {"カードの番号": CARD, "パスワード": "Kingyo2026"}),
    do.press(button("閉じる")),
    hear.gone(CHECK),
    do.keys("F4"),
    do.write(REISSUE, {"カードの番号": CARD}),
    do.toggle_each(AtspiRole.ONE_OF, REISSUE),
    *do.leave(REISSUE),
)

FIND_BY_FIELDS = (
    *CLOSE_PATRON,
    do.keys("F3"),
    do.write(
        SEARCH,
        {
            "氏名・生年月日・電話番号": "サトウ ヨウコ",
            "生年月日": "{born}",
            "電話番号(下4桁でも)": PHONE[-4:],
        },
    ),
    rows.has_cell(table("見つかった利用者"), NAME),
    *do.leave(SEARCH),
)

_FACTS = {"カナ氏名": "サトウ ヨウコ", "生年月日": "{born}", "電話番号": PHONE}
BY_PHONE = (
    do.toggle(Thing(AtspiRole.ONE_OF, "電話")),
    hear.finds(button("カード番号なしで本人確認")),
    do.write_one(CARD_FIELD, CARD),
    do.keys("F2 Return"),
    do.write(page("電話での受付"), _FACTS),
    do.press(button("確認する")),
    hear.said("利用者を開きました。"),
    *do.leave(label(NAME)),
    do.press(button("カード番号なしで本人確認")),
    do.write(Thing(AtspiRole.PART, "カード番号なしで本人確認"), _FACTS),
    do.toggle(Thing(AtspiRole.ONE_OF, "窓口")),
    hear.finds(button("カードなしで探す")),
)

_NUMBERS = {
    "読み取り": {
        "キーとキーの間隔がこれより短ければ、読み取りとみなす": "36",
        "読み取りの終わりの Enter を待つ時間": "160",
    },
    "のぞき見を防ぐ": {"操作がなければ画面を隠すまで": "1", "操作がなければロックするまで": "20"},
}
SETTINGS_PAGES = ("館と窓口", "印刷", "表示", "読み取り", "のぞき見を防ぐ")
WRITE_SETTINGS = (
    do.keys("F10"),
    *(
        step
        for name in SETTINGS_PAGES
        for step in (
            do.go_to_page(name, SETTINGS),
            do.write(SETTINGS, _NUMBERS.get(name, {}), apart=TRIAL),
            do.choose_each(SETTINGS),
            do.toggle_each(AtspiRole.TICK, SETTINGS, twice=True),
        )
    ),
    do.press(button("保存する")),
    hear.said("設定を保存しました。"),
    hear.settings_have(("idle_hide_minutes = 1", "idle_lock_minutes = 20", "key_ms = 36", "ending_ms = 160")),
)

SIGN_IN_AS_SUPERVISOR = (
    hear.finds(Thing(AtspiRole.SECRET, "パスワード")),
    do.write(None, {"職員ID": "supervisor", "パスワード": PASSWORD}),
    do.press(button("サインイン")),
    hear.finds(CARD_FIELD),
)

OF_SUPERVISORS = (
    *OPEN_PATRON,
    do.go_to_page("登録・貸出禁止"),
    do.press(button("貸出禁止")),
    do.toggle_each(AtspiRole.ONE_OF, SUSPEND),
    do.choose_each(SUSPEND),
    *do.leave(SUSPEND),
    do.press(button("代替カードの登録")),
    do.write(REPLACE, {"新しいカードの番号": "200000099"}),
    do.toggle(Thing(AtspiRole.TICK, "今の利用カードが破損している")),
    *do.leave(REPLACE),
    do.keys("F2 Escape"),
)
