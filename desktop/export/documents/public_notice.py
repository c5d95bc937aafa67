"""公示名单: always masked, with period and telephone; shows no more than allowed (rule 42)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from desktop.domain.codebook import CodeBook
from desktop.domain.errors import Refused
from desktop.domain.facts import Family
from desktop.domain.labour import Worker, Workforce
from desktop.domain.masking import keep_ends, mask_name
from desktop.domain.roster import UNREAD_MARK, RosterLine, number_column, village_column
from desktop.domain.tables import Align, Column, Table
from desktop.export.documents.declaring import Asked, Document, Form, Occasion, day_words
from desktop.export.documents.rostering import lines_of, of_field
from desktop.export.pdf.letter import Letter
from desktop.export.pdf.page import OFFICIAL, OFFICIAL_LANDSCAPE, Layout, Paper

_LABEL = "公示名单"
_POSTS = "公益性岗位人员"
_SATURDAY = 5
_NAME, _ID = "person.name", "person.id_no"
DEFAULT = (_NAME, "person.sex", "household.village", "household.group_name",
           "employment_spell.trade")  # fmt: skip
ALLOWED = frozenset({*DEFAULT, _ID, "employment_spell.kind"})
"""What may be shown to everybody; the ID number only as the county's switch says."""
_ID_ENDS = {"6+4": (6, 4), "6+0": (6, 0), "4+2": (4, 2)}
_WIDTHS = {_NAME: 30.0, "person.sex": 14.0, "household.village": 34.0,
           "household.group_name": 22.0, _ID: 46.0}  # fmt: skip


def checked_columns(occasion: Occasion) -> tuple[str, ...]:
    """The fields to be shown.

    Raises:
        Refused: if one of them would show more than is allowed; the sentence names it.
    """
    told = occasion.told.get("栏目", "").replace("，", ",").replace("、", ",")
    paths = tuple(path.strip() for path in told.split(",") if path.strip()) or DEFAULT
    mask = occasion.book.text("notice_id_mask")
    for path in paths:
        if path not in ALLOWED or (path == _ID and mask not in _ID_ENDS):
            raise Refused(f"公示名单不能列出“{_label(occasion, path)}”，请去掉这一栏")
    if _NAME not in paths:
        raise Refused("公示名单要有姓名一栏")
    return paths


def _label(occasion: Occasion, path: str) -> str:
    try:
        return occasion.dictionary.field(path).label
    except KeyError:
        return path


def _columns(occasion: Occasion) -> Iterator[Column[RosterLine]]:
    yield number_column()
    for path in checked_columns(occasion):
        yield _column(occasion, path)


def _column(occasion: Occasion, path: str) -> Column[RosterLine]:
    if path == "household.village":
        return replace(village_column(occasion.book), width_mm=_WIDTHS[path])
    column = of_field(occasion, path, _WIDTHS.get(path, 36.0), align=Align.CENTER)
    if path == _NAME:
        return replace(column, value=lambda line: mask_name(line.member.person.name or ""))
    if path == _ID:
        return replace(column, value=lambda line: masked_id(line.member.person.id_no or "",
                                                            occasion.book))  # fmt: skip
    shown = column.value
    # What could not be read may be anything, an ID number in the wrong column among it.
    return replace(
        column, value=lambda line: "" if _is_unread(shown(line)) else shown(line)
    )  # fmt: skip


def _is_unread(value: object) -> bool:
    return isinstance(value, str) and value.startswith(UNREAD_MARK)


def masked_id(number: str, book: CodeBook) -> str:
    """An ID number as the county's switch allows it to be shown; nothing by default."""
    ends = _ID_ENDS.get(book.text("notice_id_mask"))
    return keep_ends(number, *ends) if ends and number else ""


def _is_listed(occasion: Occasion, force: Workforce, worker: Worker) -> bool:
    """Those who were chosen; else those in public posts, whom a township posts most often."""
    if occasion.people is not None:
        return True
    return worker.spell is not None and worker.spell.kind == "公益岗"


def _rows(occasion: Occasion, families: Iterable[Family]) -> Iterator[RosterLine]:
    return lines_of(occasion, families, _is_listed)


def period(first: date, workdays: int) -> tuple[date, date]:
    """The first and last day of so many working days after a day; public holidays not counted."""
    day, begun, left = first, None, workdays
    while left:
        day += timedelta(days=1)
        if day.weekday() < _SATURDAY:
            begun, left = begun or day, left - 1
    return begun or first, day


def _letter(occasion: Occasion) -> Letter:
    phone = occasion.told.get("监督电话", "").strip()
    if not phone:
        raise Refused("公示名单要写监督电话，请先填写")
    subject = occasion.told.get("公示对象", "").strip() or _POSTS
    days = occasion.book.number("notice_workdays")
    first, last = period(occasion.made_on, days)
    return Letter(
        title=f"{occasion.area}{subject}{_LABEL.removesuffix('名单')}",
        to="",
        paragraphs=(
            f"现将{subject}名单予以公示，公示期为{day_words(first)}至{day_words(last)}，共{days}个"
            "工作日。对公示内容有异议的，请在公示期内如实反映；单位反映情况的须加盖公章，"
            "个人反映情况的须署真实姓名。",
            f"监督电话：{phone}",
        ),
        sender=occasion.office,
        day=occasion.made_on,
    )


def _layout(occasion: Occasion, paper: Paper) -> Layout:
    if paper is Paper.A3:
        return Layout(paper=paper, font_size_pt=16.0, row_height_mm=12.0, official=True,
                      margins=OFFICIAL_LANDSCAPE)  # fmt: skip
    return Layout(landscape=False, font_size_pt=12.0, row_height_mm=9.0, official=True,
                  margins=OFFICIAL)  # fmt: skip


def _notes(occasion: Occasion) -> tuple[str, ...]:
    shown = _ID in checked_columns(occasion)
    number = "证件号码隐去部分数字，不列" if shown else "不列证件号码、"
    return (f"为保护个人信息，姓名以*隐去部分文字，{number}电话、住址和银行账号。公示期满请撤下。",)


PUBLIC_NOTICE = Document(
    name="public_notice",
    label=_LABEL,
    form=Form.PAPER,
    table=lambda occasion: Table(_LABEL, tuple(_columns(occasion))),
    rows=_rows,
    layout=_layout,
    notes=_notes,
    unit="人",
    letter=_letter,
    signatures=(),
    asks=(
        Asked("监督电话", "监督电话"),
        Asked("公示对象", "公示什么人（不填为公益性岗位人员）", optional=True),
    ),
    frozen=2,
)
