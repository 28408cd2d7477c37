"""What coordinators alone are told: one thing that happened, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping

from cards.notices import note_card
from cards.parts import line, notice, press, sentence
from cards.teams import Card
from cards.verbs import PostAgain, ShowAgenda, ShowDelivery, ShowMembers
from est.group import Group
from est.letters import LetterKind
from words import Words
from words.catalogue import N_

STEPS: Mapping[str, str] = {
    "prompt": N_(
        "Veckans frågor skickades inte i tid och skickas inte nu. Ring runt eller be alla skriva rapportera."
    ),
    "reminder": N_("Påminnelsen skickades inte i tid och skickas inte nu."),
    "deadline": N_("Listan över vem som har svarat skickades inte vid deadline. Skriv läget så får du den."),
    "health": N_(
        "Läget inför mötet skickades inte i tid. Skriv läget så får du listan över vem som har svarat."
    ),
    "draft": N_("Utkastet till dagordning skickades inte i tid. Skriv dagordning så får du det."),
    "agenda": N_("Dagordningen publicerades inte före mötet. Skriv dagordning så får du den."),
    "summary_draft": N_(
        "Utkastet till sammanfattning skickades inte i tid. Skriv sammanfattning så får du det."
    ),
    "moved_notice": N_(
        "Beskedet om att mötet är flyttat eller inställt skickades inte i tid. Berätta det för gruppen."
    ),
}
"""What the coordinator does when a step of the week was missed."""

POSTS: Mapping[str, str] = {
    LetterKind.GREETING: N_("Jag skulle presentera mig i kanalen."),
    LetterKind.MOVED: N_("Jag skulle berätta i kanalen att mötet är flyttat eller inställt."),
    LetterKind.AGENDA: N_("Jag skulle publicera dagordningen i kanalen."),
    LetterKind.SUMMARY: N_("Jag skulle publicera sammanfattningen i kanalen."),
}
"""What was posted in the channel."""


def severity_card(group: Group, week: str, words: Words) -> Card:
    """At once to the coordinator, and without content (domain.md §7.2)."""
    return note_card(
        words,
        words.t("En mycket allvarlig händelse har rapporterats"),
        [
            line((group.name, True)),
            sentence(
                words.t(
                    "Läs den i dagordningen. Boten har inte larmat någon: akut 112, polisanmälan och tips 114 14."
                )
            ),
        ],
        actions=[press(words.t("Visa dagordningen"), ShowAgenda(group=group.id, week=week))],
    )


def late_card(group: Group, week: str, words: Words, *, offered: bool) -> Card:
    """An answer came after the deadline, or after the meeting had begun."""
    text = (
        words.t(
            "Ett svar kom efter att mötet började. Det står i nästa omgång, men du kan ta in det i den här."
        )
        if offered
        else words.t("Ett svar kom efter deadline. Det är med i dagordningen och märkt som sent.")
    )
    return note_card(
        words,
        words.t("Ett sent svar har kommit"),
        [line((group.name, True)), sentence(text)],
        actions=[press(words.t("Visa dagordningen"), ShowAgenda(group=group.id, week=week))],
    )


def missed_card(group: Group, step: str, week: str, words: Words) -> Card:
    """A step of the week was not carried out in time (acceptance.md S8)."""
    return note_card(
        words,
        words.t("Ett steg i veckan missades"),
        [
            line((group.name, True)),
            notice([sentence(words.t(STEPS.get(step, STEPS["prompt"])))]),
            sentence(
                words.t("Boten var inte igång när det skulle ske. Säg till den som driver boten."), quiet=True
            ),
        ],
        actions=[press(words.t("Vem har svarat"), ShowDelivery(group=group.id, week=week))],
    )


def no_deputy_card(group: Group, seat_name: str, week: str, words: Words) -> Card:
    """Somebody is away and nobody answers for them (acceptance.md M3)."""
    return note_card(
        words,
        words.t("En deltagare saknar ersättare"),
        [
            line((seat_name, True), (words.t(" är borta och har ingen ersättare som är på plats."), False)),
            sentence(words.t("Utse en ersättare under Deltagare, eller hör av dig till organisationen.")),
        ],
        actions=[
            press(words.t("Deltagare"), ShowMembers(group=group.id)),
            press(words.t("Vem har svarat"), ShowDelivery(group=group.id, week=week)),
        ],
    )


def doubt_card(group: Group, letter: str, kind: str, words: Words) -> Card:
    """A post of which nobody knows whether it arrived; a second one in the channel is worse than a question."""
    return note_card(
        words,
        words.t("Titta i kanalen"),
        [
            line((group.name, True)),
            sentence(words.t(POSTS[kind])),
            sentence(
                words.t(
                    "Teams svarade inte, så jag vet inte om det kom fram. "
                    "Titta efter: syns det inte skickar jag igen när du trycker."
                )
            ),
        ],
        actions=[press(words.t("Skicka igen"), PostAgain(group=group.id, letter=letter))],
    )


def channel_gone_card(group: Group, words: Words) -> Card:
    """The channel was deleted, and General is used instead (acceptance.md M6)."""
    return note_card(
        words,
        words.t("EST-kanalen är borttagen"),
        [
            line((group.name, True)),
            sentence(
                words.t(
                    "Dagordning och sammanfattning visas tills vidare i teamets allmänna kanal. "
                    "Lägg till mig i en ny kanal om det är fel."
                )
            ),
        ],
    )
