"""The phone channel's own part of the desk: its two forms."""

from viewmodels.identity import IdentityViewModel
from views.desk.empty_desk import EmptyDesk, PhoneSummaryPage
from views.phone.identity_form import IdentityForm
from views.style.theme import Theme
from views.text.translation import translate
from views.widgets.binding import bind, bind_event


def tie_identity(
    empty: EmptyDesk, phone_summary: PhoneSummaryPage, model: IdentityViewModel, theme: Theme
) -> None:
    """Offer the check on both pages that the phone channel has before a caller is identified."""
    by_number = IdentityForm(translate("identity", "本人確認"), "", theme)

    def ask_beyond_the_card(beyond: bool) -> None:
        more = translate(
            "identity",
            "生年月日か電話番号をご本人に言っていただき、そのまま入力します。カナ氏名だけでは足りません。",
        )
        any_one = translate(
            "identity", "利用カード番号のほかに、一つ以上をご本人に言っていただき、そのまま入力します。"
        )
        by_number.ask_for(more if beyond else any_one, by_number.birth_date if beyond else by_number.kana)

    without = IdentityForm(
        translate("identity", "カード番号なしで本人確認"),
        translate(
            "identity",
            "二つ以上をご本人に言っていただき、そのまま入力します。"
            "入力したすべてが合う人が一人だけのとき、その利用者を開きます。",
        ),
        theme,
    )
    for form in (by_number, without):
        form.confirm_wanted.connect(model.confirm.start)
        bind(model.trouble, form, form.show_trouble)
        bind_event(model.tried, form, form.forget_typed)
        bind(model.confirm.can_execute, form, form.confirm_button.setEnabled)
    bind(model.beyond_card, by_number, ask_beyond_the_card)
    phone_summary.take_form(by_number)
    empty.take_form(without)
    empty.find_wanted.connect(model.start_finding)
    bind(model.finding, empty, empty.show_finding)
