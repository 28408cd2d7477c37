"""Cards and steps of a pretended week: enough to see whether the page can carry a real one."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sample.teams import Stage, Step, TeamsUser, TeamsWorld
from tests.sample.echo_bot import Connector, EchoBot, Json, card, card_message, execute, shown, text

TITLES = ("Skadegörelse", "Klotter", "Öppen handel med narkotika", "Störande körning", "Anlagd brand")
CATEGORIES = [{"title": title, "value": f"c{number}"} for number, title in enumerate(TITLES)]
PLACES = [{"title": f"Plats {number}", "value": f"p{number}"} for number in range(1, 31)]


def heading(said: str) -> Json:
    return {**text(said), "style": "heading", "size": "Large", "weight": "Bolder"}


def prompt(*refreshed_for: str, done: bool = False) -> Json:
    buttons = [
        execute("Händelse", "form.open", kind="incident"),
        execute("Kommande händelse", "form.open", kind="upcoming"),
        execute("Samverkansbehov", "form.open", kind="need"),
        execute("Inget att rapportera", "nothing"),
        {**execute("Klar", "done"), "style": "positive"},
    ]
    receipt = [{"type": "Container", "style": "good", "items": [text("Sparat: Skadegörelse, Plats 3.")]}]
    return card(
        heading("EST vecka 12: vad har hänt?"),
        text("Svara senast **onsdag 18 mars kl 12**. Skriv om platser och händelser, aldrig om personer."),
        *(receipt if done else []),
        {"type": "FactSet", "facts": [{"title": "Möte", "value": "torsdag 19 mars kl 10"}]},
        {"type": "ActionSet", "actions": buttons},
        refresh={"action": execute("", "prompt.show"), "userIds": list(refreshed_for)},
    )


def form() -> Json:
    return card(
        heading("Ny händelse"),
        choice("category", "Vad var det?", CATEGORIES, isRequired=True, errorMessage="Välj vad det var."),
        choice("place", "Var?", PLACES, value="p3", isRequired=True, errorMessage="Välj en plats."),
        {"type": "Input.Date", "id": "day", "label": "Dag", "value": "2026-03-14"},
        {"type": "Input.Time", "id": "clock", "label": "Klockslag"},
        {"type": "Input.Number", "id": "number", "label": "Antal", "min": 1, "max": 9},
        {
            "type": "Input.Text",
            "id": "what",
            "label": "Vad hände?",
            "isMultiline": True,
            "isRequired": True,
            "errorMessage": "Skriv kort vad som hände.",
        },
        {
            "type": "Input.Toggle",
            "id": "again",
            "title": "Det har hänt förut",
            "label": "Återkommande",
            "value": "false",
        },
        {"type": "Container", "id": "more", "isVisible": False, "items": [text("Mer att fylla i")]},
        {
            "type": "ActionSet",
            "actions": [
                {**execute("Spara", "form.save"), "style": "positive"},
                {"type": "Action.ToggleVisibility", "title": "Visa mer", "targetElements": ["more"]},
                {**execute("Tillbaka", "prompt.show"), "associatedInputs": "none"},
                {
                    "type": "Action.ShowCard",
                    "title": "Hjälp",
                    "card": card(text("Plats, tid och vad som hände.")),
                },
            ],
        },
    )


def agenda() -> Json:
    rows = [
        ("Min", "Punkt"),
        ("5", "Försenade åtgärder"),
        ("10", "Skadegörelse vid skolgården, tre händelser"),
    ]
    return card(
        heading("Dagordning vecka 12"),
        text(
            "30 minuter. Läs [underlaget](https://exempel.example/underlag) före mötet.\n\n- åtgärder\n- nytt"
        ),
        {
            "type": "Table",
            "columns": [{"width": 1}, {"width": 4}],
            "rows": [
                {
                    "type": "TableRow",
                    "cells": [{"type": "TableCell", "items": [text(cell)]} for cell in row],
                }
                for row in rows
            ],
        },
        {"type": "Container", "style": "attention", "items": [text("⚠ Två svar saknas.")]},
        actions=[
            execute("Vem har svarat?", "who"),
            {"type": "Action.Submit", "title": "Skicka", "data": {"verb": "who"}},
        ],
        msteams={"width": "Full"},
    )


def choice(key: str, label: str, choices: list[dict[str, str]], **more: object) -> Json:
    return {
        "type": "Input.ChoiceSet",
        "id": key,
        "label": label,
        "style": "filtered",
        "choices": choices,
        **more,
    }


def teach(bot: EchoBot) -> None:
    """The bot answers the buttons of these cards."""
    bot.answers = {
        "form.open": shown(form()),
        "form.save": shown(prompt(done=True)),
        "prompt.show": shown(prompt()),
    }


def stage(world: TeamsWorld, now: datetime, connector: Callable[[], Connector]) -> Stage:
    """A week whose first step sends the prompts, and whose second sends the agenda."""

    async def send_prompts() -> None:
        for user in world.users:
            chat = await connector().open_chat(user.id, world.tenant_id)
            await connector().send(chat, card_message(prompt(user.id), summary="Veckans frågor"))

    async def send_agenda() -> None:
        await connector().send(world.channel_id, card_message(agenda(), summary="Dagordning"))

    due = [send_prompts, send_agenda]

    async def steps() -> Sequence[Step]:
        return [("Frågorna går ut", now + timedelta(minutes=2)), ("Dagordning", now + timedelta(days=1))]

    async def after_turn() -> None:
        if due:
            await due.pop(0)()

    async def play_others(playing: TeamsUser) -> str:
        return f"Alla utom {playing.name} har svarat."

    return Stage(
        municipality="Exempelby kommun",
        picture_url="/lagesbild",
        commands=("rapportera", "läget", "dagordning", "sammanfattning", "hjälp"),
        steps=steps,
        after_turn=after_turn,
        play_others=play_others,
    )
