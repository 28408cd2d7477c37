"""How a request is turned away: by a status for the caller, and a reason that only the log learns."""


class TurnedAway(Exception):
    """A request that is not let in: a status for the caller, a reason for the log, a tenant for the audit."""

    def __init__(self, status: int, reason: str, *, tenant: str = "", retry_after: int = 0) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason
        self.tenant = tenant
        self.retry_after = retry_after
