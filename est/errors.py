"""What the method says when the answer is no."""


class Refusal(Exception):
    """A rule said no, and nothing was stored.

    Carries a stable `code` and the values of its sentence; `words.refusals` turns them into Swedish or English
    that says what to do. `field` names the input it belongs to, or is empty when it concerns the whole request.
    Values are codes, numbers and dates, never what somebody typed: a refusal may be logged.
    """

    code = "refused"

    def __init__(self, code: str = "", *, field: str = "", **values: object) -> None:
        if code:
            self.code = code
        self.field = field
        self.values = values
        super().__init__(self.code)


class Malformed(Refusal):
    """An input is missing, of the wrong shape or outside its bounds."""

    code = "malformed"


class PersonalDataFound(Refusal):
    """The text holds personal data of a class that is never stored (domain.md §7.8)."""

    code = "personal_data"


class PersonalDataSuspected(Refusal):
    """The text may hold personal data; the person is asked once and may save all the same (design.md §6)."""

    code = "personal_data_suspected"


class RoundClosed(Refusal):
    """The round of this card takes no more answers; the way out is the round that is open now."""

    code = "round_closed"


class Changed(Refusal):
    """Somebody saved a newer version after this form was opened."""

    code = "changed"


class NotAllowed(Refusal):
    """The person's role does not cover this, or the thing is not theirs; says nothing of whether it exists."""

    code = "not_allowed"
