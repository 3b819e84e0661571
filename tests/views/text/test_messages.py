"""Every error has its sentence, in plain Japanese, with what to do next."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from enum import Enum
from itertools import product
from typing import Any, get_args, get_type_hints

import pytest

from services.contract import errors
from services.contract.errors import (
    CardFault,
    PrinterFault,
    RecordFault,
    RecordFaultKind,
    ServiceError,
    all_service_errors,
)
from services.rules.circulation.open_days import DayKind
from services.rules.decision import Reason, Refused
from services.rules.people.approvals import ApprovalState
from services.rules.people.email import MailFault
from services.rules.people.identity import FactFault
from services.rules.people.reference import QuestionFault
from services.rules.people.registration import RegistrationFault
from services.rules.people.search import SearchFault
from services.rules.vocabulary import Paper
from tests.helpers.snapshots import NOW
from viewmodels.core.notes import Done, LastAct, PreviousRunCrashed
from viewmodels.core.trouble import Bug
from views.text import messages, words


def samples(kind: Any) -> list[Any]:
    """Give values of a field's type: each member of an enum, blank and filled texts, few and many."""
    faults: dict[Any, list[Any]] = {
        tuple[tuple[MailFault, int], ...]: [tuple((fault, 3) for fault in MailFault)],
        tuple[QuestionFault, ...]: [tuple(QuestionFault)],
        tuple[FactFault, ...]: [tuple(FactFault)],
        tuple[RegistrationFault, ...]: [tuple(RegistrationFault)],
        tuple[str, ...]: [(), ("view late",)],
        tuple[date, ...]: [(NOW.date(),)],
        Mapping[date, DayKind]: [{NOW.date(): DayKind.CLOSED}],
        tuple[RecordFault, ...]: [(RecordFault("loans[3].due_on", RecordFaultKind.NO_DAY),)],
    }
    if kind in faults:
        return faults[kind]
    if get_args(kind):
        return [value for part in get_args(kind) for value in samples(part)]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return list(kind)
    known: dict[Any, list[Any]] = {
        type(None): [None],
        int: [0, 8, 10],
        bool: [False, True],
        str: ["", "み"],
        datetime: [NOW],
        Refused: [Refused((reason,)) for reason in Reason],
    }
    return known[kind]


_NOT_LOADED = {
    it.__name__: it
    for it in (
        DayKind,
        Refused,
        MailFault,
        FactFault,
        QuestionFault,
        RegistrationFault,
        SearchFault,
        Paper,
        ApprovalState,
        DayKind,
    )
}
"""What errors name without loading it."""


def every_way(kind: type[ServiceError]) -> Iterable[ServiceError]:
    """Make an error with every combination of sample fields."""
    hints = get_type_hints(kind, localns=_NOT_LOADED)
    choices = [samples(hint) for hint in hints.values()]
    return [kind(*values) for values in product(*choices)]


def test_every_error_says_what_happened_and_what_to_do() -> None:
    for kind in all_service_errors():
        for error in every_way(kind):
            told = messages.sentence(error)
            said = told.what + told.next

            assert told.what.endswith("。"), (kind, told)
            assert told.next.endswith("。"), (kind, told)
            assert "%1" not in said, (kind, told)
            assert kind.__name__ not in said, (kind, told)
            assert not re.search(r"\b(SELECT|INSERT|Error|Exception|None)\b", said), (kind, told)


def test_an_error_without_a_sentence_is_found_out() -> None:
    # Made by hand and not as a subclass in a class body, so that no other test walks over it.
    nameless = type("Nameless", (Exception,), {})()

    with pytest.raises(TypeError, match="Nameless"):
        messages.sentence(nameless)


