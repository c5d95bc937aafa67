"""Lists of people for looking through: chosen by filters, read when they are looked at."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from desktop.domain import listing
from desktop.domain.errors import Refused
from desktop.domain.listing import Choice, Listed
from desktop.domain.tables import Table
from desktop.services import checks, people, rounds
from desktop.services.list_prints import Listing, write
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import person_lists
from desktop.storage.person_filters import KEPT
from desktop.storage.person_lists import Wanted

__all__ = ["Choice", "Listed", "Wanted", "people_of", "person_ids"]
TITLE = "人员列表"
_STEP = 200
_A_FEW = 10


@dataclass(frozen=True, slots=True)
class Standing:
    """A filter that every ledger has: its key, its words, and exactly whom it lets through."""

    key: str
    label: str
    note: str


STANDING = (
    Standing("willing", "有就业意愿未就业", "劳动年龄内、暂未就业、最近一次调查有就业意愿"),
    Standing("home_without_work", "返乡未再就业",
             "县外的活已结束满返乡天数，或登记为不再外出，现在没有非农的活"),
    Standing("poor_without_work", "脱贫劳动力未就业", "劳动年龄内、暂未就业的脱贫户和监测对象"),
    Standing("turns_sixteen", "今年满16", "今年满16周岁"),
    Standing("leaves_labour_age", "今年到龄", "今年超出默认的劳动年龄口径"),
    Standing("not_asked", "本轮未更新", "本轮还没有调查答案"),
    Standing("without_phone", "无电话", "年满16周岁，本人和户上都没有电话"),
    Standing("without_number", "无身份证号", "身份证号空着，或写得认不出来"),
    Standing("bad_number", "身份证号有错", "身份证号写着，但不对或被Excel改坏了"),
    Standing("shared_number", "身份证号重复", "两个人登记了同一个身份证号"),
    Standing("lacking", "必问项有空",
             "姓名、身份证号、关系或人人必问的项空着（未满16周岁只看前三项）"),
    Standing("homeless", "不在任何一户", "没有户，或户已删除"),
)  # fmt: skip


def wanted(
    session: Session,
    *,
    standing: str = "",
    village: str | None = None,
    ages: tuple[int | None, int | None] = (None, None),
    text: str = "",
    codes: tuple[tuple[str, str], ...] = (),
) -> Wanted:
    """A filter as of the reference day, in the round in hand."""
    survey = rounds.current(session)
    return Wanted(
        standing=standing,
        survey=survey.id if survey else "",
        village=village,
        ages=ages,
        day=checks.reference_day(session),
        text=text,
        codes=codes,
    )


def person_ids(
    session: Session, wanted: Wanted, *, order: str = "", descending: bool = False
) -> list[str]:
    """The people that fit, by village and household, or by a column such as ``person.birth``."""
    return person_lists.person_ids(session.ledger, wanted, order=order, descending=descending)


def people_of(session: Session, ids: Iterable[str]) -> list[Listed]:
    """These people, in this order."""
    return person_lists.listed(session.ledger, ids)


def hides(session: Session) -> bool:
    """Whether ID numbers, telephones and accounts are shown to this account in part only."""
    return session.role < Role.CLERK


def table(session: Session, paths: Sequence[str]) -> Table[Listed]:
    """The columns of a list, as this account may see them."""
    ledger = session.ledger
    known = listing.known_paths(ledger.dictionary, paths)
    day = checks.reference_day(session)
    return listing.people_table(
        TITLE, known, ledger.dictionary, ledger.book, day, hidden=hides(session)
    )


def choices(session: Session) -> list[Choice]:
    """The columns that can be chosen."""
    return listing.choices(session.ledger.dictionary)


def words(session: Session, wanted: Wanted) -> str:
    """A filter in words, as it stands over a printed list."""
    book = session.ledger.book
    said = [one.label for one in STANDING if one.key == wanted.standing]
    if wanted.standing.startswith(KEPT):
        said.append(wanted.standing.removeprefix(KEPT))
    if wanted.village:
        said.append(book.area_label(wanted.village))
    person = session.ledger.dictionary["person"]
    for name, key in wanted.codes:
        said.append(book.code_label(getattr(person.field(name).kind, "code_set", ""), key))
    least, most = wanted.ages
    if least is not None or most is not None:
        said.append(_ages(least, most))
    if wanted.text:
        said.append(f"含“{wanted.text}”")
    return "、".join(said) or "全部人员"


def _ages(least: int | None, most: int | None) -> str:
    if most is None:
        return f"满{least}岁"
    return f"{most}岁以下" if least is None else f"{least}至{most}岁"


def listing_of(
    session: Session,
    *,
    wanted: Wanted,
    paths: Sequence[str],
    order: str = "",
    descending: bool = False,
    only: Sequence[str] | None = None,
) -> Listing[Listed]:
    """A list to be printed: what is shown, or ``only`` some people of it."""
    ids = (
        list(only)
        if only is not None
        else person_ids(session, wanted, order=order, descending=descending)
    )
    return Listing(
        title=TITLE,
        note=words(session, wanted),
        table=table(session, paths),
        rows=_read(session, ids),
        count=len(ids),
        unit="人",
    )


def _read(session: Session, ids: Sequence[str]) -> Iterator[Listed]:
    for start in range(0, len(ids), _STEP):
        yield from people_of(session, ids[start : start + _STEP])


@verb("person.list", "导出人员列表", Role.READER)
def list_people(
    session: Session,
    *,
    file: Path,
    standing: str = "",
    village: str | None = None,
    columns: tuple[str, ...] = (),
    order: str = "",
) -> int:
    """Write a list of people as .pdf or .xlsx, by the file's name; how many there are.

    Args:
        session: who asks.
        file: where to.
        standing: the words or key of a standing filter; everybody without it.
        village: the code or name of a village; all without it.
        columns: such as ``person.name``; the usual ones without it.
        order: the column to sort by; village and household without it.

    Raises:
        Refused: if there is no such filter, village or column.
    """
    known = next((one for one in STANDING if standing in {one.key, one.label}), None)
    if standing and known is None:
        names = "、".join(one.label for one in STANDING)
        raise Refused(f"没有“{standing}”这个筛选，可以选：{names}")
    offered = {choice.path for choice in choices(session)}
    strange = [path for path in (*columns, order) if path and path not in offered]
    if strange:
        raise Refused(f"没有“{strange[0]}”这一栏，请按数据字典写，如 person.name")
    place = people.village_of(session, village)
    filter_ = wanted(session, standing=known.key if known else "", village=place)
    make = partial(listing_of, wanted=filter_, paths=columns, order=order)
    return write(session, make, file=file)


def note_copied(session: Session, number: int) -> None:
    """Log that more than a few people were copied out of the list."""
    if number > _A_FEW:
        with session.ledger.act("person.copy", f"复制人员列表（{number}人）"):
            pass
