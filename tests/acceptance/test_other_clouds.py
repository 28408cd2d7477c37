"""Microsoft's other clouds: who signs, whom our tokens are for and where we log in are settings, not constants."""

from __future__ import annotations

from pathlib import Path

from bot.authentication import ISSUER
from bot.connector import AUDIENCE
from settings import Settings
from tests.channel import Customer, channel

EKBACKA = Customer("Ekbacka")
GOVERNMENT = "https://api.botframework.us"


async def test_the_door_lets_in_what_this_clouds_issuer_signed_and_nothing_of_the_public_one(
    tmp_path: Path,
) -> None:
    async with channel(tmp_path, [EKBACKA], token_issuer=GOVERNMENT) as bot:
        await bot.settle(EKBACKA)
        body = EKBACKA.says("hjälp")
        status, _ = await bot.post(body, bot.token(EKBACKA.app, iss=GOVERNMENT))
        assert status == 200
        status, _ = await bot.post(body | {"id": "f:other"}, bot.token(EKBACKA.app, iss=ISSUER))
        assert status == 401


def test_without_a_setting_it_is_the_public_cloud() -> None:
    assert Settings(_env_file=None).token_issuer == ISSUER == AUDIENCE
