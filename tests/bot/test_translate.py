"""Recorded activities become our own events: one row per shape that Teams sends."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings

from bot.activities import activity_from
from bot.inbound import (
    AttachmentReceived,
    CardAction,
    CardRefresh,
    CardSubmitted,
    ChannelChange,
    ChannelChanged,
    ConversationType,
    Ignored,
    Inbound,
    Installed,
    Malformed,
    MeetingEnded,
    MeetingStarted,
    MembersChanged,
    MessageReceived,
    Origin,
    Person,
    Removed,
    Team,
    TeamChange,
    TeamChanged,
    UnknownInvoke,
)
from bot.translate import translate
from tests.bot.fakes import ANNA, APP, NOW, TENANT, Json, recorded
from tests.bot.odd_activities import NAMES, odd_activities

TEAM_ID, CHANNEL_ID = "19:est0team0general@thread.tacv2", "19:est0channel0lage@thread.tacv2"
TEAM = Team(TEAM_ID, "33333333-3333-4333-8333-333333333333", "EST Exempelby")
BO = Person("29:1bo-krypterat-id", "aaaaaaaa-0000-4000-8000-000000000002", "")


def event_of(name: str, /, **changes: object) -> Inbound:
    return translate(activity_from(recorded(name) | changes), NOW)


def test_everything_known_about_where_a_message_comes_from_is_kept() -> None:
    event = event_of("message_channel")
    assert isinstance(event, MessageReceived)
    assert event.origin == Origin(
        app_id=APP,
        tenant_id=TENANT,
        conversation_id=f"{CHANNEL_ID};messageid=1710662400000",
        conversation_type=ConversationType.CHANNEL,
        team_id=TEAM_ID,
        channel_id=CHANNEL_ID,
        service_url="https://smba.trafficmanager.net/emea/",
        activity_id="1710662401124",
        reply_to_id="",
        sender=Person("29:1anna-krypterat-id", ANNA, "Anna Exempel"),
        locale="sv-SE",
        received=NOW,
        timestamp=datetime(2026, 3, 17, 8, 0, 1, 123456, tzinfo=UTC),
        targeted=False,
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("message_personal", "Rapportera"),
        ("message_channel", "sammanfattning v 12"),
        ("message_channel_other_mention", "hjälp Bo Exempel"),
        ("message_group_chat", "läget"),
        ("message_slash", "/sammanfattning"),
    ],
)
def test_the_words_of_a_message_are_what_was_meant(name: str, text: str) -> None:
    event = event_of(name)
    assert isinstance(event, MessageReceived)
    assert event.text == text


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("<at>EST-boten</at>", ""),
        ("<at>EST-boten</at> hjälp <at>EST-boten</at>", "hjälp"),
        ("  \u00a0hjälp&nbsp;&nbsp;\r\n", "hjälp"),
        ("hja\u0308lp", "hjälp"),
        ("<at>Någon annan</at> hej", "<at>Någon annan</at> hej"),
        ("EST-boten hjälp", "EST-boten hjälp"),
        ("rad ett\nrad två", "rad ett\nrad två"),
    ],
    ids=[
        "only the mention",
        "twice",
        "spaces",
        "combining dots",
        "typed by hand",
        "only the name",
        "two lines",
    ],
)
def test_only_the_bots_own_mention_is_removed(typed: str, text: str) -> None:
    event = event_of("message_channel", text=typed)
    assert isinstance(event, MessageReceived)
    assert event.text == text


def test_a_person_called_what_the_bot_is_called_stays_in_the_text() -> None:
    namesake = {
        "type": "mention",
        "text": "<at>EST-boten</at>",
        "mentioned": {"id": "29:x", "name": "EST-boten"},
    }
    event = event_of("message_channel", entities=[namesake], text="<at>EST-boten</at> är här")
    assert isinstance(event, MessageReceived)
    assert event.text == "EST-boten är här"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("message_personal", ConversationType.PERSONAL),
        ("message_channel", ConversationType.CHANNEL),
        ("message_group_chat", ConversationType.GROUP_CHAT),
    ],
)
def test_where_it_was_said_is_told_also_when_teams_leaves_the_type_out(
    name: str, kind: ConversationType
) -> None:
    body = recorded(name)
    assert translate(activity_from(body), NOW).origin.conversation_type is kind  # type: ignore[union-attr]  # a message
    del body["conversation"]["conversationType"]
    assert translate(activity_from(body), NOW).origin.conversation_type is kind  # type: ignore[union-attr]  # a message


def test_a_targeted_message_is_known_by_its_recipient() -> None:
    event = event_of("message_slash")
    assert isinstance(event, MessageReceived)
    assert event.origin.targeted


def test_a_press_carries_its_verb_its_data_and_the_message_it_stands_in() -> None:
    event = event_of("card_action")
    assert isinstance(event, CardAction)
    assert event.verb == "report.save"
    assert event.data == {
        "v": 1,
        "round": "2026-W12",
        "category": "skadegorelse",
        "text": "Klotter på stationen",
    }
    assert event.origin.reply_to_id == "1710655200000"


@pytest.mark.parametrize(
    ("trigger", "kind"),
    [({"trigger": "manual"}, CardAction), ({"trigger": "automatic"}, CardRefresh), ({}, CardAction)],
    ids=["manual", "automatic", "none"],
)
def test_the_trigger_tells_a_press_from_a_refresh(
    trigger: Json, kind: type[CardAction | CardRefresh]
) -> None:
    action = recorded("card_action")["value"]["action"]
    assert type(event_of("card_action", value={"action": action} | trigger)) is kind


def test_an_action_without_data_has_empty_data() -> None:
    event = event_of("card_action", value={"action": {"type": "Action.Execute", "verb": "nothing"}})
    assert isinstance(event, CardAction)
    assert event.data == {}


def test_a_message_with_a_value_and_no_text_is_a_submitted_card() -> None:
    event = event_of("card_submit")
    assert isinstance(event, CardSubmitted)
    assert event.data == {"v": 1, "verb": "report.save", "text": "Ungdomar samlas vid torget"}
    assert isinstance(event_of("card_submit", text="hej"), MessageReceived)
    assert isinstance(event_of("card_submit", value="text"), MessageReceived)


def test_a_file_is_noticed_and_its_address_is_not_kept() -> None:
    event = event_of("message_file")
    assert event == AttachmentReceived(event.origin, "titta här")  # type: ignore[union-attr]  # an AttachmentReceived
    assert "sharepoint" not in repr(event)


@pytest.mark.parametrize(
    ("kind", "is_file"),
    [
        ("text/html", False),
        ("messageReference", False),
        ("application/vnd.microsoft.card.adaptive", False),
        ("image/*", True),
        ("image/png", True),
        ("application/octet-stream", True),
        ("", True),
    ],
)
def test_what_teams_attaches_by_itself_is_no_file(kind: str, is_file: bool) -> None:
    event = event_of("message_personal", attachments=[{"contentType": kind}])
    assert isinstance(event, AttachmentReceived) is is_file


@pytest.mark.parametrize(("name", "upgrade"), [("installed_team", False), ("upgraded_team", True)])
def test_an_installation_names_the_team_and_the_chosen_channel(name: str, upgrade: bool) -> None:
    event = event_of(name)
    assert isinstance(event, Installed)
    assert (event.team, event.upgrade) == (TEAM, upgrade)
    assert (event.origin.channel_id, event.origin.sender.object_id) == (CHANNEL_ID, ANNA)


def test_a_personal_installation_has_no_team() -> None:
    event = event_of("installed_personal")
    assert isinstance(event, Installed)
    assert event.team == Team("", "", "")
    assert event.origin.conversation_type is ConversationType.PERSONAL


def test_a_removal_is_told_and_an_upgrade_is_not_mistaken_for_one() -> None:
    removed = event_of("removed_team")
    assert isinstance(removed, Removed)
    assert removed.team == TEAM
    assert event_of("upgrade_removes_old") == Ignored("installation_action")


def test_members_who_come_and_go_are_told_without_the_bot() -> None:
    added, removed = event_of("members_added"), event_of("members_removed")
    assert isinstance(added, MembersChanged)
    assert isinstance(removed, MembersChanged)
    assert (added.added, added.removed) == ((BO,), ())
    assert (removed.added, removed.removed) == ((), (BO,))
    assert event_of("bot_added") == Ignored("conversation_update")


@pytest.mark.parametrize("change", list(TeamChange))
def test_every_change_of_a_team_is_told(change: TeamChange) -> None:
    body = recorded("team_renamed")
    body["channelData"]["eventType"] = change.value
    event = translate(activity_from(body), NOW)
    assert isinstance(event, TeamChanged)
    assert (event.kind, event.team.team_id, event.team.name) == (change, TEAM_ID, "EST Nyby")


@pytest.mark.parametrize("change", list(ChannelChange))
def test_every_change_of_a_channel_is_told(change: ChannelChange) -> None:
    body = recorded("channel_renamed")
    body["channelData"]["eventType"] = change.value
    event = translate(activity_from(body), NOW)
    assert isinstance(event, ChannelChanged)
    assert (event.kind, event.channel_id, event.name) == (change, CHANNEL_ID, "Läget")


def test_a_meeting_tells_when_it_began_and_ended() -> None:
    began, ended = event_of("meeting_start"), event_of("meeting_end")
    meeting = "MCMxOTptZWV0aW5nX2VzdA=="
    assert isinstance(began, MeetingStarted)
    assert isinstance(ended, MeetingEnded)
    assert (began.meeting_id, began.at) == (meeting, datetime(2026, 3, 17, 8, 0, 0, 456789, tzinfo=UTC))
    assert (ended.meeting_id, ended.at) == (meeting, datetime(2026, 3, 17, 8, 31, tzinfo=UTC))


def test_a_meeting_without_a_time_ended_when_teams_said_so() -> None:
    ended = event_of("meeting_end", value={"Id": "x", "EndTime": "soon"})
    assert isinstance(ended, MeetingEnded)
    assert ended.at == datetime(2026, 3, 17, 8, 0, 1, 123456, tzinfo=UTC)


@pytest.mark.parametrize("name", ["invoke_search", "invoke_task_fetch", "invoke_feedback"])
def test_an_invoke_that_we_do_not_offer_keeps_its_name(name: str) -> None:
    event = event_of(name)
    assert isinstance(event, UnknownInvoke)
    assert event.name == recorded(name)["name"]


@pytest.mark.parametrize(
    "said", [None, "", "now", 7, "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"], ids=str
)
def test_a_timestamp_that_is_no_moment_becomes_our_own(said: object) -> None:
    event = event_of("message_personal", timestamp=said)
    assert isinstance(event, MessageReceived)
    assert event.origin.timestamp == NOW


def test_a_timestamp_without_a_zone_is_utc() -> None:
    event = event_of("message_personal", timestamp="2026-03-17T08:00:00")
    assert isinstance(event, MessageReceived)
    assert event.origin.timestamp == datetime(2026, 3, 17, 8, tzinfo=UTC)


@pytest.mark.parametrize("name", NAMES)
def test_every_recorded_activity_is_understood(name: str) -> None:
    assert not isinstance(event_of(name), Malformed)


@settings(max_examples=200, deadline=None)
@given(body=odd_activities())
def test_whatever_stands_in_a_field_nothing_raises(body: Json) -> None:
    event = translate(activity_from(body), NOW)
    assert isinstance(event, Inbound)
    if isinstance(event, MessageReceived | CardAction | CardRefresh | CardSubmitted | AttachmentReceived):
        assert event.origin.sender.object_id
