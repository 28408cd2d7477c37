"""The summary's sentences: every number with its base, and nothing that the numbers do not carry."""

from __future__ import annotations

from collections.abc import Mapping

from est.summary import Baseline, Facts, Summary, Uncertainty, UncertaintyCode
from est.summary.baseline import Standing
from words.catalogue import N_, NN_, Words

SECTIONS = (
    N_("I korthet"),
    N_("Närvaro och svar"),
    N_("Läget per område"),
    N_("Händelser"),
    N_("Kommande händelser"),
    N_("Samverkansbehov och svar"),
    N_("Beslut och åtgärder"),
    N_("Uppföljda åtgärder och effekt"),
    N_("Lyfts till operativ grupp, BRÅ eller styrgrupp"),
    N_("Prioriterade platser"),
    N_("Osäkerheter i underlaget"),
    N_("Nästa möte"),
)
"""The twelve sections of a summary, in order (domain.md §9.3)."""
EMPTY: Mapping[str, str] = {
    "Läget per område": N_("inte satt"),
    "Lyfts till operativ grupp, BRÅ eller styrgrupp": N_("inget"),
}
"""What is said of a section that nothing stands in, where "inga" would be wrong."""

_UNCERTAIN: Mapping[UncertaintyCode, tuple[str, str]] = {
    UncertaintyCode.RESPONSE_RATE: NN_("{n} av {of} har svarat.", "{n} av {of} har svarat."),
    UncertaintyCode.FEW_DATA: NN_(
        "Bara {n} händelse: för få uppgifter för att jämföra.",
        "Bara {n} händelser: för få uppgifter för att jämföra.",
    ),
    UncertaintyCode.FEW_ROUNDS: NN_(
        "Bara {n} jämförbar omgång: för få för att jämföra.",
        "Bara {n} jämförbara omgångar: för få för att jämföra.",
    ),
    UncertaintyCode.RUMOURS: NN_("{n} av {of} händelser är ett rykte.", "{n} av {of} händelser är rykten."),
    UncertaintyCode.FLAGGED: NN_(
        "{n} av {of} uppgifter är märkt för granskning.", "{n} av {of} uppgifter är märkta för granskning."
    ),
    UncertaintyCode.LATE: NN_("{n} av {of} svar kom sent.", "{n} av {of} svar kom sent."),
    UncertaintyCode.NEW_REPORTERS: NN_(
        "{n} av {of} har inte svarat i tidigare omgångar.", "{n} av {of} har inte svarat i tidigare omgångar."
    ),
}


def compared(words: Words, baseline: Baseline) -> str:
    """What a count is compared with, or that it cannot be."""
    if baseline.standing is Standing.TOO_FEW:
        return words.t("för få uppgifter för att jämföra")
    return words.t(
        "median {median} i {n} jämförbara omgångar", median=number(words, baseline.median), n=baseline.rounds
    )


def number(words: Words, value: float) -> str:
    """A median as it is written in the language: 4 or 4,5."""
    text = f"{value:g}"
    return text.replace(".", ",") if words.language == "sv" else text


def three_sentences(words: Words, facts: Facts) -> tuple[str, str, str]:
    """Incidents against their median, what stands out, how many answered."""
    happened = words.n(
        "{n} händelse rapporterades ({compared}).",
        "{n} händelser rapporterades ({compared}).",
        facts.incidents,
        compared=compared(words, facts.baseline),
    )
    labels = ", ".join(item.label for item in facts.most_notable)
    notable = (
        words.t("Mest framträdande: {labels}.", labels=labels)
        if labels
        else words.t("Ingen händelse stack ut särskilt.")
    )
    answered = words.t("{answered} av {total} har svarat.", answered=facts.answered, total=facts.total)
    return happened, notable, answered


def attendance(words: Words, summary: Summary) -> str:
    """The answers in a few words; nothing to report and late answers are answers too."""
    answers = summary.attendance.answers
    said = [words.t("{answered} av {total} har svarat.", answered=answers.answered, total=answers.total)]
    if answers.nothing:
        said.append(
            words.n("{n} hade inget att rapportera.", "{n} hade inget att rapportera.", answers.nothing)
        )
    if answers.late:
        said.append(words.n("{n} svar kom sent.", "{n} svar kom sent.", answers.late))
    if answers.away:
        said.append(words.n("{n} är frånvarande.", "{n} är frånvarande.", answers.away))
    return " ".join(said)


def empty(words: Words, section: str) -> str:
    """A section that nothing stands in, said in a line."""
    return f"{words.t(section)}: {words.t(EMPTY.get(section, _NONE))}."


_NONE = N_("inga")


def uncertainty(words: Words, one: Uncertainty) -> str:
    """One reason to read the numbers with care."""
    return words.n(*_UNCERTAIN[one.code], one.value, of=one.of)


def caveat(words: Words) -> str:
    """What the picture is not (domain.md §12 rule 20)."""
    return words.t(
        "EST-rapporter om offentliga miljöer är en del av underlaget, aldrig hela lägesbilden enligt lag (2023:196)."
    )
