"""What happens at the door, counted and logged without text or names."""

from __future__ import annotations

import structlog
from prometheus_client import Counter, Histogram

from bot.refusals import TurnedAway

TURNED_AWAY = Counter("est_turned_away_total", "Requests refused at the door.", ["status", "reason"])
ANSWERED = Histogram("est_answer_seconds", "Seconds from request to answer.", ["status"])

_log = structlog.get_logger("web.sight")


class DoorLog:
    """Counts refusals and answers, and writes a line for a foreign tenant (acceptance.md M8)."""

    def turned_away(self, refusal: TurnedAway) -> None:
        TURNED_AWAY.labels(str(refusal.status), refusal.reason).inc()
        if refusal.reason == "tenant":
            _log.warning("foreign_tenant")

    def answered(self, status: int, seconds: float) -> None:
        ANSWERED.labels(str(status)).observe(seconds)