@pytest.mark.parametrize(
    ("error", "what", "then"),
    [
        (
            errors.CardNumberMalformed(CardFault.DIGIT_COUNT, 8),
            "数字が8桁しかありません。",
            "利用カード番号は9桁です。もう一度読み取ってください。",
        ),
        (
            errors.CardNumberMalformed(CardFault.DIGIT_COUNT, 10),
            "数字が10桁あります。",
            "利用カード番号は9桁です。もう一度読み取ってください。",
        ),
        (
            errors.CardNumberMalformed(CardFault.HYPHEN_AT_END, 5),
            "番号が「-」で始まるか終わっています。",
            "利用カード番号は9桁です。もう一度読み取ってください。",
        ),
        (
            errors.CardNumberMalformed(CardFault.CHARACTER, 3, "み"),
            "「み」は番号に使えません。",
            "利用カード番号は9桁です。もう一度読み取ってください。",
        ),
        (
            errors.CardNumberMalformed(CardFault.CHARACTER, 3, "\u200b"),
            "「U+200B」は番号に使えません。",
            "利用カード番号は9桁です。もう一度読み取ってください。",
        ),
        (
            errors.SchemaMismatch("0002", "0001"),
            "データベース(版 0002)が、このプログラム(版 0001)より新しくなっています。",
            "何も行われません。プログラムを終了し、新しいものにして、もう一度始めてください。",
        ),
        (
            errors.SchemaMismatch("0001", "0002"),
            "データベース(版 0001)が、このプログラム(版 0002)より古いままです。",
            "何も行われません。管理者が、このプログラムで madoguchi db upgrade を実行してください。",
        ),
        (
            errors.SchemaMismatch("0001", "0001", 3),
            "データベースの表が、このプログラムのものと3か所で違います。",
            "システムの係に連絡してください。",
        ),
        (
            errors.SchemaMismatch(None, "0001"),
            "データベースがまだ用意されていません。",
            "madoguchi db init を実行してください。",
        ),
        (
            errors.SchemaForeign(("trigger spy", *(f"view {number:02}" for number in range(21)))),
            (
                "データベースに、このプログラムのものでない表・トリガー・ビューがあります: trigger spy、"
                + "、".join(f"view {number:02}" for number in range(19))
                + "、ほかに2件。"
            ),
            "システムの係に連絡してください。",
        ),
        (
            errors.BackupUnfit(errors.BackupFault.FOREIGN, "/backup/%2", ("view late",)),
            "控え /backup/%2 に、このプログラムのものでない表・トリガー・ビューがあります: view late。",
            "何も変わっていません。控えの写しから取り除いて、もう一度実行してください(docs/operations.md)。",
        ),
        (
            errors.FileNotWritable("library.sqlite3", is_full=True),
            "ディスクがいっぱいで、library.sqlite3 に書き込めません。",
            "空きを作ってから、もう一度実行してください。",
        ),
        (
            errors.DatabaseOnNetwork("nfs4"),
            "図書館のファイルが、共有フォルダーかネットワークのドライブ(nfs4)にあります。",
            "そこでは壊れることがあります。この端末のディスクか PostgreSQL に移してください(docs/operations.md)。",
        ),
        (
            errors.DatabaseUntrusted("certificate has expired"),
            "サーバーが本物か確かめられません(certificate has expired)。",
            "設定と証明書を確かめてください。",
        ),
        (errors.CardRetired("100000022"), "再発行前のカードです。", "新しい利用カードを読み取ってください。"),
        (
            errors.SignInFailed(2),
            "職員IDかパスワードが違います。",
            "もう一度入力してください。あと2回間違えるとロックされます。",
        ),
        (
            errors.StaffLocked(NOW),
            "間違いが続いたため、この職員IDはロックされています。",
            "10:05 を過ぎたら、もう一度サインインしてください。",
        ),
        (
            errors.PaperRefused("受付", Paper.ROLL80),
            "プリンター「受付」は、用紙「80mmロール紙」に印刷できません。",
            "プリンターにこの用紙を登録するか、別のプリンターか用紙を選んでください。",
        ),
        (
            errors.IdentityCheckEnded(NOW + timedelta(seconds=1)),
            "ご本人と確認できず、確認できる回数を使い切りました。",
            "次に確認できるのは 10:06 からです。お急ぎなら、利用カードを持って来館されるよう案内してください。",
        ),
        (
            errors.IdentityCheckEnded(NOW, of_login=True),
            "答えの合わない確認が続いたため、この職員IDでは、いま本人確認ができません。",
            "次に確認できるのは 10:05 からです。お急ぎなら、ほかの職員に引き継いでください。",
        ),
        (
            errors.LooksListedOften(NOW),
            "照会の記録を続けて開いたため、いまは開けません。",
            "次に開けるのは 10:05 からです。操作だけの一覧は、いまも開けます。",
        ),
        (
            errors.PrinterUnavailable(PrinterFault.MISSING, "受付"),
            "プリンター「受付」が見つかりません。",
            "電源と接続、設定のプリンター名を確かめてください。",
        ),
        (
            errors.ActRefused(Refused((Reason.SUSPENDED, Reason.HOLD_WAITING))),
            "できません(貸出禁止中・予約待ちあり)。",
            "貸出禁止の理由を「登録・貸出禁止」で確かめて、案内してください。",
        ),
    ],
)
def test_sentences(error: ServiceError, what: str, then: str) -> None:
    assert messages.sentence(error) == messages.Sentence(what, then)


def test_a_refusal_tells_every_reason() -> None:
    told = messages.sentence(errors.ActRefused(Refused(tuple(Reason))))

    assert all(words.reason(reason) in told.what for reason in Reason)


def test_a_bug_is_told_by_its_reference_only() -> None:
    told = messages.unexpected("4F2A")

    assert "4F2A" in told.what
    assert messages.of_trouble(Bug("4F2A")) == told
    assert messages.line(Bug("4F2A")) == told.what + told.next


def test_a_run_that_was_broken_off_is_told_with_the_last_act_where_it_is_known() -> None:
    begun = "前回、正しく終了しませんでした(番号 4F2A)。"
    ended = "を確かめてください。続くときは、番号をシステムの係に伝えてください。"
    assert messages.line(PreviousRunCrashed("4F2A")) == f"{begun}最後の操作{ended}"
    last = LastAct(NOW, "loan.renew", "6789")
    line = messages.line(PreviousRunCrashed("4F2A", last))
    assert line == f"{begun}最後の操作(2026/11/24 10:05 貸出更新、カード…6789){ended}"
    assert "カード—)" in messages.line(PreviousRunCrashed("4F2A", LastAct(NOW, "loan.renew", None)))


def test_outcomes_and_errors_fit_a_line() -> None:
    lines = [messages.line(done) for done in Done]

    assert len(set(lines)) == len(lines)
    assert messages.line(Done.PASSWORD_REISSUED) == "パスワードを再発行しました。"
    assert "\n" not in messages.line(errors.SystemUnreachable())


def test_a_refusal_says_once_that_it_cant_be_done_and_names_the_patron_once() -> None:
    for why in Reason:
        told = messages.sentence(errors.ActRefused(Refused((why,))))
        assert told.what.count("できません") == 1 or why is Reason.NEEDS_VISIT, (why, told)
        assert (told.what + told.next).count("ご本人") <= 1, (why, told)
