"""What storage says when it cannot work with the database it was given."""


class DatabaseRefused(Exception):
    """The database cannot be used as it is; `code` is stable and `hint` says what to do. Stops the start."""

    def __init__(self, code: str, hint: str) -> None:
        self.code = code
        self.hint = hint
        super().__init__(f"{code}: {hint}")
