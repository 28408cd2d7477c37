"""The tables. What must never happen is refused here, by keys and constraints, whatever the code above does."""

from storage.tables.ledger import ErrandRow, LeaseRow, LetterRow
from storage.tables.meta import TableRow, table
from storage.tables.municipalities import (
    CalendarYearRow,
    GroupRow,
    MunicipalityRow,
    OrganisationRow,
    PlaceRow,
)
from storage.tables.people import AddressRow, FormRow, MemberRow
from storage.tables.rounds import ActionRow, ApprovalRow, ItemRow, ItemVersionRow, ReportRow, RoundRow

__all__ = [
    "ActionRow",
    "AddressRow",
    "ApprovalRow",
    "CalendarYearRow",
    "ErrandRow",
    "FormRow",
    "GroupRow",
    "ItemRow",
    "ItemVersionRow",
    "LeaseRow",
    "LetterRow",
    "MemberRow",
    "MunicipalityRow",
    "OrganisationRow",
    "PlaceRow",
    "ReportRow",
    "RoundRow",
    "TableRow",
    "table",
]
