"""What is said of what was done, and of what should be looked at; `views.text.messages` tells it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from viewmodels.core.notes import Caution, Done, PreviousRunCrashed
from views.language import dates
from views.language.translation import QT_TRANSLATE_NOOP, filled, portal
from views.text import act_words, words

CAUTIONS: Final[Mapping[Caution, str]] = MappingProxyType(
    {
        Caution.CHECK_DIGIT: QT_TRANSLATE_NOOP(
            "messages",
            "カード番号のチェックデジットが合いません。読み違いでないか、カードの番号を確かめてください。",
        ),
        Caution.SAME_CARD: QT_TRANSLATE_NOOP(
            "messages", "同じカードを続けて読み取りました。開いたままです。"
        ),
        Caution.SAME_CARD_WAITS: QT_TRANSLATE_NOOP(
            "messages", "同じカードを続けて読み取りました。開くのは一度だけです。"
        ),
        Caution.SIGN_IN_FIRST: QT_TRANSLATE_NOOP(
            "messages",
            "カードを読み取りましたが、開いていません。サインインしてから、もう一度読み取ってください。",
        ),
        Caution.SCAN_LOCKED_OUT: QT_TRANSLATE_NOOP(
            "messages",
            "ロックしたとき開くのを待っていたカードは、開いていません。もう一度読み取ってください。",
        ),
        Caution.SCAN_LEFT: QT_TRANSLATE_NOOP(
            "messages", "入力を続けます。読み取ったカードは開いていません。"
        ),
        Caution.RENEWALS_LEFT: QT_TRANSLATE_NOOP(
            "messages",
            "利用者を閉じたため、更新は途中までです。利用者を開き、貸出一覧で返却期限日を確かめてください。",
        ),
        Caution.CHECK_OVER: QT_TRANSLATE_NOOP(
            "messages", "本人確認の時間が切れました。続けるには、もう一度ご本人と確認してください。"
        ),
        Caution.CHECK_OVER_INPUT_DROPPED: QT_TRANSLATE_NOOP(
            "messages", "本人確認の時間が切れたため、入力の途中だったものは、保存せずに消しました。"
        ),
        Caution.INPUT_DROPPED: QT_TRANSLATE_NOOP(
            "messages", "ロックしたとき入力の途中だったものは、保存せずに消しました。"
        ),
        Caution.SLIP_NOT_HANDED_OVER: QT_TRANSLATE_NOOP(
            "messages",
            "ロック中のパスワード票は、渡していないものとして閉じました。印刷した紙があれば捨て、再発行してください。",
        ),
        Caution.CLOSED_BY_SCAN: QT_TRANSLATE_NOOP(
            "messages", "利用カードではない番号を読み取ったため、利用者を閉じました。"
        ),
        Caution.ITEM_NOT_THEIRS: QT_TRANSLATE_NOOP(
            "messages", "読み取った資料は、この利用者の貸出一覧にも予約一覧にもありません。"
        ),
        Caution.ITEM_WITHOUT_PATRON: QT_TRANSLATE_NOOP(
            "messages", "資料の番号です。先に利用カードを読み取ってください。"
        ),
        Caution.ITEM_BEFORE_CHECK: QT_TRANSLATE_NOOP(
            "messages", "資料の番号です。本人確認が済むまで、資料については何も表示しません。"
        ),
        Caution.ITEM_WITHOUT_CHECK: QT_TRANSLATE_NOOP(
            "messages", "資料の番号です。電話では、資料については何も表示しません。"
        ),
        Caution.ITEM_WHILE_BUSY: QT_TRANSLATE_NOOP(
            "messages", "資料の番号です。この操作が終わってから、もう一度読み取ってください。"
        ),
        Caution.NAME_CHANGED: QT_TRANSLATE_NOOP(
            "messages", "管理者が、あなたの氏名の登録を変えました。次のサインインから表示します。"
        ),
        Caution.LETTER_LEFT: QT_TRANSLATE_NOOP(
            "messages", "押したときの行が一覧にないため、何もしていません。"
        ),
    }
)
DONE: Final[Mapping[Done, str]] = MappingProxyType(
    {
        Done.PASSWORD_ISSUED: QT_TRANSLATE_NOOP("messages", "パスワードを発行しました。"),
        Done.PASSWORD_REISSUED: QT_TRANSLATE_NOOP("messages", "パスワードを再発行しました。"),
        Done.PASSWORD_CHANGED: portal("新しいパスワードに変更しました。"),
        Done.PASSWORD_NOT_CHANGED: QT_TRANSLATE_NOOP("messages", "パスワードは変更していません。"),
        Done.PASSWORD_WOULD_LOG_IN: QT_TRANSLATE_NOOP("messages", "確認したパスワードでログインできます。"),
        Done.PASSWORD_WOULD_NOT_LOG_IN: QT_TRANSLATE_NOOP(
            "messages", "確認したパスワードではログインできません。"
        ),
        Done.PASSWORD_WRONG: QT_TRANSLATE_NOOP("messages", "パスワードが違います。"),
        Done.PASSWORD_UNLOCKED: QT_TRANSLATE_NOOP("messages", "パスワードのロックを解除しました。"),
        Done.PASSWORD_DISABLED: QT_TRANSLATE_NOOP("messages", "パスワードの利用を停止しました。"),
        Done.EMAIL_UPDATED: portal("更新しました。"),
        Done.EMAIL_DELETED: QT_TRANSLATE_NOOP("messages", "メールアドレスを削除しました。"),
        Done.EMAIL_UNCHANGED: QT_TRANSLATE_NOOP(
            "messages", "同じメールアドレスのため、変更していません。お知らせメールも送信しません。"
        ),
        Done.EMAIL_NOTICE_QUEUED: QT_TRANSLATE_NOOP(
            "messages", "「メールアドレス登録確認のお知らせ」をもう一度送信待ちにしました。"
        ),
        Done.QUESTION_RECEIVED: portal("質問を受け付けました"),
        Done.QUESTION_TOLD: QT_TRANSLATE_NOOP("messages", "質問を連絡済にしました。"),
        Done.READ_AGAIN: QT_TRANSLATE_NOOP("messages", "読み直しました。"),
        Done.PATRON_CLOSED: QT_TRANSLATE_NOOP("messages", "利用者を閉じました。"),
        Done.CHANNEL_COUNTER: QT_TRANSLATE_NOOP("messages", "窓口での受付に切り替えました。"),
        Done.CHANNEL_PHONE: QT_TRANSLATE_NOOP("messages", "電話での受付に切り替えました。"),
        Done.IDENTIFIED: QT_TRANSLATE_NOOP("messages", "ご本人と確認しました。"),
        Done.LOANS_RENEWED: QT_TRANSLATE_NOOP("messages", "返却期限日を更新しました。"),
        Done.HOLD_CHANGED: QT_TRANSLATE_NOOP("messages", "予約を変更しました。"),
        Done.HOLD_UNCHANGED: QT_TRANSLATE_NOOP("messages", "同じ内容のため、予約を変更していません。"),
        Done.DUE_SLIP_SENT: QT_TRANSLATE_NOOP("messages", "返却期限票をプリンターに送りました。"),
        # The guide's own words, which a patron knows from the page.
        Done.HOLD_CANCELLED: portal("予約を取り消しました"),
        Done.HOLD_RESTORED: QT_TRANSLATE_NOOP("messages", "予約一覧に戻しました。"),
        Done.HOLD_RESTORED_READY: QT_TRANSLATE_NOOP(
            "messages", "「ご用意できました」に戻しました。資料を取置棚に戻してください。"
        ),
        Done.HOLD_RESTORED_WAITING: QT_TRANSLATE_NOOP(
            "messages", "予約待ちに戻しました。資料は確保されていません。"
        ),
        Done.SHELF_EXTENDED: QT_TRANSLATE_NOOP("messages", "取置期限日を延長しました。"),
        Done.REGISTRATION_RENEWED: QT_TRANSLATE_NOOP("messages", "登録を更新しました。"),
        Done.REGISTRATION_CORRECTED: QT_TRANSLATE_NOOP(
            "messages", "登録の内容を訂正しました。更新期限日は変わりません。"
        ),
        Done.REGISTRATION_UNCHANGED: QT_TRANSLATE_NOOP(
            "messages", "更新期限日も登録の内容も変わらないため、何も変更していません。"
        ),
        Done.CARD_REPORTED_LOST: QT_TRANSLATE_NOOP(
            "messages", "利用カードの紛失の届出を受け付け、貸出禁止にしました。"
        ),
        Done.CARD_REPLACED_LOSS_LIFTED: QT_TRANSLATE_NOOP(
            "messages", "代替カードを登録し、①カード紛失の貸出禁止を解除しました。前のカードは使えません。"
        ),
        Done.OPEN_DAYS_SET: QT_TRANSLATE_NOOP("messages", "開館日を保存しました。"),
        Done.CARD_REPLACED: QT_TRANSLATE_NOOP(
            "messages", "代替カードを登録しました。前のカードは使えません。"
        ),
        Done.SUSPENDED: QT_TRANSLATE_NOOP("messages", "貸出禁止にしました。"),
        Done.SUSPENSION_LIFTED: QT_TRANSLATE_NOOP("messages", "貸出禁止を解除しました。"),
        Done.SUSPENSION_LIFTED_OTHERS_STAY: QT_TRANSLATE_NOOP(
            "messages", "一つの理由を解除しました。ほかの理由で貸出禁止が続いています。"
        ),
        Done.REPORT_TAKEN: QT_TRANSLATE_NOOP("messages", "申し出を記録しました。責任者が対応します。"),
        Done.REPORT_SETTLED: QT_TRANSLATE_NOOP("messages", "申し出を対応済にしました。"),
        Done.CONTACT_RECORDED: QT_TRANSLATE_NOOP("messages", "連絡を記録しました。"),
        Done.CONTACT_RECORDED_AND_NEXT: QT_TRANSLATE_NOOP("messages", "連絡と次の連絡日を記録しました。"),
        Done.OWN_PASSWORD_CHANGED: QT_TRANSLATE_NOOP(
            "messages", "自分のパスワードを変更しました。次のサインインから、新しいパスワードを使います。"
        ),
        Done.SETTINGS_SAVED: QT_TRANSLATE_NOOP("messages", "設定を保存しました。"),
        Done.SETTINGS_SAVED_FOR_LATER: QT_TRANSLATE_NOOP(
            "messages", "設定を保存しました。窓口の画面は、開いている利用者を閉じると新しくなります。"
        ),
        Done.SETTINGS_UNCHANGED: QT_TRANSLATE_NOOP("messages", "設定は変えていません。"),
        Done.ITEM_IN_LOANS: QT_TRANSLATE_NOOP("messages", "読み取った資料は、貸出一覧にあります。"),
        Done.ITEM_IN_HOLDS: QT_TRANSLATE_NOOP("messages", "読み取った資料は、予約一覧にあります。"),
        Done.APPROVAL_GIVEN: QT_TRANSLATE_NOOP("messages", "承認しました。窓口で行われたら、ここに出ます。"),
        Done.APPROVAL_REFUSED: QT_TRANSLATE_NOOP(
            "messages", "承認しませんでした。窓口の画面に理由が出ます。"
        ),
        Done.RECONNECTED: QT_TRANSLATE_NOOP("messages", "再接続しました。"),
        Done.HOLD_ACKNOWLEDGED: QT_TRANSLATE_NOOP("messages", "予約取消一覧から削除しました。"),
    }
)


def broken_off(note: PreviousRunCrashed) -> tuple[str, str]:
    """Say that the last run didn't end in order, and what to make sure of: the last act where it is known."""
    what = filled(
        "messages", QT_TRANSLATE_NOOP("messages", "前回、正しく終了しませんでした(番号 %1)。"), note.reference
    )
    last = note.last
    if last is None:
        then = QT_TRANSLATE_NOOP(
            "messages", "最後の操作を確かめてください。続くときは、番号をシステムの係に伝えてください。"
        )
        return what, filled("messages", then)
    then = QT_TRANSLATE_NOOP(
        "messages",
        "最後の操作(%1 %2、カード%3)を確かめてください。続くときは、番号をシステムの係に伝えてください。",
    )
    card = words.NOTHING if last.card_end is None else f"…{last.card_end}"
    return what, filled("messages", then, dates.day_and_time(last.at), act_words.verb_of(last.verb), card)
