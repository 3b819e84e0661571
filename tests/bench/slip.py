"""One password slip after the first: laid out, its fonts embedded, compressed, in memory."""

import asyncio
import random
import time
from dataclasses import replace

from services.rules.passwords.passwords import generate
from services.rules.policy import Policy
from services.rules.vocabulary import Paper
from services.slips.maker import SlipMaker
from services.slips.sample import sample_content
from tests.bench.figures import Figure

TO_REACH_MS = 25.0
_WARM_UP = 5


def measure(count: int) -> list[Figure]:
    """Measure each paper, every slip with another password and another card."""
    return asyncio.run(_measure(count))


async def _measure(count: int) -> list[Figure]:
    maker = SlipMaker()
    return [
        Figure(f"slip, {paper.value}", "ms", tuple(await _samples(maker, paper, count)), TO_REACH_MS)
        for paper in Paper
    ]


async def _samples(maker: SlipMaker, paper: Paper, count: int) -> list[float]:
    dice = random.Random(paper.value)
    samples = []
    for place in range(_WARM_UP + count):
        content = replace(
            sample_content(),
            card_number=f"{dice.randrange(10**9):09}",
            password=generate(Policy(), dice.choice),
        )
        start = time.perf_counter()
        await maker.make(content, paper)
        if place >= _WARM_UP:
            samples.append((time.perf_counter() - start) * 1000)
    return samples
