"""What is wrong with the bot, and what whoever runs it does about it: one sentence for each fault of a check."""

from __future__ import annotations

from collections.abc import Mapping

from words.catalogue import N_, Words

FAULTS: Mapping[tuple[str, str], str] = {
    ("database", ""): N_(
        "Databasen svarar inte. Kontrollera att den är igång och att EST_DATABASE_URL stämmer."
    ),
    ("migration", "behind"): N_("Databasen är äldre än programmet. Kör: python app.py migrate"),
    ("migration", "ahead"): N_("Databasen är nyare än programmet. Starta den nya versionen här också."),
    ("clock", "waiting"): N_("Klockan har inte tickat än. Vänta en halv minut efter starten."),
    ("clock", "stopped"): N_("Klockan har stannat: inget skickas av sig självt. Starta om boten."),
    ("clock", "failing"): N_("Klockan går, men inget fungerar i någon grupp. Läs tick_failed i loggen."),
    ("groups", ""): N_("I minst en grupp gick det fel senast. Läs tick_failed i loggen; där står vilken."),
    ("door", ""): N_(
        "Nycklarna för inkommande anrop går inte att hämta, så ingen släpps in. Kontrollera EST_OPENID_METADATA "
        "och att brandväggen släpper ut trafiken."
    ),
    ("login", "CredentialRefused"): N_(
        "Entra godtar inte botens inloggning. Byt hemlighet eller certifikat och starta om boten."
    ),
    ("login", ""): N_(
        "Inloggningen hos Entra svarar inte. Kontrollera EST_LOGIN_AUTHORITY och att brandväggen släpper ut trafiken."
    ),
    ("credential", "unknown"): N_(
        "Ingen har angett när hemligheten går ut. Skriv dagen i EST_APP_SECRET_EXPIRES (ÅÅÅÅ-MM-DD)."
    ),
    ("outbox", ""): N_("Utskick har väntat länge. Se oldest_waiting_seconds, och reason i tabellen letter."),
    ("teams", ""): N_("Teams tar inte emot utskick just nu. De väntar och skickas när det går igen."),
    ("time", ""): N_("Serverns klocka går fel. Slå på tidssynkronisering (NTP)."),
}
"""By the check and its state; under an empty state, for every other one."""


def fault(words: Words, check: str, state: str) -> str:
    """What the state of a check that is not well means, and what to do."""
    return words.t(FAULTS.get((check, state)) or FAULTS[(check, "")])
