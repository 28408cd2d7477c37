"""The agenda as a document: seven points whose minutes add up, and the reason on every line."""

from __future__ import annotations

from collections.abc import Sequence

from documents.details import details
from documents.frame import Frame
from documents.paper import Block, Paper, Paragraph, Section
from est.agenda import Line, Point, PointKind
from est.running import key_of
from est.weekly.documents import Dossier
from words import Words, words_in
from words.agenda import CONTENT
from words.agenda_lines import (
    action_parts,
    answers_and_period,
    many_subjects,
    note,
    nothing,
    point_title,
    quiet_week,
    sourced_notes,
)
from words.items import what, when, where
from words.minutes import page_words


def agenda_paper(dossier: Dossier, frame: Frame) -> Paper:
    """The agenda of the round as it stands; until it is published it says that it is a draft."""
    words, view = words_in(frame.language), dossier.view.meeting
    agenda, minute = view.agenda, 0
    sections = [Section(words.t("Underlaget"), _week(dossier, words))]
    for number, point in enumerate(agenda.points, start=1):
        sections.append(_point(dossier, words, point, (number, minute)))
        minute += point.minutes
    if agenda.read_yourself:
        blocks = [block for line in agenda.read_yourself for block in _line(dossier, words, line)]
        sections.append(Section(words.t("Läs själva"), blocks))
    facts = [one for one in details(dossier, frame, words) if one.name != words.t("Status")]
    return Paper(
        frame=frame,
        title=words.t("Dagordning {week}", week=words.week(dossier.round.week)),
        under_title=f"{view.group.name} · {words.n('{n} minut', '{n} minuter', agenda.length)}",
        mark="" if view.published else words.t("UTKAST – inte publicerad"),
        details=facts,
        sections=sections,
        page_words=page_words(words),
        logotype_text=words.t("Logotyp för {municipality}", municipality=frame.municipality),
    )


def _week(dossier: Dossier, words: Words) -> Sequence[Block]:
    agenda = dossier.view.meeting.agenda
    said: list[Block] = [Paragraph(answers_and_period(words, agenda, dossier.round))]
    if agenda.parking:
        said.append(Paragraph(many_subjects(words)))
    if agenda.quiet:
        said.append(Paragraph(quiet_week(words, agenda)))
    return said


def _point(dossier: Dossier, words: Words, point: Point, at: tuple[int, int]) -> Section:
    """A point with its number and the minute it begins at."""
    number, minute = at
    lines = [block for line in point.lines for block in _line(dossier, words, line)]
    lines += [block for line in point.table for block in _line(dossier, words, line, texts=False)]
    title = point_title(words, point, number, minute)
    if point.kind in CONTENT:
        return Section(title, [Paragraph(words.t(CONTENT[point.kind])), *lines])
    return Section(title, lines or [Paragraph(nothing(words, point, number))])


def _line(dossier: Dossier, words: Words, line: Line, *, texts: bool = True) -> list[Block]:
    """What it is about, its texts where they are said, why it stands here, and what was noted of it."""
    noted = dossier.view.meeting.held.notes.get(key_of(line))
    about = _about(dossier, words, line, texts=texts)
    if noted is None or not noted.text:
        return about
    return [*about, Paragraph(noted.text, lead=words.t("Antecknat:"))]


def _about(dossier: Dossier, words: Words, line: Line, *, texts: bool) -> list[Block]:
    view = dossier.view.meeting
    if line.action_id:
        found = view.actions.get(line.action_id)
        name, *rest = action_parts(words, found, view.organisations) if found else (line.action_id,)
        return [_titled(name, *rest), Paragraph(note(words, line), quiet=True)]
    if line.point is PointKind.PRIORITY_PLACES or not line.item_ids:
        name = where(words, line.location, view.places)
        return [_titled(name), Paragraph(note(words, line), quiet=True)]
    blocks: list[Block] = []
    said: list[str] = []
    for item in (view.items[id_] for id_ in line.item_ids if id_ in view.items):
        place = "" if line.heading_only else where(words, item.content.location, view.places)
        blocks.append(_titled(f"{item.label} · {what(words, item)}", place, when(words, item)))
        if texts and not line.heading_only:
            blocks.append(Paragraph(item.content.text))
            said += (one for one in sourced_notes(words, item, view.organisations) if one not in said)
    return [*blocks, Paragraph(note(words, line, said), quiet=True)]


def _titled(name: str, *rest: str) -> Paragraph:
    return Paragraph("".join(f"· {one} " for one in rest if one).strip(), lead=name)
