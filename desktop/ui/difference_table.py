"""The columns of 本轮变动清单: who, what, what it was and what it is."""

from desktop.domain.tables import Column, Table
from desktop.services import people
from desktop.services.round_progress import Difference
from desktop.services.session import Session


def difference_table(session: Session) -> Table[Difference]:
    """One line a change; the household is told by its number and head."""
    known: dict[str, str] = {}

    def home(difference: Difference) -> str:
        name = difference.household
        if name and name not in known:
            family = people.family(session, name)
            head = family.head if family else None
            number = ((family.household.household_no if family else None) or "")[-4:]
            group = (family.household.group_name if family else None) or ""
            known[name] = f"{group} {number} {(head.person.name or '') if head else ''}户".strip()
        return known.get(name, "")

    return Table(
        "本轮变动清单",
        (
            Column("户", home, 36.0),
            Column("姓名", lambda one: one.name, 20.0),
            Column("变动", lambda one: one.what, 14.0),
            Column("项目", lambda one: one.label, 26.0),
            Column("上轮", lambda one: one.old, 44.0),
            Column("本轮", lambda one: one.new, 44.0),
        ),
    )
