"""The page that stands open to everybody: what the bot is, and whether something has to be done about it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from aiohttp import web

from web.shell import notice, page, words_of
from words import Words
from words.catalogue import N_

Notes = Callable[[Words], list[str]]
"""What everybody may know is wrong, such as a login that has expired; in the reader's language."""

ABOUT = (
    (
        N_("Om EST-boten"),
        N_("EST-boten hjälper en kommuns EST-grupp att hålla ett kort möte med gemensam lägesbild."),
        "om",
    ),
    (
        N_("Personuppgifter"),
        N_(
            "Boten sparar platser och händelser, aldrig personer. Personuppgifter i text avvisas innan de sparas. Om "
            "deltagarna sparas namn, konto, organisation och funktion. Frågor besvaras av kommunens dataskyddsombud."
        ),
        "personuppgifter",
    ),
    (
        N_("Villkor"),
        N_(
            "Boten är till för EST-gruppens deltagare. Den ersätter inte 112, polisanmälan eller orosanmälan. Det som "
            "rapporteras kan vara allmän handling."
        ),
        "villkor",
    ),
)


def about_routes(notes: Notes, *, front: bool) -> list[web.RouteDef]:
    """`/om` is what the links of the Teams app lead to; *front* puts the same page at `/` as well."""

    async def about(request: web.Request) -> web.Response:
        words = words_of(request)
        sections = "".join(
            f'<section id="{anchor}"><h2>{escape(words.t(title))}</h2><p>{escape(words.t(text))}</p></section>'
            for title, text, anchor in ABOUT
        )
        return page(words, "EST-boten", notice(notes(words)) + sections)

    return [web.get("/om", about), *([web.get("/", about)] if front else [])]
