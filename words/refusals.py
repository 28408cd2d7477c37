"""Every no, said in words: what is wrong and what to do about it. One sentence per code."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, time

from est.errors import Refusal
from est.week import Week
from words.catalogue import N_, Words

SENTENCES: Mapping[str, str] = {
    "refused": N_("Det gick inte. Skriv hjälp så visar jag vad du kan göra."),
    "malformed": N_("Jag förstod inte det. Skriv hjälp så visar jag vad du kan göra."),
    "old_card": N_("Kortet är för gammalt eller hör till något annat. Skriv rapportera så får du ett nytt."),
    "form_refused": N_("Inget är sparat än. Rätta det som är markerat och spara igen; din text är kvar."),
    "required": N_("Fältet behöver fyllas i. Fyll i det och spara igen."),
    "too_long": N_("Texten är {length} tecken. Korta den till högst {limit} och spara igen."),
    "not_in_list": N_("Valet finns inte i listan. Välj ett som finns och spara igen."),
    "not_a_date": N_("Datumet går inte att läsa. Skriv det som 2026-11-21."),
    "not_a_clock": N_("Klockslaget går inte att läsa. Skriv det som 09:00."),
    "not_a_break": N_("Uppehållet går inte att läsa. Skriv ett per rad, till exempel Sommar: v 27–32."),
    "break_unreadable": N_("Uppehållet går inte att läsa. Skriv ett per rad, till exempel Sommar: v 27–32."),
    "break_no_such_week": N_("Uppehållet har en vecka som inte finns {year}. Rätta den och spara igen."),
    "break_backwards": N_("Uppehållet slutar innan det börjar. Rätta veckorna och spara igen."),
    "break_too_long": N_("Uppehållet måste vara kortare än {days} dagar. Korta det och spara igen."),
    "wrong_year": N_("Alla datum måste vara under {year}. Ta bort de andra."),
    "calendar": N_("Kalendern går inte att använda. Meddela den som driver boten."),
    "calendar_other_year": N_("Alla datum måste vara under {year}. Ta bort de andra."),
    "calendar_without_working_days": N_(
        "Kalendern saknar arbetsdagar nära {day}. Meddela den som driver boten."
    ),
    "half_day_has_zone": N_("Skriv klockslaget utan tidszon, som 09:00."),
    "day_too_early": N_("Datumet är för långt tillbaka. Det tidigaste är {earliest}."),
    "day_too_late": N_("Datumet är för långt fram. Det senaste är {latest}."),
    "other_place_required": N_("Du har valt Annan plats. Skriv vilken under Mer, utan bostadsadress."),
    "round_closed": N_("Omgången {closed} är stängd, så inget sparades där. Svara i {week} i stället."),
    "locked": N_("Mötet för {closed} har börjat, så svaret kan inte ändras. Be samordnaren om en rättelse."),
    "changed": N_(
        "Någon har sparat en nyare version sedan du öppnade formuläret. Öppna den nya och ändra där."
    ),
    "has_items": N_(
        "Du har redan rapporterat något. Dra tillbaka det först om du inte har något att rapportera."
    ),
    "nothing_answered": N_(
        "Du har inte svarat än. Välj vad du vill rapportera, eller tryck Inget att rapportera."
    ),
    "not_allowed": N_("Det här kan jag inte visa för dig. Kontakta samordnaren om du tror att det är fel."),
    "left_group": N_(
        "Du är inte längre med i EST-gruppen, så inget sparades. Kontakta samordnaren om det är fel."
    ),
    "wrong_place": N_("Det där fungerar inte här. Skriv till mig i vår egen chatt eller i EST-kanalen."),
    "coordinators_only": N_("Det är bara samordnaren som kan göra det. Be hen om hjälp."),
    "administrators_only": N_("Det är bara administratören som kan göra det. Be hen om hjälp."),
    "no_reports": N_(
        "Du lämnar inga rapporter i den här gruppen. Be samordnaren ge dig en plats om det är fel."
    ),
    "not_your_seat": N_("Det är någon annans rapport. Skriv rapportera så får du din egen."),
    "not_your_item": N_("Den uppgiften kan du inte ändra. Skriv rapportera så ser du dina egna."),
    "last_coordinator": N_("Gruppen måste ha minst en samordnare. Utse en till innan du tar bort den sista."),
    "absence_over": N_("Frånvaron slutar innan den börjar eller är redan över. Välj andra datum."),
    "plan_weekday": N_("Mötet måste vara måndag till fredag. Välj en av de dagarna."),
    "plan_clock_hours": N_("Mötet måste börja mellan {earliest} och {latest}. Välj ett annat klockslag."),
    "plan_clock_not_whole_minutes": N_("Klockslaget måste vara i hela minuter. Skriv det som 09:00."),
    "plan_clock_has_zone": N_("Skriv klockslaget utan tidszon, som 09:00."),
    "plan_length": N_("Mötet måste vara mellan {shortest} och {longest} minuter. Välj en annan längd."),
    "meeting_length": N_("Mötet måste vara mellan {shortest} och {longest} minuter. Välj en annan längd."),
    "plan": N_("Den mötestiden går inte. Skriv inställningar och välj en annan."),
    "plan_interval": N_("Den takten går inte att välja. Välj en ur listan."),
    "plan_ordinals": N_("Den takten går inte att välja. Välj en ur listan."),
    "plan_zone": N_("Tidszonen finns inte. Välj till exempel Europe/Stockholm."),
    "unknown_week": N_("Den veckan finns inte. Skriv till exempel sammanfattning v 48."),
    "no_such_round": N_(
        "Det finns inget EST-möte den veckan. Skriv dagordning så ser du vilken vecka som gäller."
    ),
    "no_meeting": N_(
        "Det finns inget EST-möte det närmaste året. Samordnaren kan ändra uppehållen under inställningar."
    ),
    "not_set_up": N_(
        "Gruppen har inte valt mötestid än. Samordnaren gör det genom att skriva inställningar."
    ),
    "meeting_over": N_(
        "Mötet för {closed} är slut, så dagordningen publiceras inte. Skriv sammanfattning {closed} i stället."
    ),
    "already_approved": N_(
        "Sammanfattningen för {closed} är godkänd, så svaret står kvar i {week} och tas upp där."
    ),
    "not_approved": N_(
        "Sammanfattningen är inte godkänd än. Du får den i kanalen när samordnaren har godkänt den."
    ),
    "too_early": N_("Mötet har inte varit än. Sammanfattningen kan godkännas när mötet har börjat."),
    "approved": N_("Någon har redan godkänt sammanfattningen. Skriv sammanfattning så får du den."),
    "round_answered": N_("Någon hann svara i omgången, så den finns kvar. Skriv läget så ser du vem."),
    "draft_changed": N_("Utkastet har ändrats sedan kortet visades. Läs det nya och godkänn det."),
    "action_state": N_(
        "Det steget går inte att ta från åtgärdens läge. Öppna åtgärden igen och välj ett som visas."
    ),
    "action_changed": N_(
        "Någon har ändrat åtgärden sedan du öppnade den. Öppna den igen och gör om ändringen."
    ),
    "action_not_fresh": N_(
        "Åtgärden är redan påbörjad eller står i en godkänd sammanfattning. Öppna den och avbryt den i stället."
    ),
    "no_such_action": N_("Den åtgärden finns inte. Skriv åtgärder så ser du vilka som finns."),
    "not_your_action": N_("Det kan bara samordnaren eller åtgärdens ägare göra. Be någon av dem."),
    "not_your_event": N_(
        "Den frågan är till den som rapporterade. Skriv rapportera om du har något att berätta."
    ),
    "meeting_not_yet": N_(
        "Det är för tidigt att starta mötet för {closed}. Försök igen från en timme före mötestiden."
    ),
    "meeting_not_begun": N_(
        "Mötet för {closed} pågår inte. Skriv möte så får du kortet där du kan starta det eller se hur det gick."
    ),
    "meeting_begun": N_(
        "Mötet för {closed} har börjat, så längden ändras inte. Skriv möte och låna tid mellan punkterna."
    ),
    "meeting_length_not_offered": N_(
        "Den längden går inte att välja här. Skriv inställningar och ändra den där."
    ),
    "meeting_approved": N_(
        "Sammanfattningen för {closed} är godkänd, så mötet ändras inte. Skriv sammanfattning så ser du den."
    ),
    "meeting_moved_on": N_("Någon annan hann före. Skriv möte så ser du hur det står nu."),
    "nothing_to_lend": N_(
        "Så många minuter går inte att låna där: punkten kan avstå {room}. Varje rad behåller minst en minut. "
        "Välj färre minuter eller en annan punkt."
    ),
    "named_twice": N_(
        "Samma person är ikryssad både som anmält förhinder och som frånvarande. Välj ett av dem."
    ),
    "not_asked": N_(
        "Din organisation är inte tillfrågad om det behovet. Be samordnaren ta upp det på mötet."
    ),
    "no_group": N_(
        "Jag hittar ingen EST-grupp för dig. Lägg till mig i gruppens team, eller be samordnaren göra det."
    ),
    "attachment": N_(
        "Jag tar inte emot filer, och inget är sparat. Skriv i stället vad som hänt, utan personuppgifter."
    ),
    "other_variant": N_(
        "Den varianten finns inte. Skriv sammanfattning och sedan utkast, godkänn, op, bra, styrgrupp eller publik."
    ),
    "outside_group": N_(
        "Det här är gruppens eget. Skriv sammanfattning op, bra, styrgrupp eller publik så får du den som är till dig."
    ),
    "variant_not_approved": N_(
        "Sammanfattningen är inte godkänd än, så den går inte vidare utanför gruppen. Be samordnaren "
        "godkänna den."
    ),
    "summary_personal_data": N_(
        "Sammanfattningen är inte godkänd: {items} verkar innehålla personuppgifter. Öppna Granska, "
        "ändra eller dölj dem, och godkänn sedan."
    ),
    "approved_already": N_(
        "Sammanfattningen för {closed} är godkänd. Öppna den igen under Versioner om något ska ändras."
    ),
    "only_newest": N_("Bara den nyaste versionen kan öppnas igen. Öppna versionerna och välj den."),
    "reopened": N_("Någon har redan öppnat versionen igen. Läs utkastet som det är nu."),
    "opening_changed": N_(
        "Någon annan har skrivit inledningen under tiden. Läs deras text här; din är kvar i fältet. "
        "Spara om din gäller."
    ),
    "item_changed": N_(
        "{item} har ändrats sedan du öppnade den. Läs hur den ser ut nu och vad som har gjorts. Tryck "
        "igen om det fortfarande gäller."
    ),
    "area_changed": N_(
        "Någon annan har satt {area} under tiden. Läs deras bedömning här; din är kvar i fälten. Spara "
        "om din gäller."
    ),
    "too_late_to_return": N_(
        "Mötet har börjat, så rapportören kan inte ändra längre. Rätta uppgiften själv, eller dölj den."
    ),
    "not_alike": N_("De ser inte ut att vara samma händelse längre. Läs uppgifterna som de är nu."),
    "not_merged": N_("Uppgiften är inte hopslagen med någon annan längre. Läs listan som den är nu."),
    "not_movable": N_(
        "Uppgiften har ingen plats som går att flytta i dagordningen. Läs listan som den är nu."
    ),
}
"""By code. A sentence always ends with a way out, also where only a fault of ours could bring it to somebody."""

FOUND: Mapping[str, str] = {
    "P1": N_("Texten verkar innehålla ett personnummer. Ta bort det och spara igen."),
    "P2": N_(
        "Texten verkar innehålla telefonnummer, e-post eller annan kontaktuppgift. Ta bort den och spara igen."
    ),
    "P3": N_(
        "Texten verkar innehålla ett registreringsnummer. Skriv ”en personbil” i stället och spara igen."
    ),
    "P4": N_("Texten verkar peka ut en bostad. Skriv kvarteret eller gården i stället."),
    "P5": N_("Det ser ut som ett namn. Skriv till exempel ”en ungdom”, eller ingen person alls."),
    "P6": N_(
        "Texten verkar innehålla en länk eller ett konto. Skriv ”inlägg i sociala medier” och spara igen."
    ),
    "P7": N_("Texten nämner något känsligt, som ursprung, tro eller hälsa. Skriv vad som hände utan det."),
    "P8": N_(
        "Texten pekar ut en person som misstänkt. Det hör inte hemma i EST: ring 112 om det är akut, 114 14 för att "
        "anmäla eller tipsa. Skriv bara platsen och händelsen här."
    ),
    "P9": N_("Texten verkar innehålla ett ärendenummer. Ta bort det om du kan."),
    "P10": N_("Någon kan gå att känna igen på beskrivningen. Skriv mer allmänt om du kan."),
}
"""By class of personal data (domain.md §7.8); one friendly sentence that never repeats the text."""

MARKED: Mapping[str, str] = {
    "P4": N_("möjlig bostad"),
    "P5": N_("möjligt namn"),
    "P7": N_("känslig uppgift"),
    "P9": N_("ärendenummer"),
    "P10": N_("någon kan gå att känna igen"),
}
"""What an item that was saved in spite of a warning is marked with, for the coordinator."""
_ANY_CLASS = N_("personuppgift")

SAVE_ANYWAY = N_("Om det inte är en personuppgift kan du spara ändå; samordnaren ser då märkningen.")


FIELDS: Mapping[str, str] = {
    "category": N_("Kategori"),
    "type": N_("Typ"),
    "place": N_("Plats"),
    "other_place": N_("Annan plats, med egna ord"),
    "first": N_("Datum"),
    "last": N_("Till och med"),
    "part_of_day": N_("Tid på dygnet"),
    "text": N_("Beskrivning"),
    "severity": N_("Allvarlighet"),
    "impact": N_("Påverkan"),
    "asked": N_("Från vem"),
    "urgency": N_("När"),
    "action_taken": N_("Åtgärd som redan är gjord"),
    "preparation": N_("Förberedelse som behövs"),
    "note": N_("Anteckning"),
    "subject": N_("Till vilken rad"),
    "sort": N_("Vad ska läggas till"),
    "minutes": N_("Tid"),
    "organisation": N_("Svar från"),
    "answer": N_("Svar"),
    "title": N_("Vad ska göras"),
    "owner": N_("Ägare"),
    "function": N_("Funktion"),
    "due": N_("Klart senast"),
    "items": N_("Kommer från"),
    "why": N_("Varför"),
    "indicator": N_("Mått"),
    "baseline": N_("Utgångsläge"),
    "decision_ref": N_("Beslut (nummer eller protokoll)"),
    "law_tag": N_("Rubrik i åtgärdsplanen"),
    "level": N_("Nivå"),
    "effect": N_("Effekt"),
    "name": N_("Namn"),
    "contact": N_("Kontaktperson"),
    "members": N_("Deltagare"),
    "functions": N_("Andra funktioner som är med"),
    "until": N_("Till och med"),
}
"""What a form calls a field, for a refusal that does not stand beside it."""


NAMED: Mapping[str, str] = {"opening": N_("inledningen")}
"""What a part of the summary is called where it stands among the labels of items."""


def suspected(data_class: str, words: Words) -> str:
    """What the coordinator looks for in a marked item."""
    return words.t(MARKED.get(data_class, _ANY_CLASS))


def say_beside(faults: Collection[Refusal], words: Words) -> str:
    """What is wrong with a form that stays as it is: each fault with its field's name, and nothing that was typed.

    There is no button here that saves in spite of a warning, so it is not spoken of.
    """
    return "\n\n".join([words.t("Inget är sparat än."), *(_named(fault, words) for fault in faults)])


def _named(fault: Refusal, words: Words) -> str:
    found = FOUND.get(str(fault.values.get("data_class", "")))
    text = words.t(found) if found is not None else say(fault, words)
    name = FIELDS.get(fault.field)
    return f"{words.t(name)}: {text}" if name is not None else text


def say(refusal: Refusal, words: Words) -> str:
    """The refusal in words. A code without a sentence of its own is a plain no, never an empty one."""
    if refusal.code == "personal_data":
        return words.t(FOUND[str(refusal.values["data_class"])])
    if refusal.code == "personal_data_suspected":
        return f"{words.t(FOUND[str(refusal.values['data_class'])])} {words.t(SAVE_ANYWAY)}"
    values = {name: _value(value, words) for name, value in refusal.values.items()}
    return words.t(SENTENCES.get(refusal.code, SENTENCES["refused"])).format(**values)


def _value(value: object, words: Words) -> str:
    if isinstance(value, tuple):
        return ", ".join(words.t(NAMED.get(one, "")) or one for one in value)
    if isinstance(value, date):
        return words.day_with_year(value)
    if isinstance(value, time):
        return words.clock(value)
    if isinstance(value, str):
        try:
            return words.week(Week.parse(value))
        except ValueError:
            return value
    return str(value)
