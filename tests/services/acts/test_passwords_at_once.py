"""An act on a password that others overtake begins anew, and what it counts is counted once."""

from dataclasses import replace

from services.acts.password_use import ChangePassword, PasswordChange
from services.acts.plan import ActContext, ActPlan, Overtaken
from services.acts.register import REGISTER, Register
from services.own_schema.library import Library, build_library
from services.own_schema.password_hashing import PasswordHasher
from tests.helpers.patrons import Town
from tests.services.acts.password_scene import OTHER, change_order, credential, stored, with_password

__all__ = ["stored"]


async def test_an_act_that_begins_anew_counts_once(
    library: Library, town: Town, stored: str, cheap_hasher: PasswordHasher
) -> None:
    await with_password(town, stored, wrong_logins=4)
    plans = [REGISTER[ChangePassword].plan, _is_overtaken]

    def plan(request: ChangePassword, context: ActContext) -> ActPlan[PasswordChange]:
        return plans.pop()(request, context)

    register: Register = {ChangePassword: replace(REGISTER[ChangePassword], plan=plan)}
    acts = build_library(library.db, library.masters, cheap_hasher, register).backend.acts
    done = await acts.perform(await change_order(library, OTHER))
    assert (done.result.until_lock, plans) == (0, [])
    assert (await credential(town))["wrong_logins"] == 5


def _is_overtaken(_request: ChangePassword, _context: ActContext) -> ActPlan[PasswordChange]:
    raise Overtaken
