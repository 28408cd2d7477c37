"""The tables. What must never happen is refused here, by keys and constraints, whatever the code above does."""

from storage.tables.ledger import ErrandRow, LeaseRow, LetterRow
from storage.tables.meetings import AgendaRow, MeetingNoteRow, MeetingRunRow, NeedAnswerRow, RegisterRow
from storage.tables.meta import TableRow, table
from storage.tables.municipalities import (
    CalendarYearRow,
    GroupRow,
    MunicipalityRow,
    OrganisationRow,
    PlacePointRow,
    PlaceRow,
)
from storage.tables.people import AddressRow, FormRow, MemberRow
from storage.tables.rounds import (
    ActionRow,
    ActionVersionRow,
    ApprovalRow,
    ItemRow,
    ItemVersionRow,
    ReopeningRow,
    ReportRow,
    ReviewRow,
    RoundRow,
    WorkingGroupRow,
)

__all__ = [
    "ActionRow",
    "ActionVersionRow",
    "AddressRow",
    "AgendaRow",
    "ApprovalRow",
    "CalendarYearRow",
    "ErrandRow",
    "FormRow",
    "GroupRow",
    "ItemRow",
    "ItemVersionRow",
    "LeaseRow",
    "LetterRow",
    "MeetingNoteRow",
    "MeetingRunRow",
    "MemberRow",
    "MunicipalityRow",
    "NeedAnswerRow",
    "OrganisationRow",
    "PlacePointRow",
    "PlaceRow",
    "RegisterRow",
    "ReopeningRow",
    "ReportRow",
    "ReviewRow",
    "RoundRow",
    "TableRow",
    "WorkingGroupRow",
    "table",
]
