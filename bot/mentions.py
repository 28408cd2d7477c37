"""The words of a message without Teams' markup: the bot's own mention is removed, others become plain names.

Mentions are found through `entities` (platform.md §1.8), never by searching for a name: a person may be
called what the bot is called, and anyone may type `<at>`.
"""

import unicodedata

from bot.activities import JsonObject, record_of, text_of


def words_of(text: str, entities: list[JsonObject], bot_id: str) -> str:
    """The text that was meant, trimmed and in NFC."""
    for entity in entities:
        markup = text_of(entity.get("text"))
        if entity.get("type") == "mention" and markup:
            text = text.replace(markup, _name_for(record_of(entity.get("mentioned")), bot_id))
    text = text.replace("&nbsp;", " ").replace("\N{NO-BREAK SPACE}", " ")
    return unicodedata.normalize("NFC", text).strip()


def _name_for(mentioned: JsonObject, bot_id: str) -> str:
    return "" if mentioned.get("id") == bot_id else text_of(mentioned.get("name"))
