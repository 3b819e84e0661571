"""The permission table of the counter: who may do what, on which channel.

`card`: with this patron's card shown; `check`: after the identity check; `-`: never. On the phone channel the phone's
column holds for everyone, and 電話担当 is on the phone wherever they sit.
"""

TABLE = """
                   counter  phone  supervisor

password.issue     card     -      card
password.reissue   card     -      card
password.change    card     -      card
password.check     card     -      card
password.unlock    card     -      card
password.disable   yes      check  yes

loan.renew         yes      -      yes

hold.change        yes      check  yes
hold.cancel        yes      check  yes
hold.staff_cancel  yes      check  yes
hold.extend_shelf  yes      check  yes
hold.undo_cancel   yes      check  yes
hold.acknowledge   yes      check  yes

email.change       yes      check  yes
email.resend       yes      check  yes

question.ask       yes      check  yes
question.told      yes      check  yes

registration.renew card     -      card
card.report_lost   yes      check  yes
card.replace       -        -      yes

suspension.set     -        -      yes
suspension.lift    -        -      yes
report.take        yes      check  yes
report.settle      -        -      yes
contact.record     yes      -      yes
"""

LOOKS = """
                   counter  phone  supervisor

the panels         yes      check  yes
records of acts    own      own    all
"""

HEAD, *LINES = (line.split() for line in TABLE.splitlines() if line)
SEES = {
    (line[:19].strip(), role): word
    for line in LOOKS.splitlines()[3:]
    for role, word in zip(HEAD, line[19:].split(), strict=True)
}
MAY = {(verb, role): word for verb, *words in LINES for role, word in zip(HEAD, words, strict=True)}
