"""The rosters that an office keeps by name, and shares as small files."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from desktop.domain import listing
from desktop.domain.errors import Refused
from desktop.domain.roster_template import (
    RosterTemplate,
    checked,
    from_plain,
    from_text,
    to_plain,
    to_text,
)
from desktop.envelope.safe_file import opened, written_safely
from desktop.services import person_lists, report_lines, saved_filters
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage.person_filters import KEPT

_FACT = "roster_templates"
_MOST_BYTES = 100_000


def kept(session: Session) -> list[RosterTemplate]:
    """The rosters that are kept, by name."""
    return [from_plain(parts) for _, parts in sorted(_stored(session).items())]


def named(session: Session, name: str) -> RosterTemplate:
    """The roster of a name.

    Raises:
        Refused: if there is none.
    """
    found = _stored(session)
    if name not in found:
        raise Refused(f"没有“{name}”这个名册，现有：{'、'.join(sorted(found)) or '无'}")
    return from_plain(found[name])


@verb("roster.keep", "保存名册模板", Role.CLERK)
def keep(session: Session, *, template: RosterTemplate) -> RosterTemplate:
    """Keep a roster under its name; one of that name is replaced.

    Raises:
        Refused: if it has no name or columns, or a column, filter or order is not there.
    """
    whole = checked(template)
    known = {choice.path for choice in report_lines.offered(session)}
    strange = [path for path in _paths(whole) if path and path not in known]
    if strange:
        raise Refused(f"没有“{strange[0]}”这一栏，可能来自更新版本的程序")
    sortable = {choice.path for choice in listing.choices(session.ledger.dictionary)}
    if whole.order and whole.order not in sortable:
        raise Refused("不能按这一栏排序，请换一栏")
    report_lines.wanted(session, chosen=whole.chosen)
    _store(session, _stored(session) | {whole.name: to_plain(whole)})
    return whole


def _paths(template: RosterTemplate) -> list[str]:
    return [*(one.path for one in template.columns), template.order, template.group]


@verb("roster.forget", "删除名册模板", Role.CLERK)
def forget(session: Session, *, name: str) -> None:
    """Drop a kept roster.

    Raises:
        Refused: if there is none of that name.
    """
    named(session, name)
    _store(session, {key: parts for key, parts in _stored(session).items() if key != name})


@verb("roster.share", "分享名册模板", Role.READER)
def share(session: Session, *, name: str, file: Path) -> bool:
    """Write a roster to a small file without people; whether its filter could go along.

    Raises:
        AppError: if there is none of that name, or the file cannot be written.
    """
    template = named(session, name)
    shared = _with_conditions(session, template)
    with written_safely(file) as target:
        target.write(to_text(shared).encode())
    return shared.chosen == template.chosen


def _with_conditions(session: Session, template: RosterTemplate) -> RosterTemplate:
    """With what a saved filter asks; without one that knows people by name."""
    saved = next((one for one in saved_filters.saved(session) if one.name == template.chosen), None)
    if saved is None:
        return template
    wanted = saved.wanted
    if wanted.text or wanted.village or wanted.standing.startswith(KEPT):
        return replace(template, chosen="")
    parts = {"standing": wanted.standing, "ages": wanted.ages, "codes": wanted.codes}
    return replace(template, conditions=parts)


@verb("roster.take", "读入名册模板", Role.CLERK)
def take(session: Session, *, file: Path) -> RosterTemplate:
    """Keep a roster that somebody shared; a filter that is not known here is kept with it.

    Raises:
        AppError: if it is no such file, or cannot be read.
    """
    with opened(file) as source:
        data = source.read(_MOST_BYTES + 1)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("这不是名册模板文件，请选“分享”出来的 .json 文件") from error
    template = from_text(text if len(data) <= _MOST_BYTES else "")
    with session.ledger.transaction():
        if template.conditions and template.chosen not in report_lines.filter_names(session):
            saved_filters.save(session, template.chosen, _wanted(session, template.conditions))
        return keep(session, template=replace(template, conditions={}))


def _wanted(session: Session, conditions: Mapping[str, Any]) -> person_lists.Wanted:
    standing, ages = conditions.get("standing", ""), conditions.get("ages", [None, None])
    codes = conditions.get("codes", [])
    person = session.ledger.dictionary["person"].by_name
    known = {one.key for one in person_lists.STANDING} | {""}
    try:
        least, most = (None if age is None else int(age) for age in ages)
        pairs = tuple((str(name), str(key)) for name, key in codes)
    except (TypeError, ValueError) as error:
        raise Refused("这个名册模板里的筛选读不懂，请让对方重新分享一份") from error
    if standing not in known or not {name for name, _ in pairs} <= set(person):
        raise Refused("这个名册模板里的筛选来自更新版本的程序，请先升级本程序")
    return person_lists.wanted(session, standing=standing, ages=(least, most), codes=pairs)


def _stored(session: Session) -> dict[str, dict[str, Any]]:
    text = session.ledger.fact(_FACT)
    found: dict[str, dict[str, Any]] = json.loads(text) if text else {}
    return found


def _store(session: Session, templates: dict[str, dict[str, Any]]) -> None:
    with session.ledger.transaction():
        session.ledger.put(_FACT, json.dumps(templates, ensure_ascii=False))
