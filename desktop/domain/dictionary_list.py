"""The data dictionary as a list: one row a field, and the page of docs made from it."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.domain.dictionary import Dictionary, Entity, Field
from desktop.domain.kinds import (
    Amount,
    Area,
    Code,
    Codes,
    Date,
    Flag,
    IdNumber,
    Integer,
    Kind,
    Name,
    Phone,
    Ref,
    Text,
    Words,
)

_HEAD = """\
# 数据字典

Every entity and field of the ledger, made from the declarations in `desktop/domain/entities/`;
do not edit: `.venv/bin/python -m tools.data_dictionary` writes it anew.

问：必问、分支、选问、不问（问卷要不要问）。优先：两处填得不同时，先采用哪一级的。
密级：公开、个人、身份、敏感、账户。
"""
# The narrower kind stands before the one that it is a kind of.
_KINDS: dict[type[Kind], str] = {
    Name: "姓名", Text: "文字", IdNumber: "身份证号", Phone: "电话", Words: "多个词语",
    Codes: "多选", Code: "选项", Date: "日期", Amount: "金额", Integer: "整数", Flag: "是否",
    Area: "地区", Ref: "关联", Kind: "文字",
}  # fmt: skip
_COLUMNS = ("字段", "名称", "类型", "问", "优先", "密级", "别名")


@dataclass(frozen=True, slots=True)
class DictionaryRow:
    """One declared field, as text."""

    entity: str
    entity_label: str
    field: str
    label: str
    kind: str
    kind_label: str
    ask: str
    owner: str
    secrecy: str
    aliases: tuple[str, ...]
    help: str


def dictionary_rows(dictionary: Dictionary) -> list[DictionaryRow]:
    """Every field of every entity, in the order of their declaration."""
    return [_row(entity, field) for entity in dictionary for field in entity.fields]


def _row(entity: Entity, field: Field) -> DictionaryRow:
    kind = field.kind
    return DictionaryRow(
        entity.name,
        entity.label,
        field.name,
        kind.label,
        kind_text(kind),
        kind_label(kind),
        kind.ask.value,
        kind.owner.label if kind.owner else "",
        kind.secrecy.value,
        kind.aliases,
        kind.help,
    )


def kind_text(kind: Kind) -> str:
    """A kind in a word, with what bounds it: ``Code(education)``, ``Text≤50``."""
    name = type(kind).__name__
    if isinstance(kind, Code) and not isinstance(kind, Words):
        return f"{name}({kind.code_set})"
    if isinstance(kind, Ref):
        return f"{name}({kind.to})"
    if isinstance(kind, Text):
        return f"{name}≤{kind.max_length}"
    return f"{name}({kind.unit})" if isinstance(kind, Integer) and kind.unit else name


def kind_label(kind: Kind) -> str:
    """The same in Chinese: ``选项（education）``, ``文字（最多50字）``."""
    word = next(label for cls, label in _KINDS.items() if isinstance(kind, cls))
    if isinstance(kind, Code) and not isinstance(kind, Words):
        return f"{word}（{kind.code_set}）"
    if isinstance(kind, Ref):
        return f"{word}（{kind.to}）"
    if isinstance(kind, Text):
        return f"{word}（最多{kind.max_length}字）"
    return f"{word}（{kind.unit}）" if isinstance(kind, Integer) and kind.unit else word


def dictionary_page(dictionary: Dictionary) -> str:
    """The whole dictionary as a Markdown page."""
    return "\n".join([_HEAD, *_sections(dictionary)])


def _sections(dictionary: Dictionary) -> Iterator[str]:
    for entity in dictionary:
        yield f"## {entity.label} `{entity.name}`\n"
        if entity.cls.__doc__:
            yield f"{' '.join(entity.cls.__doc__.split())}\n"
        yield f"| {' | '.join(_COLUMNS)} |"
        yield f"|{'---|' * len(_COLUMNS)}"
        for row in (_row(entity, field) for field in entity.fields):
            cells = (f"`{row.field}`", row.label, row.kind_label, row.ask, row.owner, row.secrecy,
                     "、".join(row.aliases).replace("|", "\\|"))  # fmt: skip
            yield f"| {' | '.join(cells)} |"
        yield ""
