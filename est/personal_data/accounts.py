"""P6: links, and handles of accounts in social media (domain.md §7.8).

To mention an app is harmless ("rykten på Snapchat"), and so are Teams' own mentions such as `@everyone`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from est.personal_data.hits import DataClass, Suggestion
from est.personal_data.reading import Found, Reading

LINK = re.compile(
    r"(?<![^\W_])(?:(?:https?|hxxps?|ftp) ?: ?/ ?/ ?|www ?\. ?(?=[\w-]))\S+"
    r"|(?<![\w@.-])(?:[a-z0-9åäö-]{1,63}(?:\.| punkt )){1,4}"
    r"(?:app|be|co|com|de|dev|dk|ee|eu|example|fi|fm|gg|info|invalid|io|link|ly|me|net|no|nu|online|org|se|site|test"
    r"|tv|uk|us|xyz)(?::[0-9]{1,5})?(?:/| slash )\S*"
)
TRAILING = ".,;:!?)]}\"'>"

HANDLE = re.compile(r"(?<![\w@.%+-])@(?=[\w.-]*[^\W\d_])\w(?:[\w.-]*\w)?")
MENTIONS = frozenset(
    {"@everyone", "@here", "@channel", "@all", "@alla", "@team", "@kanalen", "@gruppen", "@est-boten"}
)

APPS = """
    snap snapchat insta instagram ig tiktok facebook fb messenger discord telegram signal kik twitch youtube twitter
    bereal threads whatsapp wickr roblox reddit steam onlyfans
    """.split()  # noqa: SIM905
ACCOUNTS = [
    "användarnamn",
    "username",
    "nick",
    "nickname",
    "konto",
    "kontonamn",
    "profil",
    "profilnamn",
    "handle",
]
SPOKEN_OF = frozenset(
    word + ending
    for word in (
        *APPS,
        *ACCOUNTS,
        *(app + account for app in APPS for account in ("namn", *ACCOUNTS)),
        "tok",
        "app",
    )
    for ending in ("", "en", "t", "et")
)
APP = rf"(?:{'|'.join(APPS)}|tik tok|whats app|snapen)"
ACCOUNT = rf"(?:{'|'.join(ACCOUNTS)})"
OWNER = rf"\b(?:{APP}-?(?:{ACCOUNT}|namn)?|{ACCOUNT})(?:e?t|en)?"
HANDLE_SHAPED = (
    r"(?!(?:v|kl|nr|ca|åk|klass|plan|kap|omg|den|linje)\.?[0-9])"
    r"[a-zåäö](?:[\w-]*[_0-9#][\w.#-]*|[\w-]{2,}(?:\.[\w-]+)+)"
)
NAMED = re.compile(rf"""{OWNER}(?:(?: heter| är| ?[:=,])? {{1,2}}|[:=])["'(]?(?P<handle>{HANDLE_SHAPED})""")
TOLD = re.compile(
    rf"""{OWNER}(?: heter| ?:| ?=) {{0,2}}["']?(?P<handle>[a-z][\w.-]{{1,29}}?)["']?(?= ?(?:[.,;)!?\n]|$))"""
)
USED_ON = re.compile(rf"(?<![\w.@])(?P<handle>[a-zåäö][\w.]*+) (?:på|i|@) {APP}\b")
UNLIKE_A_WORD = re.compile(r"_[\w.]|[a-zåäö]{3}[0-9]+\Z")
CALLED_ON = re.compile(rf"\b(?:adda|heter|kallar sig) (?P<handle>[a-zåäö][\w.]{{2,29}}) på {APP}\b")
NO_HANDLES = frozenset(
    """
    inget ingen inga nej ja nix okänt okänd rykte rykten slagsmål film filmer bråk bilder hot mobbning oro
    spridning klipp livesändning grupper grupp inlägg saknas oklart flera
    """.split()  # noqa: SIM905
)


def find(reading: Reading) -> Iterator[Found]:
    """Every link and every handle."""
    yield from _links(reading)
    if "@" in reading.folded:
        for match in HANDLE.finditer(reading.folded):
            if match[0] not in MENTIONS:
                yield _found(match.start(), match.end())
    if not SPOKEN_OF.isdisjoint(reading.vocabulary):
        yield from _told(reading)


def _found(start: int, end: int) -> Found:
    return Found(DataClass.P6, start, end, Suggestion.SOCIAL_MEDIA_POST)


def _links(reading: Reading) -> Iterator[Found]:
    if "/" not in reading.folded and "www" not in reading.folded and " slash " not in reading.folded:
        return
    for match in LINK.finditer(reading.folded):
        yield _found(match.start(), match.start() + len(match[0].rstrip(TRAILING)))


def _told(reading: Reading) -> Iterator[Found]:
    """Handles given in words: after the name of the app, after "kontot", before "på Snapchat"."""
    for pattern in (NAMED, TOLD, CALLED_ON):
        for match in pattern.finditer(reading.folded):
            if match["handle"] not in NO_HANDLES:
                yield _found(match.start("handle"), match.end("handle"))
    for match in USED_ON.finditer(reading.folded):
        if UNLIKE_A_WORD.search(match["handle"]):
            yield _found(match.start("handle"), match.end("handle"))
