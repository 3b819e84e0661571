"""Desks of the version before: run with that version's checkout as the working folder, whose modules these are.

    python -c "$(cat desks_of_before.py)" URL SEED

Makes a library and works in it until every desk is refused. Tells again and again how many acts were answered, and in
the end which ones.
"""

import asyncio
import json
import sys

from services.errors import NotPermitted
from tests.reliability.clerk import Clerk
from tests.reliability.ledger import Ledger
from tests.reliability.scene import clerks, set_scene

_ACTS = 4000


async def _until_refused(desk: Clerk) -> None:
    try:
        await desk.work(lambda: False)
    except NotPermitted:
        return


async def _tell(ledger: Ledger) -> None:
    while True:
        print(json.dumps({"answered": len(ledger.acknowledged)}), flush=True)
        await asyncio.sleep(0.05)


async def main(url: str, seed: int) -> None:
    """Work until every desk is refused."""
    ledger = Ledger()
    scene = await set_scene(url, _ACTS)
    async with clerks(scene, ledger, seed) as desks:
        telling = asyncio.create_task(_tell(ledger))
        await asyncio.gather(*(_until_refused(desk) for desk in desks))
        telling.cancel()
    whole = {
        kind: {act_id: (request.patron_id, request.actor.staff.id) for act_id, request in requests.items()}
        for kind, requests in (("acknowledged", ledger.acknowledged), ("given_up", ledger.given_up))
    }
    print(json.dumps({**whole, "looks": ledger.looks}), flush=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
