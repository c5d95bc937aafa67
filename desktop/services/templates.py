"""The blank workbook that villages fill in, made from the dictionary and read by the import."""

from pathlib import Path

from desktop.domain.codebook import CodeBook
from desktop.domain.dictionary import Dictionary, Field
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
from desktop.export.template import TemplateColumn, write_template
from desktop.services.reporting import Scope, scope_of
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb

ENTITIES = ("household", "membership", "person", "employment_spell", "survey_answer", "tag")
"""The entities whose fields a row of the workbook holds."""
_FIRST = ("household.household_no", "household.village", "household.group_name",
          "person.name", "membership.relation", "person.id_no")  # fmt: skip
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


@verb("export.template", "导出填报模板", Role.READER)
def write(session: Session, *, file: Path, village: str | None = None) -> int:
    """Write a blank workbook for the office or one village; how many columns it has.

    It holds nobody, so nothing is logged.

    Raises:
        AppError: if the village is not here, or the file cannot be written.
    """
    scope = scope_of(session, village)
    ledger = session.ledger
    columns = columns_of(ledger.dictionary, ledger.book, _villages(session, scope))
    write_template(file, f"{scope.name}劳动力资源摸排表", columns, how=_HOW)
    return len(columns)


def _villages(session: Session, scope: Scope) -> tuple[str, ...]:
    places = session.ledger.book.places
    return tuple(place.name for place in places.villages(scope.place.id))


def columns_of(
    dictionary: Dictionary, book: CodeBook, villages: tuple[str, ...] = ()
) -> list[TemplateColumn]:
    """A column for each field of a row that is asked for at all, identifying ones first."""
    asked = [
        field
        for entity in ENTITIES
        for field in dictionary[entity].fields
        if field.kind.ask in _ASKED and not isinstance(field.kind, Ref)
    ]
    order = {path: place for place, path in enumerate(_FIRST)}
    asked.sort(key=lambda field: order.get(field.path, len(order)))
    return [_column(field, book, villages) for field in asked]


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
