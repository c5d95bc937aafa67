"""Makes docs/documents.md with a small picture of each document, from invented people."""

import io
import sys
from pathlib import Path

from PIL import Image
from pypdfium2 import PdfDocument

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from desktop.export.documents import DOCUMENTS, Document  # noqa: E402
from desktop.export.documents.declaring import Occasion  # noqa: E402
from desktop.export.documents.writing import pdf_of  # noqa: E402
from desktop.export.pdf.page import Paper  # noqa: E402
from tests.export.documents import people  # noqa: E402
from tests.export.documents.occasions import occasion  # noqa: E402

PAGE = ROOT / "docs" / "documents.md"
PICTURES = ROOT / "docs" / "documents"
_LONGER_SIDE = 360
_COLOURS = 16
_HEAD = """# Documents

Every document of 报表打印, as the command line names it (`labour-ledger pdf FOLDER NAME -o FILE`).
The pictures show invented people; `tools/documents.py` makes them and this page.

`--village`, `--group` and `--household` say of whom; `--blank` prints an empty form; `--told`
answers what a document asks. Each page bears 制表 and 版本: the version changes with anything that
the rows say, so that paper and ledger can be compared.

| document | sort | asks | picture |
|---|---|---|---|
"""
_LETTER = (
    "| 报送函及移交清单<br>`handover` | 公文 | 包编号（可不填，默认最近一个上报包） "
    "| a letter and a list of what a package holds |\n"
)


def thumbnail(data: bytes) -> bytes:
    """The first page, small, in few colours."""
    with PdfDocument(data) as document:
        picture = document[0].render(scale=1).to_pil()
    picture.thumbnail((_LONGER_SIDE, _LONGER_SIDE), Image.Resampling.LANCZOS)
    memory = io.BytesIO()
    picture.convert("L").quantize(_COLOURS).save(memory, "PNG", optimize=True)
    return memory.getvalue()


def made_for() -> Occasion:
    """The township of the tests, with doubts and a telephone."""
    return occasion(
        findings_of=lambda family: tuple(people.findings_of(family)),
        told={"监督电话": "0743-6222222"},
    )


def line(document: Document[object]) -> str:
    """One row of the page."""
    asked = "、".join(one.label for one in document.asks) or "—"
    picture = f"![{document.label}](documents/{document.name}.png)"
    return (
        f"| {document.label}<br>`{document.name}` | {document.form.value} | {asked} | {picture} |\n"
    )


def main() -> int:
    """Write the page and its pictures."""
    PICTURES.mkdir(exist_ok=True)
    families = list(people.ordinary())
    for document in DOCUMENTS.values():
        data, _ = pdf_of(document, made_for(), families, Paper.A4)
        (PICTURES / f"{document.name}.png").write_bytes(thumbnail(data))
    PAGE.write_text(_HEAD + "".join(map(line, DOCUMENTS.values())) + _LETTER, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
