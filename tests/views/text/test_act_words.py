"""Every code that acts write into their records has its word, and an unknown one is shown as it is."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import services.acts
from services.acts.contact import EmailChange
from services.acts.registration import RegistrationOutcome
from services.contract.recorded_acts import APPROVAL, UNKNOWN
from services.rules.passwords.patron_login import LogInOutcome
from services.rules.people.approvals import ApprovalState
from services.rules.people.looks import NOT_IDENTIFIED, Purpose
from tests.viewmodels.act_history_fakes import ROW
from views.text import act_words, row_remarks

SHOWN = (ApprovalState.WAITING, ApprovalState.REFUSED, ApprovalState.WITHDRAWN, ApprovalState.OVER)
_VERB = re.compile(r"[a-z]+\.[a-z_]+")


def verbs_of_the_acts() -> Iterator[str]:
    """Find every `noun.verb` that stands as a text in the acts' own modules."""
    (folder,) = services.acts.__path__
    for path in sorted(Path(folder).glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _VERB.fullmatch(node.value):
                yield node.value


def test_every_verb_of_the_acts_has_a_word_of_its_own() -> None:
    verbs = set(verbs_of_the_acts())
    assert {"loan.renew", "hold.cancel", "password.reissue", "question.told"} <= verbs
    assert verbs - act_words.VERBS.keys() == set()
    assert len(set(act_words.VERBS.values())) == len(act_words.VERBS)


@pytest.mark.parametrize("outcomes", [EmailChange, LogInOutcome, RegistrationOutcome])
def test_every_outcome_has_a_word(outcomes: type[EmailChange | LogInOutcome | RegistrationOutcome]) -> None:
    assert {it.value for it in outcomes} - act_words.OUTCOMES.keys() == set()


def test_an_act_is_told_with_its_row_and_its_new_day() -> None:
    assert act_words.verb(ROW) == "貸出更新"
    assert act_words.subject(ROW) == "貸出 17"
    assert act_words.outcome(ROW) == "完了 → 2026/12/15"
    alone = replace(ROW, subject="email", subject_id=None, outcome="deleted", details={"holds_to_none": 2})
    assert (act_words.subject(alone), act_words.outcome(alone)) == ("メールアドレス", "削除")
    assert act_words.subject(replace(ROW, subject=None, subject_id=None)) == ""


def test_a_suspension_is_told_by_its_reason_and_a_report_by_its_kind() -> None:
    lifted = replace(ROW, verb="suspension.lift", subject="suspension", details={"reason": "long_overdue"})
    assert act_words.subject(lifted) == "貸出禁止 ③長期延滞"
    assert act_words.subject(replace(lifted, details={"reason": "of_tomorrow"})) == "貸出禁止 17"
    taken = replace(ROW, verb="report.take", subject="report", subject_id=None, details={"kind": "reached"})
    assert act_words.subject(taken) == "申し出 連絡がついた"
    assert act_words.subject(replace(taken, details={})) == "申し出"


def test_the_key_of_a_cards_row_is_no_cards_number() -> None:
    replaced = replace(ROW, verb="card.replace", subject="card", subject_id=214, details={})
    assert act_words.subject(replaced) == "利用カード"
    both = replace(replaced, details={"lifted": 5})
    assert act_words.subject(both) == "利用カード・①カード紛失の貸出禁止を解除"


def test_who_approved_an_act_is_told_by_the_id_in_its_record() -> None:
    assert act_words.approved_by(ROW) == ""
    assert act_words.approved_by(replace(ROW, details={"approved_by": "okada"})) == "承認: okada"
    assert act_words.approved_by(replace(ROW, details={"approved_by": None})) == ""


def test_what_has_no_end_yet_is_told_as_unknown_and_later_who_found_out() -> None:
    wanted = replace(ROW, verb="loan.renew", outcome=UNKNOWN, details={"to": "2026-12-11"})
    assert act_words.outcome(wanted) == "結果不明"
    assert act_words.outcome(replace(wanted, outcome="done")) == "完了 → 2026/12/11"
    assert act_words.settled_by(wanted) == ""
    assert act_words.settled_by(replace(wanted, details={"settled_by": "worker"})) == "結果の確認: worker"


def test_an_unknown_code_is_shown_as_it_is() -> None:
    newer = replace(ROW, verb="loan.recall", subject="locker", outcome="asked", details={"to": "shelf 3"})
    assert act_words.verb(newer) == "loan.recall"
    assert act_words.subject(newer) == "locker 17"
    assert act_words.outcome(newer) == "asked"


def test_every_purpose_of_a_look_has_a_word_of_its_own() -> None:
    assert {*Purpose, NOT_IDENTIFIED} == act_words.LOOKS.keys()
    assert len({*act_words.LOOKS.values(), *act_words.VERBS.values()}) == len(act_words.LOOKS) + len(
        act_words.VERBS
    )
    look = replace(ROW, verb="look_up", subject=None, subject_id=None, outcome="", details={})
    assert (act_words.verb(look), act_words.outcome(look)) == ("利用者の表示", "照会")


@pytest.mark.parametrize("state", SHOWN)
def test_what_became_of_a_request_has_a_word(state: ApprovalState) -> None:
    row = replace(ROW, outcome=APPROVAL + state, details={})
    assert act_words.outcome(row) != row.outcome


def test_who_approved_is_told_by_name_and_who_refused_is_not_told_twice() -> None:
    row = replace(ROW, approver="岡田 裕樹", details={"approved_by": "okada"})
    assert row_remarks.who(row) == "窓口 太郎 (staff01)・承認: 岡田 裕樹"
    refused = replace(row, outcome=APPROVAL + ApprovalState.REFUSED)
    assert row_remarks.who(refused) == "窓口 太郎 (staff01)"


def test_days_that_were_set_are_counted_and_other_data_of_the_library_is_not() -> None:
    days = replace(ROW, verb="masters.import", subject=None, subject_id=None, outcome="done")
    both = {"closed_day_inserted": 2, "closed_day_removed": 1}
    assert act_words.subject(replace(days, details=both)) == "開館日 3日"
    assert act_words.subject(replace(days, details={**both, "branch_changed": 1})) == ""
    assert act_words.subject(replace(days, details={})) == ""
    assert act_words.subject(replace(days, verb="staff.add", details=both)) == ""


def test_days_that_were_set_are_named_where_they_are_on_record() -> None:
    days = replace(ROW, verb="masters.import", subject=None, subject_id=None, outcome="done")
    told: dict[str, str | int | bool | None] = {
        "closed_day_inserted": 5,
        "closed_day_removed": 1,
        "days_closed": "2026-12-30 2026-12-31 2027-01-01 2027-01-03",
        "days_special": "2026-12-05",
        "days_by_rules": "2026-12-07",
    }
    assert act_words.subject(replace(days, details=told)) == (
        "休館 2026/12/30〜2027/1/1 2027/1/3 特別整理 2026/12/5 通常どおり 2026/12/7"
    )
    assert act_words.subject(replace(days, details={**told, "days_open": "soon"})) == "開館日 6日"


def test_a_look_tells_how_many_it_named() -> None:
    look = replace(ROW, verb=Purpose.SEARCH, outcome="", subject=None, subject_id=None, details={"rows": 3})
    assert act_words.subject(look) == "3件"
    assert act_words.subject(replace(look, details={})) == ""


def test_from_which_day_on_looks_are_kept_is_told() -> None:
    assert act_words.looks_kept(None) == "照会の記録は、消さずに残しています。"
    assert act_words.looks_kept(date(2026, 2, 1)) == "照会の記録は、2026/2/1からのものです。"
