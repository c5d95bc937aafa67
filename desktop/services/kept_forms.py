"""The forms that an office keeps by name for the next time; they lie encrypted in its ledger."""

import base64
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.domain.errors import Refused
from desktop.domain.form_plan import FormPlan, checked_name, from_plain, to_plain
from desktop.services import form_plans
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb

_FACT = "forms"
_DATA = "form_data:"
_MOST_BYTES = 5 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class KeptForm:
    """A form with its name, the name of the file that it came in, and how it is filled."""

    name: str
    file: str
    plan: FormPlan


def kept(session: Session) -> list[KeptForm]:
    """The forms that are kept, by name."""
    return [
        KeptForm(name, parts["file"], from_plain(parts["plan"]))
        for name, parts in sorted(_stored(session).items())
    ]


def find(session: Session, name: str) -> KeptForm | None:
    """The form of a name, if one is kept."""
    return next((one for one in kept(session) if one.name == name), None)


def data_of(session: Session, name: str) -> bytes:
    """The workbook of a kept form.

    Raises:
        Refused: if there is none of that name.
    """
    text = session.ledger.fact(f"{_DATA}{name}")
    if not text:
        raise Refused(f"没有“{name}”这个套表")
    return base64.b64decode(text)


def keep(session: Session, *, name: str, file: str, data: bytes, plan: FormPlan) -> KeptForm:
    """Keep a form under a name; one of that name is replaced.

    Raises:
        Refused: if it has no name or is too large, or the account may not.
    """
    session.need(Role.CLERK)
    words = checked_name(name)
    if len(data) > _MOST_BYTES:
        raise Refused("模板超过5兆，不能保存，请删去图片和多余的内容再试")
    parts = {"file": file, "plan": to_plain(plan)}
    with session.ledger.transaction():
        _store(session, _stored(session) | {words: parts})
        session.ledger.put(f"{_DATA}{words}", base64.b64encode(data).decode())
    return KeptForm(words, file, plan)


@verb("form.keep", "保存套表", Role.CLERK)
def keep_file(session: Session, *, name: str, file: Path) -> KeptForm:
    """Keep the form of a file, filled as its markers or headings say.

    Raises:
        AppError: if it cannot be read or filled.
    """
    data = form_plans.load(file)
    plan = form_plans.propose(session, data, file.name)
    return keep(session, name=name, file=file.name, data=data, plan=plan)


@verb("form.forget", "删除套表", Role.CLERK)
def forget(session: Session, *, name: str) -> None:
    """Drop a kept form.

    Raises:
        Refused: if there is none of that name.
    """
    data_of(session, name)
    with session.ledger.transaction():
        _store(session, {key: parts for key, parts in _stored(session).items() if key != name})
        session.ledger.put(f"{_DATA}{name}", "")


def _stored(session: Session) -> dict[str, dict[str, Any]]:
    text = session.ledger.fact(_FACT)
    found: dict[str, dict[str, Any]] = json.loads(text) if text else {}
    return found


def _store(session: Session, forms: dict[str, dict[str, Any]]) -> None:
    session.ledger.put(_FACT, json.dumps(forms, ensure_ascii=False))
