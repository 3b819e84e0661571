"""A clerk's work at every part of the desk by ear: `make try-accessibility`."""

from tools.try_accessibility import do, hear, rows
from tools.try_accessibility.forms import (
    BY_PHONE,
    CONTACT,
    FIND_BY_FIELDS,
    OF_SUPERVISORS,
    OPEN_PATRON,
    PASSWORDS,
    REGISTRATION,
    REISSUE,
    SEARCH,
    SETTINGS,
    SETTINGS_PAGES,
    SIGN_IN_AS_SUPERVISOR,
    WRITE_SETTINGS,
)
from tools.try_accessibility.hidden import (
    BEHIND_F11,
    BEHIND_THE_IDLE_COVER,
    BEHIND_THE_LOCK,
    EMPTY_DESK,
)
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

PAGES = ("貸出・予約照会", "パスワード", "メールアドレス", "レファレンス", "登録・貸出禁止", "操作記録")
_PAGES = Thing(AtspiRole.LIST, "ページ")
_LOANS, _RENEWAL, _ABLE = table("貸出一覧"), dialog("貸出更新確認"), "再貸出可能"

RENEW = (
    hear.becomes(CARD_FIELD, "FOCUSED"),
    do.keys("12 Return"),
    hear.said("9桁"),
    do.keys(f"{CARD} Return"),
    hear.said("利用者を開きました。"),
    hear.not_said((NAME, CARD)),
    hear.finds(label(NAME)),
    rows.read(_LOANS, ("貸出更新", "タイトル", rows.MORE), row=("貸出更新", _ABLE)),
    *(hear.finds(table(name)) for name in ("予約一覧", "予約取消一覧", "リクエスト一覧")),
    rows.read_all(),
    hear.all_named("the window"),
    hear.becomes(_LOANS, "FOCUSED"),
    do.press(button(_ABLE)),
    hear.all_named(_RENEWAL),
    hear.says(_RENEWAL),
    do.press(button("更新する")),
    hear.said("に更新しました。"),
    hear.becomes(_LOANS, "FOCUSED"),
    rows.first_cell_changes(_LOANS),
    do.keys("Escape"),
    hear.said("利用者を閉じました。"),
    hear.nothing_shows(NAME, at_once=True),
)

GO_THROUGH_PAGES = (
    do.keys(f"F2 {CARD} Return"),
    hear.lines_are(_PAGES, PAGES),
    do.grab(_PAGES),
    hear.becomes(_PAGES, "FOCUSED"),
    *(
        step
        for name in PAGES[1:]
        for step in (do.keys("Down"), hear.finds(page(name)), rows.read_all(), hear.all_named(name))
    ),
)

ASK_FOR_PASSWORD = (
    do.keys("F4"),
    hear.finds(REISSUE),
    hear.all_named("パスワード再発行"),
    *do.leave(REISSUE),
    do.keys("F2 Escape"),
    hear.nothing_shows(NAME),
)

FIND_BY_NAME = (
    do.keys("F3"),
    hear.becomes(Thing(AtspiRole.TEXT, "氏名・生年月日・電話番号", SEARCH), "FOCUSED"),
    do.keys("satou"),
    hear.finds(table("見つかった利用者")),
    hear.said(),
    rows.has_cell(table("見つかった利用者"), more_than=1),
    hear.all_named("利用者を探す"),
    *do.leave(SEARCH),
)

_MANUAL = Thing(AtspiRole.FRAME, "ヘルプ")
GO_THROUGH_SETTINGS = (
    do.keys("F10"),
    hear.finds(SETTINGS),
    hear.lines_are(_PAGES, SETTINGS_PAGES),
    *(
        step
        for name in SETTINGS_PAGES
        for step in (
            *((do.keys("Down"),) if name != SETTINGS_PAGES[0] else ()),
            hear.finds(page(name)),
            hear.all_named(f"設定: {name}"),
        )
    ),
    do.keys("F1"),
    hear.becomes(_MANUAL, "ACTIVE"),
    hear.begins("マニュアルのページ", "設定"),
    hear.all_named("ヘルプ over 設定"),
    *do.leave(_MANUAL),
    *do.leave(SETTINGS),
)

_OWN_PASSWORD = ("今のパスワード", "新しいパスワード", "新しいパスワード(再)")
GO_THROUGH_HELP = tuple(
    step
    for window, texts in (
        (dialog("自分のパスワードの変更"), dict.fromkeys(_OWN_PASSWORD, "Hanabi0815")),
        (Thing(AtspiRole.FRAME, "診断"), {}),
        (Thing(AtspiRole.FRAME, "このプログラムについて"), {}),
    )
    for step in (
        do.grab(button("ヘルプ")),
        do.keys("Return"),
        do.menu_line(window.name),
        do.keys("Return"),
        hear.becomes(window, "ACTIVE"),
        do.wait(0.5),  # 診断 looks while it is already there
        hear.all_named(window.name),
        do.write(window, texts),
        *do.leave(window),
    )
)

WORK = (
    *RENEW,
    *GO_THROUGH_PAGES,
    *ASK_FOR_PASSWORD,
    *FIND_BY_NAME,
    *GO_THROUGH_SETTINGS,
    *GO_THROUGH_HELP,
    *EMPTY_DESK,
    *OPEN_PATRON,
    *CONTACT,
    *REGISTRATION,
    *PASSWORDS,
    *FIND_BY_FIELDS,
    *BY_PHONE,
    *WRITE_SETTINGS,
    *OPEN_PATRON,
    *BEHIND_F11,
    *BEHIND_THE_IDLE_COVER,
    *BEHIND_THE_LOCK,
    hear.all_named("locked"),
    *SIGN_IN_AS_SUPERVISOR,
    *OF_SUPERVISORS,
)
