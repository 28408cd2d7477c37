"""Why a letter did not reach somebody, and what the coordinator can do about it."""

from __future__ import annotations

from collections.abc import Mapping

from est.letters import LetterState
from est.outcome import INTERRUPTED, MAYBE_SENT
from words.catalogue import N_, Words

WHY: Mapping[str, str] = {
    "blocked_by_user": N_("har blockerat boten. Be hen häva blockeringen i chatten, eller skriv åt hen."),
    "not_in_roster": N_("är inte med i teamet längre eller har inte appen. Lägg till hen i teamet."),
    "disabled_by_admin": N_("appen är avstängd av IT. Be IT tillåta EST-boten för hela gruppen."),
    "writes_blocked": N_("har stängt av meddelanden från appen. Be hen slå på dem i appens inställningar."),
    "not_installed": N_(
        "har inte appen installerad. Be IT installera den, eller be hen öppna EST-boten i Teams."
    ),
    "forbidden": N_("kan inte nås av boten. Be IT kontrollera appens behörighet."),
    "not_permitted": N_("boten saknar behörighet. Be IT kontrollera appens registrering."),
    "wrong_host": N_("fel adress till Teams. Be IT kontrollera inställningarna."),
    "not_registered": N_("Teams känner inte igen boten. Be IT kontrollera botens registrering."),
    "bad_request": N_("meddelandet togs inte emot. Meddela den som driver boten."),
    "conversation_gone": N_("chatten finns inte längre. Be hen skriva hej till EST-boten."),
    "activity_gone": N_("kortet är borttaget. Be hen skriva rapportera för att få ett nytt."),
    "too_big": N_("meddelandet var för stort. Meddela den som driver boten."),
    "throttled": N_("Teams tog inte emot fler meddelanden i tid. Ring eller skriv åt hen."),
    "conflict": N_("Teams var upptaget. Ring eller skriv åt hen."),
    "service_error": N_("fel hos Teams. Ring eller skriv åt hen."),
    "unclear": N_("Teams svarade fel, så frågan kan ha kommit fram. Fråga hen."),
    "unreachable": N_("Teams gick inte att nå. Ring eller skriv åt hen."),
    "timeout": N_("Teams svarade inte i tid, så frågan kan ha kommit fram. Fråga hen."),
    "broken_off": N_("förbindelsen bröts, så frågan kan ha kommit fram. Fråga hen."),
    "no_database": N_("botens databas svarade inte i tid. Ring eller skriv åt hen."),
    "no_token": N_("boten kunde inte logga in. Be IT kontrollera hemligheten."),
    "credential_refused": N_("botens hemlighet har gått ut eller är fel. Be IT förnya den."),
    LetterState.UNKNOWN.value: N_("det är osäkert om frågan kom fram. Fråga hen."),
    MAYBE_SENT: N_("det är osäkert om frågan kom fram. Fråga hen."),
    INTERRUPTED: N_("det är osäkert om frågan kom fram. Fråga hen."),
    LetterState.EXPIRED.value: N_("frågan hann inte skickas före deadline. Ring eller skriv åt hen."),
    "no_address": N_("har inte öppnat EST-boten än. Be hen öppna appen i Teams och skriva hej."),
    "left_group": N_("har lämnat gruppen."),
    "cannot_render": N_("meddelandet gick inte att göra. Meddela den som driver boten."),
}
"""By fault code (bot.faults), doubt (est.outcome) and letter state; each reads on from the person's name."""


def why(words: Words, code: str) -> str:
    """Why, and what to do. Of a code that is not known here, we do not know either whether it arrived."""
    return words.t(WHY.get(code, WHY[LetterState.UNKNOWN.value]))
