"""What is said of the bot's login: when it ends, and what whoever runs the bot does about it (acceptance.md O1)."""

from __future__ import annotations

from collections.abc import Mapping

from est.credential import Credential, CredentialKind
from words.catalogue import N_, Words

ENDS: Mapping[CredentialKind, str] = {
    CredentialKind.SECRET: N_("Botens hemlighet går ut {day}."),
    CredentialKind.CERTIFICATE: N_("Botens certifikat går ut {day}."),
}
EXPIRED: Mapping[CredentialKind, str] = {
    CredentialKind.SECRET: N_(
        "Botens hemlighet gick ut {day}. Boten kan inte skicka något förrän den är utbytt."
    ),
    CredentialKind.CERTIFICATE: N_(
        "Botens certifikat gick ut {day}. Boten kan inte skicka något förrän det är utbytt."
    ),
}
RENEW: Mapping[CredentialKind, str] = {
    CredentialKind.SECRET: N_(
        "Be den som driver boten att skapa en ny hemlighet i Entra, byta den och starta om boten."
    ),
    CredentialKind.CERTIFICATE: N_(
        "Be den som driver boten att skapa ett nytt certifikat, lägga in det i Entra, byta filen och starta om boten."
    ),
}


def login_ends(words: Words, credential: Credential) -> str:
    """On which day the credential is no good any more."""
    return _said(words, ENDS, credential)


def login_ended(words: Words, credential: Credential) -> str:
    """The credential is no good any more, and what that means."""
    return _said(words, EXPIRED, credential)


def renew(words: Words, credential: Credential) -> str:
    """What is to be done, by whom."""
    return words.t(RENEW[credential.kind])


def _said(words: Words, sentences: Mapping[CredentialKind, str], credential: Credential) -> str:
    return words.t(sentences[credential.kind], day=words.day_with_year(credential.last_day))
