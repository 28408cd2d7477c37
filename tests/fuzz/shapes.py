"""Activities to begin with, and every way in which one is bent into the next."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from cards.verbs import VERBS
from est.week import Week
from tests.acceptance.tampering import CHOICES, bent, payload
from tests.bot.fakes import ANNA, APP, TENANT, Json, recorded
from tests.bot.odd_activities import NAMES, places_in, put
from tests.channel import Customer

W48 = Week(2026, 48)
COMMANDS = ("rapportera", "hjälp", "läget", "dagordning", "inställningar", "sammanfattning godkänn", "v 48")
ODD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 7, 1.5, 10**30, 1e308, "", " ", "x" * 5000, "å\u0308\u202e\u200b", "'; --"),
    *("msteams", "invoke", "message", "installationUpdate", "conversationUpdate", "event", "add", "remove"),
    *("personal", "channel", "groupChat", "teamRenamed", "channelDeleted", "teamMemberRemoved", "automatic"),
    *("Action.Execute", "Action.Submit", "adaptiveCard/action", "9999-12-31", "2026-W53", "19121212-1212"),
    *([], {}, [[]], [None], {"": {}}, [{"id": 7}], {"id": {"id": []}}, {"v": [1]}),
)


def ids_of(customer: Customer, number: int) -> dict[str, str]:
    """The ids that a card of this person's holds."""
    group = customer.group_id
    return {
        "group": group,
        "week": str(W48),
        "seat": customer.seat(number),
        "item": f"{group}.{W48}.1",
        "member": customer.seat(number + 1),
        "draft": f"draft-{number}",
        "fingerprint": "0" * 16,
    }


def whole(verb: str, ids: Mapping[str, str]) -> Json:
    """The data of a button pressed as it should be, also of one whose fields nobody has told the tests of."""
    fields = VERBS[verb].model_fields
    untold = {name: field for name, field in fields.items() if field.is_required() and name not in CHOICES}
    return payload(verb, {name: _some(field.annotation) for name, field in untold.items()} | dict(ids))


def _some(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return next(iter(annotation)).value
    return {int: 1, bool: True, dict: {}}.get(annotation, "x")


def recordings(customer: Customer) -> list[Json]:
    """One activity of every kind that Teams was recorded to send, every command, and every button as it should be."""
    known = {APP: customer.app, TENANT: customer.tenant, ANNA: customer.person()}
    known |= {"a:1anna-och-boten": customer.chat(), "19:est0team0general@thread.tacv2": customer.team}
    known |= {"19:est0channel0lage@thread.tacv2": customer.team}
    return [
        *(_with_ids(recorded(name), known) for name in NAMES),
        *(customer.says(text) for text in COMMANDS),
        *(customer.presses(verb, 0, **whole(verb, ids_of(customer, 0))) for verb in VERBS),
    ]


def presses(customer: Customer) -> list[Json]:
    """Every button there is, with data that no card of ours has."""
    found: list[Json] = []
    for verb in VERBS:
        right = whole(verb, ids_of(customer, 0))
        found += [customer.presses(verb, 0, **data) for _, data in bent(verb, right)]
        found.append(customer.activity(type="message", value=right))
    return found


def spoken_by(body: Json, customer: Customer, number: int, service_url: str, id_: str) -> Json:
    """The same activity from another person, in their chat and seat, and under another id, where it still says so."""
    ours = {customer.person(): customer.person(number), customer.chat(): customer.chat(number)}
    body = _with_ids(body, ours | {customer.seat(): customer.seat(number)})
    body = {**body, "id": id_} if "id" in body else body
    # An answer goes to the service URL, so an odd one must still be this machine's.
    return body | {"serviceUrl": service_url} if isinstance(body.get("serviceUrl", ""), str) else body


def mutated(body: Json, others: Sequence[Json], chance: random.Random) -> Json:
    """The activity with one to four changes."""
    body = copy.deepcopy(body)
    for _ in range(chance.randint(1, 4)):
        chance.choice(CHANGES)(body, others, chance)
    return body


def broken(body: Json, chance: random.Random) -> bytes:
    """The bytes of an activity with some of them changed, lost or said twice."""
    raw = bytearray(json.dumps(body, ensure_ascii=chance.random() < 0.5).encode("utf-8", "replace"))
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(raw) + 1)
        match chance.randrange(4):
            case 0:
                raw[at:at] = chance.randbytes(chance.randint(1, 4))
            case 1:
                del raw[at : at + chance.randint(1, 20)]
            case 2:
                raw[at:at] = raw[at : at + chance.randint(1, 40)]
            case _:
                raw[at:at] = chance.choice((b"\\ud800", b"\\u0000", b"NaN", b"{", b"[", b'"', b",", b"\xff"))
    return bytes(raw)


def _replace(body: Json, _: Sequence[Json], chance: random.Random) -> None:
    """Something odd in a place where something stood."""
    if places := places_in(body):
        put(body, chance.choice(places), copy.deepcopy(chance.choice(ODD)))


def _remove(body: Json, _: Sequence[Json], chance: random.Random) -> None:
    """A key less."""
    if places := [place for place in places_in(body) if isinstance(place[-1], str)]:
        place = chance.choice(places)
        holder = _holder(body, place)
        if isinstance(holder, dict):
            holder.pop(place[-1], None)


def _borrow(body: Json, others: Sequence[Json], chance: random.Random) -> None:
    """The value that another activity has under the same key."""
    key = chance.choice([*chance.choice(others), "value", "text", "channelData", "type"])
    donor = chance.choice(others)
    if key in donor:
        body[key] = copy.deepcopy(donor[key])


def _retype(body: Json, _: Sequence[Json], chance: random.Random) -> None:
    """The data of one button under the verb of another."""
    value = body.get("value")
    action = value.get("action") if isinstance(value, dict) else None
    if isinstance(action, dict):
        action["verb"] = chance.choice(list(VERBS))
        if isinstance(action.get("data"), dict):
            action["data"]["verb"] = action["verb"]


def _lengthen(body: Json, _: Sequence[Json], chance: random.Random) -> None:
    """A text a hundred times as long, or in another script."""
    texts = [place for place in places_in(body) if isinstance(_at(body, place), str)]
    if texts:
        place = chance.choice(texts)
        text = str(_at(body, place))
        longer = text * 100 if chance.random() < 0.5 else text[::-1] + "\u202e😀\u0301"
        put(body, place, longer[:60_000])


Change = Callable[[Json, Sequence[Json], random.Random], None]
CHANGES: tuple[Change, ...] = (_replace, _replace, _remove, _borrow, _retype, _lengthen)


def _at(value: Any, place: tuple[str | int, ...]) -> Any:
    for key in place:
        value = value[key]
    return value


def _holder(value: Any, place: tuple[str | int, ...]) -> Any:
    return _at(value, place[:-1])


def _with_ids(body: Json, known: Mapping[str, str]) -> Json:
    raw = json.dumps(body)
    for old, new in known.items():
        raw = raw.replace(old, new)
    changed: Json = json.loads(raw)
    return changed
