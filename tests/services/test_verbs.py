"""Every verb by its name, with typed parameters, for those whose role allows it."""

import importlib
import pkgutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop import services
from desktop.domain.errors import AppError, Refused
from desktop.domain.partial_date import PartialDate
from desktop.services import verbs
from desktop.services.roles import Role
from desktop.services.session import Session

for _module in pkgutil.iter_modules(services.__path__):
    importlib.import_module(f"desktop.services.{_module.name}")


@pytest.fixture
def registry(monkeypatch):
    """A registry with one verb of its own, which gives back what it was given."""
    monkeypatch.setattr(verbs, "REGISTRY", {})

    @verbs.verb("test.say", "试", Role.CLERK)
    def say(
        session: Session,
        *,
        text: str,
        number: int = 0,
        yes: bool = False,
        file: Path | None = None,
        day: date | None = None,
        about: PartialDate | None = None,
        words: tuple[str, ...] = (),
        progress: object = None,
    ) -> dict[str, object]:
        return {"text": text, "number": number, "yes": yes, "file": file, "day": day,
                "about": about, "words": words}  # fmt: skip

    return verbs.REGISTRY


def say(session, **parameters):
    return verbs.call(session, "test.say", {"text": "x"} | parameters)


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("text", "433130199001010019", "433130199001010019"),
        ("number", "12", 12),
        ("number", 12, 12),
        ("yes", "是", True),
        ("yes", "否", False),
        ("yes", True, True),
        ("file", "a/b.xlsx", Path("a/b.xlsx")),
        ("file", None, None),
        ("day", "2026年6月30日", date(2026, 6, 30)),
        ("about", "2026.6", PartialDate(2026, 6)),
        ("words", "甲、乙", ("甲", "乙")),
        ("words", ["甲", "乙"], ("甲", "乙")),
    ],
)
def test_a_parameter_is_read_by_its_type(township, registry, name, typed, value):
    assert say(township, **{name: typed})[name] == value


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("text", 5),
        ("text", None),
        ("text", ["a"]),
        ("text", {"a": 1}),
        ("number", "许多"),
        ("number", True),
        ("number", 1.5),
        ("yes", "也许"),
        ("yes", 1),
        ("day", "某天"),
        ("day", 20260630),
        ("file", 7),
        ("words", [1, 2]),
    ],
)
def test_a_parameter_of_another_type_is_refused_with_a_sentence(township, registry, name, typed):
    with pytest.raises(AppError) as refused:
        say(township, **{name: typed})
    assert name in str(refused.value)


def test_unknown_and_missing_parameters_are_refused(township, registry):
    with pytest.raises(Refused, match="没有参数 colour"):
        say(township, colour="red")
    with pytest.raises(Refused, match="还缺参数 text"):
        verbs.call(township, "test.say", {})
    with pytest.raises(Refused, match=r"没有“test\.fly”这个操作"):
        verbs.call(township, "test.fly", {})


def test_progress_is_no_parameter(township, registry):
    assert "progress" not in {p.name for p in registry["test.say"].parameters}
    with pytest.raises(Refused, match="没有参数 progress"):
        say(township, progress="x")


def test_a_name_is_taken_once(registry):
    with pytest.raises(ValueError, match="twice"):
        verbs.verb("test.say", "又试", Role.CLERK)(lambda session: None)


def test_every_verb_refuses_whoever_has_less_than_its_role(township):
    guarded = [known for known in verbs.REGISTRY.values() if known.role is not Role.READER]
    for known in guarded:
        lesser = replace(township, role=Role(known.role - 1))
        with pytest.raises(Refused, match=known.role.key):
            known.call(lesser)
    assert len(guarded) > 10


@pytest.mark.parametrize("name", sorted(verbs.REGISTRY))
def test_every_verb_can_be_done_from_text(name):
    for parameter in verbs.REGISTRY[name].parameters:
        assert not parameter.required or verbs.reads(parameter), (name, parameter)


def test_there_is_a_verb_for_what_the_office_does():
    wanted = {"import.file", "import.undo", "check.all", "finding.answer", "ledger.backup",
              "ledger.verify", "ledger.reindex"}  # fmt: skip
    assert wanted <= set(verbs.REGISTRY)
