"""Looking at a document page by page before it is printed; nothing of it touches the disk."""

from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any

from desktop.domain.errors import Refused
from desktop.domain.progress import Progress, silent
from desktop.services import prints
from desktop.services.orders import Order
from desktop.services.session import Session

_POINTS = 72


@dataclass(frozen=True)
class Preview:
    """A document in memory, whose pages can be drawn."""

    data: bytes
    version: str = ""

    @cached_property
    def _opened(self) -> Any:
        # Loads a large library, which only looking at pages needs.
        from pypdfium2 import PdfDocument

        return PdfDocument(self.data)

    @cached_property
    def pages(self) -> int:
        """How many pages it has."""
        return len(self._opened)

    def png(self, page: int, dpi: int = 96) -> bytes:
        """One page, counted from 1, as a PNG picture.

        Raises:
            Refused: if there is no such page.
        """
        if not 1 <= page <= self.pages:
            raise Refused(f"一共{self.pages}页，没有第{page}页")
        picture = self._opened[page - 1].render(scale=dpi / _POINTS).to_pil()
        memory = BytesIO()
        picture.save(memory, "PNG")
        return memory.getvalue()


def open_preview(
    session: Session,
    *,
    document: str,
    village: str | None = None,
    paper: str = "A4",
    policy: str | None = None,
    progress: Progress = silent,
) -> Preview:
    """A document to look at; the arguments and refusals are those of :func:`prints.pdf`."""
    order = Order(document=document, village=village, paper=paper, policy=policy)
    return preview(session, order, progress)


def preview(session: Session, order: Order, progress: Progress = silent) -> Preview:
    """An order to look at; no file is made, nothing logged."""
    data, printed, _ = prints.made(session, order, progress)
    return Preview(data, printed.version)
