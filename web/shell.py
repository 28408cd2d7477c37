"""The plain page around everything a browser is shown: no script, no picture, nothing fetched from anywhere."""

from __future__ import annotations

from html import escape

from aiohttp import web

from words import Words, words_in

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def words_of(request: web.Request) -> Words:
    """Swedish, unless the browser asks for English first."""
    wants_english = request.headers.get("Accept-Language", "").lower().startswith("en")
    return words_in("en" if wants_english else "sv")


def page(words: Words, title: str, body: str, *, status: int = 200) -> web.Response:
    """A page whose *body* is HTML already; the title is text."""
    html = (
        f'<!doctype html><html lang="{words.language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)}</title></head>'
        f"<body><main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )
    return web.Response(text=html, content_type="text/html", status=status, headers=HEADERS)


def notice(sentences: list[str]) -> str:
    """What somebody has to do something about, as HTML; empty when there is nothing."""
    return "".join(f'<p role="alert"><strong>{escape(sentence)}</strong></p>' for sentence in sentences)
