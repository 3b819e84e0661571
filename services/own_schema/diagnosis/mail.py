"""The mail server: met, greeted and left again; nothing is sent."""

from services.contract.diagnosis import CheckResult, Diagnosis, Subject
from services.own_schema.mail.smtp import MailServer, Obstacle, greet

PATIENCE = 10.0
"""Seconds that the server may take."""

_OBSTACLES = {
    Obstacle.NO_ANSWER: CheckResult.MAIL_NO_ANSWER,
    Obstacle.UNTRUSTED: CheckResult.MAIL_UNTRUSTED,
    Obstacle.NOT_OFFERED: CheckResult.MAIL_NOT_OFFERED,
    Obstacle.LOGIN_REFUSED: CheckResult.MAIL_LOGIN_REFUSED,
    Obstacle.TURNED_AWAY: CheckResult.MAIL_TURNED_AWAY,
    Obstacle.SENDER_UNFIT: CheckResult.MAIL_SENDER_UNFIT,
}


async def check_mail(server: MailServer | None, *, patience: float = PATIENCE) -> Diagnosis:
    """Go as far with the mail server as one can without a mail: encryption and login.

    Args:
        server: from this machine's settings; None where they name none, as at most counters.
        patience: seconds it may take.
    """
    if server is None:
        return Diagnosis(Subject.MAIL_SERVER, CheckResult.MAIL_NONE)
    answer = await greet(server, patience)
    if answer is None:
        return Diagnosis(Subject.MAIL_SERVER, CheckResult.MAIL_READY)
    assert answer.obstacle is not None
    values = () if answer.code is None else (answer.code,)
    return Diagnosis(Subject.MAIL_SERVER, _OBSTACLES[answer.obstacle], values)
