"""The agenda's points and the reason on every line."""

from __future__ import annotations

from collections.abc import Mapping

from est.agenda import Line, PointKind, Reason, ReasonCode
from words.catalogue import N_, NN_, Words

POINTS: Mapping[PointKind, str] = {
    PointKind.OPENING: N_("Öppning"),
    PointKind.FOLLOW_UP: N_("Uppföljning av åtgärder"),
    PointKind.INCIDENTS: N_("Veckans händelser"),
    PointKind.UPCOMING: N_("Kommande händelser"),
    PointKind.NEEDS: N_("Samverkansbehov"),
    PointKind.PRIORITY_PLACES: N_("Prioriterade platser kommande vecka"),
    PointKind.CLOSING: N_("Avslut"),
}
CONTENT: Mapping[PointKind, str] = {
    PointKind.OPENING: N_("Närvaro per funktion. Inga personuppgifter."),
    PointKind.CLOSING: N_("Nästa möte, och vad som lyfts till operativ grupp eller BRÅ."),
}

_REASONS: Mapping[ReasonCode, str] = {
    ReasonCode.BLOCKED: N_("hindrad"),
    ReasonCode.SEVERITY: N_("allvarlighet {value}"),
    ReasonCode.NEEDS_DISCUSSION: N_("rapportören vill ta upp den"),
    ReasonCode.ONGOING: N_("pågår"),
    ReasonCode.NEW_PLACE: N_("ny plats"),
    ReasonCode.HIGH_IMPACT: N_("påverkan {value}"),
    ReasonCode.ORAL: N_("muntlig information"),
    ReasonCode.URGENT: N_("före helgen"),
    ReasonCode.WITHIN_TWO_WEEKS: N_("inom två veckor"),
    ReasonCode.WITHIN_QUARTER: N_("under kvartalet"),
    ReasonCode.PARTLY_MET: N_("delvis löst"),
    ReasonCode.AGREED: N_("accepterat"),
    ReasonCode.DECLINED: N_("avböjt"),
    ReasonCode.MOVED: N_("flyttat hit"),
    ReasonCode.BY_COORDINATOR: N_("flyttad av samordnaren"),
    ReasonCode.LATE: N_("kom sent"),
    ReasonCode.NO_ROOM: N_("fick inte plats"),
}
_COUNTED: Mapping[ReasonCode, tuple[str, str]] = {
    ReasonCode.OVERDUE: NN_("{n} dag försenad", "{n} dagar försenad"),
    ReasonCode.DUE_SOON: NN_("klar om {n} dag", "klar om {n} dagar"),
    ReasonCode.OPEN: NN_("klar om {n} dag", "klar om {n} dagar"),
    ReasonCode.EFFECT_DUE: NN_(
        "effekten efter {n} vecka ska bedömas", "effekten efter {n} veckor ska bedömas"
    ),
    ReasonCode.RECURRING: NN_(
        "{n} händelse på platsen på fyra veckor", "{n} händelser på platsen på fyra veckor"
    ),
    ReasonCode.SEVERAL_REPORTERS: NN_("{n} rapportör", "{n} rapportörer"),
    ReasonCode.SHARED_MINUTES: NN_("{n} ämne delar tiden", "{n} ämnen delar tiden"),
    ReasonCode.WITHIN_14_DAYS: NN_("om {n} dag", "om {n} dagar"),
    ReasonCode.LATER: NN_("om {n} dag", "om {n} dagar"),
    ReasonCode.PASSED: NN_("för {n} dag sedan", "för {n} dagar sedan"),
}
_TODAY: Mapping[ReasonCode, str] = {
    ReasonCode.DUE_SOON: N_("ska vara klar i dag"),
    ReasonCode.OPEN: N_("ska vara klar i dag"),
    ReasonCode.WITHIN_14_DAYS: N_("pågår eller börjar i dag"),
    ReasonCode.PASSED: N_("slutade i dag"),
}


def reason(words: Words, one: Reason) -> str:
    """One reason, such as "3 dagar försenad"."""
    if one.value == 0 and one.code in _TODAY:
        return words.t(_TODAY[one.code])
    if one.code in _COUNTED:
        return words.n(*_COUNTED[one.code], one.value)
    return words.t(_REASONS[one.code]).format(value=one.value)


def reasons(words: Words, line: Line) -> str:
    """Why the line stands where it stands."""
    return ", ".join(reason(words, one) for one in line.reasons)
