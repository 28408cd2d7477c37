"""Codes, reasons and refusals in Swedish and English; cards, pages, documents and mail all speak through it."""

from words.catalogue import Words, words_in

__all__ = ["Words", "words_in"]
