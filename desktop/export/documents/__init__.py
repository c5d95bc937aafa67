"""The documents that can be printed, each declared in a file of its own."""

from typing import Any

from desktop.export.documents.away_roster import AWAY_ROSTER
from desktop.export.documents.declaring import Asked, Document, Form, Occasion
from desktop.export.documents.destination_summary import DESTINATION_SUMMARY
from desktop.export.documents.doubt_sheet import DOUBT_SHEET
from desktop.export.documents.hardship_roster import HARDSHIP_ROSTER
from desktop.export.documents.household_card import HOUSEHOLD_CARD
from desktop.export.documents.household_form import HOUSEHOLD_FORM
from desktop.export.documents.household_summary import HOUSEHOLD_SUMMARY
from desktop.export.documents.jobless_roster import JOBLESS_ROSTER
from desktop.export.documents.labour_roster import LABOUR_ROSTER
from desktop.export.documents.monthly_watch import MONTHLY_WATCH
from desktop.export.documents.person_card import PERSON_CARD
from desktop.export.documents.public_notice import PUBLIC_NOTICE
from desktop.export.documents.quality_summary import QUALITY_SUMMARY
from desktop.export.documents.season_register import SEASON_REGISTER
from desktop.export.documents.transfer_form import TRANSFER_FORM
from desktop.export.documents.watch_summary import WATCH_SUMMARY

DOCUMENTS: dict[str, Document[Any]] = {
    document.name: document
    for document in (
        LABOUR_ROSTER,
        HOUSEHOLD_SUMMARY,
        HOUSEHOLD_FORM,
        AWAY_ROSTER,
        MONTHLY_WATCH,
        JOBLESS_ROSTER,
        SEASON_REGISTER,
        HARDSHIP_ROSTER,
        PUBLIC_NOTICE,
        DESTINATION_SUMMARY,
        TRANSFER_FORM,
        WATCH_SUMMARY,
        QUALITY_SUMMARY,
        DOUBT_SHEET,
        PERSON_CARD,
        HOUSEHOLD_CARD,
    )
}

__all__ = ["DOCUMENTS", "Asked", "Document", "Form", "Occasion"]
