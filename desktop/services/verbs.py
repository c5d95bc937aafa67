"""The registry of verbs: the same functions that the window calls, by name for the command line."""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, get_type_hints

from desktop.domain.errors import Refused
from desktop.domain.partial_date import PartialDate, read_date
from desktop.domain.reading import Unreadable, read_flag, read_int, read_list
from desktop.domain.roster_template import RosterTemplate, from_text
from desktop.services.roles import Role
from desktop.services.session import Session

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One typed parameter of a verb."""

    name: str
    type: Any
    required: bool


@dataclass(frozen=True, slots=True)
class Verb:
    """What can be done to a ledger: its name, its label for a clerk, and the role it needs."""

    name: str
    label: str
    role: Role
    call: Callable[..., Any]
    parameters: tuple[Parameter, ...]


REGISTRY: dict[str, Verb] = {}
_READERS: dict[Any, Callable[[str], Any]] = {
    str: str,
    int: read_int,
    bool: read_flag,
    Path: Path,
    PartialDate: read_date,
    date: lambda text: read_date(text).first_day(),
    tuple[str, ...]: read_list,
    Sequence[Path]: lambda text: (Path(text),),
    RosterTemplate: from_text,
}
_ITEMS: dict[Any, Callable[[str], Any]] = {tuple[str, ...]: str, Sequence[Path]: Path}


def verb(name: str, label: str, role: Role) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Register a service function ``f(session, *, …)`` and hold it to its role.

    Raises:
        ValueError: at import, if the name is taken.
    """

    def register(function: Callable[P, T]) -> Callable[P, T]:
        @wraps(function)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> T:
            session = args[0]
            if isinstance(session, Session):
                session.need(role)
            return function(*args, **kwargs)

        if name in REGISTRY:
            raise ValueError(f"verb {name} is registered twice")
        REGISTRY[name] = Verb(name, label, role, guarded, _parameters(function))
        return guarded

    return register


def _parameters(function: Callable[..., Any]) -> tuple[Parameter, ...]:
    hints = get_type_hints(function)
    return tuple(
        Parameter(name, _bare(hints[name]), parameter.default is inspect.Parameter.empty)
        for name, parameter in inspect.signature(function).parameters.items()
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY and name != "progress"
    )


def _bare(hint: Any) -> Any:
    parts = [part for part in getattr(hint, "__args__", ()) if part is not type(None)]
    optional = type(None) in getattr(hint, "__args__", ())
    return parts[0] if optional and len(parts) == 1 else hint


def call(session: Session, name: str, texts: dict[str, Any]) -> Any:
    """Do a verb with its parameters given as text, as the command line has them.

    Raises:
        Refused: if there is no such verb, or a parameter is missing, unknown or unreadable.
    """
    if name not in REGISTRY:
        raise Refused(f"没有“{name}”这个操作，用 verbs 命令可看到全部操作")
    found = REGISTRY[name]
    known = {parameter.name: parameter for parameter in found.parameters}
    strangers = sorted(set(texts) - set(known))
    if strangers:
        raise Refused(f"操作“{name}”没有参数 {'、'.join(strangers)}")
    missing = [p.name for p in found.parameters if p.required and p.name not in texts]
    if missing:
        raise Refused(f"操作“{name}”还缺参数 {'、'.join(missing)}")
    given = {key: value for key, value in texts.items() if value is not None or known[key].required}
    return found.call(session, **{key: _read(known[key], value) for key, value in given.items()})


def reads(parameter: Parameter) -> bool:
    """Whether a parameter can be given as text."""
    return parameter.type in _READERS


def _read(parameter: Parameter, value: Any) -> Any:
    """A value given as text, or as JSON has it."""
    if isinstance(value, str) and reads(parameter):
        try:
            return _READERS[parameter.type](value)
        except Unreadable as defect:
            raise Refused(f"参数 {parameter.name}：{defect}") from defect
    if type(value) in {int, bool} and type(value) is parameter.type:
        return value
    item = _ITEMS.get(parameter.type)
    if item and isinstance(value, list) and all(isinstance(entry, str) for entry in value):
        return tuple(map(item, value))
    raise Refused(f"参数 {parameter.name} 的内容不对，请看 verbs 命令列出的类型")
