"""Printing many documents at once: into a folder, named by rule, or bound into one file."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from desktop.domain.errors import Refused
from desktop.domain.file_names import plain_file_name
from desktop.domain.progress import Progress, silent
from desktop.envelope.safe_file import written_safely
from desktop.services import acts, people, prints
from desktop.services.acts import Trace
from desktop.services.orders import Order
from desktop.services.prints import Made
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb

_PRINTS = frozenset({"print.pdf", "print.paper", "print.batch", "export.sheet", "export.list"})
_LOOKED_AT = 2000


@verb("print.batch", "批量打印", Role.READER)
def to_folder(
    session: Session,
    *,
    documents: tuple[str, ...],
    folder: Path,
    villages: tuple[str, ...] = (),
    paper: str = "A4",
    told: tuple[str, ...] = (),
    progress: Progress = silent,
) -> list[Made]:
    """Print documents for villages, a file each, named ``村_表名.pdf``; never over another file.

    Without villages each document is printed once, for the whole area.

    Raises:
        Refused: if nothing is to be printed, the folder is not there, or a file already is.
        AppError: if a file cannot be written; those before it stay.
    """
    if not folder.is_dir():
        raise Refused(f"没有“{folder.name}”这个文件夹，请先建好再选")
    wanted = list(_orders(documents, villages, paper, told))
    files = [folder / _name(session, order) for order in wanted]
    there = next((file for file in files if file.exists()), None)
    if there is not None:
        raise Refused(f"文件夹里已有{there.name}，请换一个文件夹或先移走")
    made = []
    for done, (order, file) in enumerate(zip(wanted, files, strict=True)):
        progress(done, len(wanted))
        made.append(prints.write(session, order, file))
    progress(len(wanted), len(wanted))
    return made


@verb("print.bind", "合订打印", Role.READER)
def to_file(
    session: Session,
    *,
    documents: tuple[str, ...],
    file: Path,
    villages: tuple[str, ...] = (),
    paper: str = "A4",
    told: tuple[str, ...] = (),
    progress: Progress = silent,
) -> int:
    """Print documents for villages one behind the other into one file; how many pages it has.

    Raises:
        Refused: if nothing is to be printed.
        AppError: if the file cannot be written; nothing of it is left behind.
    """
    wanted = list(_orders(documents, villages, paper, told))
    data, pages = _bound(session, wanted, progress)
    with written_safely(file) as out:
        out.write(data)
    prints.keep_trace(session, "print.batch", f"合订打印{len(wanted)}份（{pages}页）", file)
    return pages


def _bound(session: Session, wanted: Sequence[Order], progress: Progress) -> tuple[bytes, int]:
    # Loads a large library, which only binding needs.
    from pypdfium2 import PdfDocument

    bound, memory = PdfDocument.new(), BytesIO()
    for done, order in enumerate(wanted):
        progress(done, len(wanted))
        with PdfDocument(prints.made(session, order)[0]) as part:
            bound.import_pages(part)
    pages = len(bound)
    bound.save(memory)
    bound.close()
    progress(len(wanted), len(wanted))
    return memory.getvalue(), pages


def _orders(
    documents: Sequence[str], villages: Sequence[str], paper: str, told: tuple[str, ...]
) -> Iterator[Order]:
    if not documents:
        raise Refused("没有选要打印的表，请先选")
    for document in documents:
        order = Order(document=document, paper=paper, told=told)
        yield from (replace(order, village=village) for village in villages or (None,))


def _name(session: Session, order: Order) -> str:
    found = people.village_of(session, order.village) if order.village else None
    place = session.ledger.book.area_label(found) if found else session.ledger.fact("office_name")
    return plain_file_name(f"{place}_{prints.info(order.document).label}", ".pdf")


def recent(session: Session, last: int = 20) -> list[Trace]:
    """What was printed or exported lately, the latest first, with the version on its pages."""
    found = (one for one in acts.latest(session, last=_LOOKED_AT) if one.verb in _PRINTS)
    return [one for one, _ in zip(found, range(last), strict=False)]
