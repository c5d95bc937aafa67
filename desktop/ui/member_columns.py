"""The columns of a household's members: what is asked of everybody, from the left."""

from datetime import date

from desktop.domain.ages import age_on
from desktop.domain.codebook import CodeBook
from desktop.domain.dictionary import Dictionary, Field
from desktop.domain.facts import Member, tag_holds
from desktop.domain.kinds import Ask, Codes
from desktop.domain.tables import Align, Column, Table
from desktop.ui.columns import member_column
from desktop.ui.widgets.unread import Unread

AGE = "年龄"
_BEFORE_TAGS = (
    "person.name",
    "membership.relation",
    "person.sex",
    "person.id_no",
    "person.birth",
    AGE,
    "person.ethnic",
    "person.education",
    "person.health",
    "person.labour_ability",
    "person.employment_status",
)
_AFTER_TAGS = (
    "person.phone",
    "survey_answer.present",
    "survey_answer.job_will",
    "survey_answer.train_will",
)
_LAST = "person.remark"


def member_paths(dictionary: Dictionary) -> tuple[str, ...]:
    """The columns in order, as paths of fields; the age is none."""
    known = {*_BEFORE_TAGS, *_AFTER_TAGS, _LAST}
    more = [
        field.path
        for field in dictionary["person"].fields
        if field.kind.ask is Ask.ALWAYS and field.path not in known
    ]
    return (*_BEFORE_TAGS, "tag.tag", *_AFTER_TAGS, *more, _LAST)


def member_fields(dictionary: Dictionary) -> list[Field | None]:
    """The field of each column; None for what is only looked at."""
    return [
        None if path == AGE else tags_field(dictionary) if path == "tag.tag"
        else dictionary.field(path)
        for path in member_paths(dictionary)
    ]  # fmt: skip


def tags_field(dictionary: Dictionary) -> Field:
    """A person's groups as one cell that holds several."""
    declared = dictionary.field("tag.tag").kind
    code_set = getattr(declared, "code_set", "tag")
    return Field("tag", "tag", Codes(declared.label, code_set=code_set))


def members_table(dictionary: Dictionary, book: CodeBook, day: date) -> Table[Member]:
    """The members of a household, as they are keyed in."""
    columns = [_column(dictionary, book, path, day) for path in member_paths(dictionary)]
    return Table("家庭成员", tuple(columns))


def _column(dictionary: Dictionary, book: CodeBook, path: str, day: date) -> Column[Member]:
    if path == AGE:
        return Column(AGE, lambda member: _age(member, day), 11.0, Align.RIGHT)
    if path == "tag.tag":
        return Column("特殊标识", lambda member: _tags(member, book, day), 30.0)
    return member_column(dictionary, book, path, day)


def _age(member: Member, day: date) -> int | str:
    born = member.person.birth
    return age_on(born, day) if born else ""


def _tags(member: Member, book: CodeBook, day: date) -> str:
    held = [tag for tag in member.tags if tag_holds(tag, day)]
    words = [book.code_label("tag", tag.tag) for tag in held if tag.tag]
    unread = [tag.unread["tag"] for tag in held if "tag" in tag.unread]
    text = "、".join(dict.fromkeys((*words, *unread)))
    return Unread(text) if unread else text
