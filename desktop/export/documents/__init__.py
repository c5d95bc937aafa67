"""The documents that can be printed, each declared in a file of its own."""

from typing import Any

from desktop.export.documents.declaring import Document, Form, Occasion
from desktop.export.documents.household_summary import HOUSEHOLD_SUMMARY
from desktop.export.documents.labour_roster import LABOUR_ROSTER

DOCUMENTS: dict[str, Document[Any]] = {
    document.name: document for document in (LABOUR_ROSTER, HOUSEHOLD_SUMMARY)
}

__all__ = ["DOCUMENTS", "Document", "Form", "Occasion"]
