"""The registry of verbs: the same functions that the window calls, by name for the command line."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, get_type_hints

from desktop.domain.errors import Refused
from desktop.domain.partial_date import PartialDate, read_date
from desktop.domain.reading import read_flag, read_int, read_list
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
}


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
    values = {key: _read(known[key], value) for key, value in texts.items()}
    return found.call(session, **values)


def _read(parameter: Parameter, value: Any) -> Any:
    if not isinstance(value, str):
        return tuple(value) if isinstance(value, list) else value
    reader = _READERS.get(parameter.type)
    if reader is None:
        raise Refused(f"参数 {parameter.name} 不能用文字给出")
    return reader(value)
