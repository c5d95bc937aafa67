"""docs/documents.md names every document and shows a picture of each."""

from pathlib import Path

from desktop.services import prints

DOCS = Path(__file__).parents[1] / "docs"


def test_every_document_is_named_and_pictured():
    page = (DOCS / "documents.md").read_text(encoding="utf-8")
    for one in prints.documents():
        assert f"{one.label}<br>`{one.name}`" in page
        assert prints.XLSX not in one.formats or (DOCS / "documents" / f"{one.name}.png").is_file()
