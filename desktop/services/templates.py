"""填报工作簿: what villages fill in, made from the dictionary, read by the import."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from desktop.domain.codebook import CodeBook
from desktop.domain.dictionary import Dictionary, Field
from desktop.domain.facts import Family, Member, tag_holds
from desktop.domain.file_names import plain_file_name
from desktop.domain.kinds import (
    Amount,
    Area,
    Ask,
    Code,
    Codes,
    Date,
    Flag,
    IdNumber,
    Integer,
    Kind,
    Phone,
    Ref,
    Words,
)
from desktop.domain.listing import is_hidden as is_masked
from desktop.domain.listing import masked, raw, record_of
from desktop.domain.progress import Progress, silent
from desktop.domain.tables import show
from desktop.domain.workbook_mark import mark
from desktop.export.template import TemplateColumn, write_template
from desktop.services import checks, people
from desktop.services.prints import keep_trace
from desktop.services.reporting import Scope, scope_of
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import families

ENTITIES = ("household", "membership", "person", "employment_spell", "survey_answer", "tag")
"""The entities whose fields a row of the workbook holds."""
_FIRST = ("household.household_no", "household.village", "household.group_name",
          "person.name", "membership.relation", "person.id_no")  # fmt: skip
_TAG = "tag.tag"
_ASKED = (Ask.ALWAYS, Ask.BRANCH, Ask.OPTIONAL)
_HINTS: dict[type[Kind], str] = {
    IdNumber: "18位，末位是X的写大写X",
    Phone: "11位手机号，或带区号的座机号",
    Date: "写成2024年3月5日、2024.3或2024；记不清的写“2024年（约）”",
    Amount: "只写整数，单位元",
    Words: "有几项的，用顿号隔开",
    Codes: "有几项的，用顿号隔开",
}
_HOW = (
    "橙色必填，蓝色有这种情况才填，灰色可以不填。一人一行，同一户的人排在一起，户主排第一；"
    "户编号没有的可以空着。身份证号、电话直接输入即可。填好后用“导入表格”读入，列的顺序可以变，列名不要改。"
)


@verb("export.template", "导出填报工作簿", Role.READER)
def write(
    session: Session,
    *,
    file: Path,
    village: str | None = None,
    filled: bool = False,
    progress: Progress = silent,
) -> int:
    """Write a workbook for the office or one village; how many columns it has.

    A blank one holds nobody, so it is not logged. ``filled`` puts in what is known of the people.

    Raises:
        AppError: if the village is not here, or the file cannot be written.
    """
    scope = scope_of(session, village)
    ledger = session.ledger
    fields = _fields(ledger.dictionary)
    columns = columns_of(ledger.dictionary, ledger.book, _villages(session, scope))
    rows = write_template(
        file,
        f"{scope.name}劳动力资源摸排表",
        columns,
        how=_HOW,
        lines=_known(session, scope, fields, progress) if filled else (),
        mark=mark(scope.place.code, session.today().isoformat()),
    )
    if filled:
        keep_trace(session, "export.template", f"导出填报工作簿（{scope.name}，{rows}行）", file)
    return len(columns)


@verb("export.templates", "导出各村填报工作簿", Role.CLERK)
def write_each(
    session: Session, *, folder: Path, filled: bool = False, progress: Progress = silent
) -> list[Path]:
    """Write a workbook for each village that has households, or for all where none has.

    Raises:
        AppError: if one cannot be written; those before it are left.
    """
    known = people.villages(session, empty=False) or people.villages(session)
    written = []
    for done, one in enumerate(known):
        progress(done, len(known))
        file = folder / plain_file_name(f"{one.place.name}填报工作簿", ".xlsx")
        write(session, file=file, village=one.place.code or one.place.name, filled=filled)
        written.append(file)
    return written


def _known(
    session: Session, scope: Scope, fields: Sequence[Field], progress: Progress
) -> Iterator[list[object]]:
    """What is known of the people of a scope, each field as it reads; unread texts as seen."""
    ledger, day = session.ledger, checks.reference_day(session)
    is_hidden = session.role < Role.CLERK
    wanted = families.household_ids(ledger, scope.villages)
    for done, family in enumerate(families.families(ledger, wanted)):
        progress(done, len(wanted))
        for member in sorted(family.members, key=lambda member: not member.is_head):
            yield [_told(session, field, family, member, day, hidden=is_hidden)
                   for field in fields]  # fmt: skip


def _told(
    session: Session, field: Field, family: Family, member: Member, day: date, *, hidden: bool
) -> object:
    book = session.ledger.book
    if field.path == _TAG:
        held = [tag.tag for tag in (*family.tags, *member.tags) if tag.tag and tag_holds(tag, day)]
        return "、".join(book.code_label("tag", key) for key in dict.fromkeys(held))
    is_household = field.entity == "household"
    record = family.household if is_household else record_of(member, field.entity, day)
    value = raw(field, record, book)
    return masked(field.kind, show(value)) if hidden and is_masked(field.kind) else value


def _villages(session: Session, scope: Scope) -> tuple[str, ...]:
    places = session.ledger.book.places
    return tuple(place.name for place in places.villages(scope.place.id))


def columns_of(
    dictionary: Dictionary, book: CodeBook, villages: tuple[str, ...] = ()
) -> list[TemplateColumn]:
    """A column for each field of a row that is asked for at all, identifying ones first."""
    return [_column(field, book, villages) for field in _fields(dictionary)]


def _fields(dictionary: Dictionary) -> list[Field]:
    asked = [
        field
        for entity in ENTITIES
        for field in dictionary[entity].fields
        if field.kind.ask in _ASKED and not isinstance(field.kind, Ref)
    ]
    order = {path: place for place, path in enumerate(_FIRST)}
    asked.sort(key=lambda field: order.get(field.path, len(order)))
    return asked


def _column(field: Field, book: CodeBook, villages: tuple[str, ...]) -> TemplateColumn:
    kind = field.kind
    return TemplateColumn(
        label=kind.label,
        ask=kind.ask.value,
        choices=_choices(kind, book, villages),
        several=isinstance(kind, Codes),
        hint=kind.help or next((hint for of, hint in _HINTS.items() if isinstance(kind, of)), ""),
        width=kind.width_mm / 1.9,
        number=isinstance(kind, Integer),
    )


def _choices(kind: Kind, book: CodeBook, villages: tuple[str, ...]) -> tuple[str, ...]:
    if isinstance(kind, Flag):
        return ("是", "否")
    if isinstance(kind, Area):
        return villages
    if isinstance(kind, Code) and not isinstance(kind, Words):
        return tuple(item.label or item.key or "" for item in book.items(kind.code_set))
    return ()
