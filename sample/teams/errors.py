"""How the stand-in says no: the status and the code that the Teams connector uses."""

from collections.abc import Mapping


class TeamsError(Exception):
    """A refusal of the Connector REST API, with the body `{error: {code, message}}` that Teams sends."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code

    def body(self) -> Mapping[str, object]:
        """The JSON body of the answer."""
        return {"error": {"code": self.code, "message": str(self)}}


class BadArgument(TeamsError):
    """The payload is wrong: a fault of the bot, never worth another try."""

    def __init__(self, message: str) -> None:
        super().__init__(400, "BadArgument", message)


class ConversationNotFound(TeamsError):
    """No conversation has this id."""

    def __init__(self) -> None:
        super().__init__(404, "ConversationNotFound", "Conversation not found.")


class ActivityNotFound(TeamsError):
    """The conversation holds no such message, or it was deleted."""

    def __init__(self) -> None:
        super().__init__(404, "ActivityNotFoundInConversation", "Activity not found in conversation.")


class MemberNotFound(TeamsError):
    """The conversation has no such member."""

    def __init__(self) -> None:
        super().__init__(404, "MemberNotFoundInConversation", "Member not found in conversation.")


class BotNotInRoster(TeamsError):
    """The app is not installed where the bot wants to speak."""

    def __init__(self, status: int = 403) -> None:
        super().__init__(
            status, "BotNotInConversationRoster", "The bot is not part of the conversation roster."
        )


class MessageTooBig(TeamsError):
    """The message is above the 100 KB that Teams takes, measured as UTF-16."""

    def __init__(self) -> None:
        super().__init__(413, "MessageSizeTooBig", "Message size too large.")
