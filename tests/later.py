"""A later program: a person with a few more fields, and the step that adds them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from sqlite_utils import Migrations

from desktop.domain.dictionary import Dictionary, entity
from desktop.domain.entities import STANDARD, Person
from desktop.domain.kinds import Amount, Ask, Phone, Search, Text
from desktop.storage import schema


@entity("person", "人员")
@dataclass(frozen=True, slots=True, kw_only=True)
class LaterPerson(Person):
    """A person as a later program declares one."""

    savings: Annotated[int | None, Amount("存款", ask=Ask.ALWAYS, aliases=("银行存款", "家底"))] = (
        None
    )
    nickname: Annotated[str | None, Text("小名")] = None
    second_phone: Annotated[str | None, Phone("备用电话", search=Search.DIGITS)] = None


LATER = Dictionary(*(LaterPerson if known.name == "person" else known.cls for known in STANDARD))
NEW_FIELDS = ("savings", "nickname", "second_phone")

Steps = Callable[[Dictionary], Migrations]


def with_later_steps(former: Steps) -> Steps:
    """The steps of the later program."""

    def steps(dictionary: Dictionary) -> Migrations:
        migrations = former(STANDARD)

        @migrations()
        def m002_savings(db):
            for name in NEW_FIELDS:
                schema.add_field(db, dictionary["person"].field(name))

        return migrations

    return steps
