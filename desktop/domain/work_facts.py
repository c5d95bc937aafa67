"""What figures ask of work: where it lies, for how long, what it brings, and for whom."""

from datetime import date, timedelta

from desktop.domain.entities import EmploymentSpell
from desktop.domain.facts import Member, spell_covers, tag_holds
from desktop.domain.labour import Worker, Workforce

IN_TOWNSHIP = "乡内"
IN_COUNTY = frozenset({IN_TOWNSHIP, "县内乡外"})
IN_PROVINCE = frozenset({"市内县外", "省内市外"})
OUTSIDE = frozenset({"省外", "港澳台", "境外"})
POOR = frozenset({"脱贫户", "监测对象"})
_FOR_OTHERS = frozenset({"务工", "灵活就业", "公益岗", "帮扶车间"})
_YEAR_MONTHS = 12
_SECOND = frozenset("BCDE")


def home_of(force: Workforce, worker: Worker) -> str | None:
    """The village that work is seen from."""
    return worker.view.member.registered_village or force.family.household.village


def region(force: Workforce, worker: Worker) -> str:
    """Where the work lies; empty if it cannot be told, 乡内 for farming that tells no place."""
    spell = worker.spell
    if spell is None:
        return IN_TOWNSHIP if worker.view.person.employment_status == "本地务农" else ""
    found = force.basis.region(home_of(force, worker), spell)
    return found or (IN_TOWNSHIP if spell.kind == "务农" and not _tells_place(spell) else "")


def _tells_place(spell: EmploymentSpell) -> bool:
    return bool(spell.work_area or spell.work_place or spell.unread.get("work_place"))


def sector(force: Workforce, worker: Worker) -> int | None:
    """The industry of the work as 1, 2 or 3; None if it is not known."""
    spell = worker.spell
    if spell is None or not spell.industry:
        return None
    item = force.basis.book.item("industry", spell.industry)
    letter = ((item.gb or "") if item else "")[:1]
    if not letter:
        return None
    return 1 if letter == "A" else 2 if letter in _SECOND else 3


def months_in_year(force: Workforce, worker: Worker) -> int | None:
    """The months of this work within a year: as told, else the last twelve since its start."""
    spell = worker.spell
    if spell is None:
        return None
    if spell.months_in_year is not None:
        return spell.months_in_year
    if spell.start is None:
        return None
    begun, after = spell.start.first_day(), force.basis.day + timedelta(days=1)
    months = 12 * (after.year - begun.year) + after.month - begun.month - (after.day < begun.day)
    return max(0, min(months, _YEAR_MONTHS))


def income_of_year(force: Workforce, worker: Worker) -> int:
    """What the work brought in a year: as told, else wage by months; 0 if nothing is known."""
    spell = worker.spell
    if spell is None:
        return 0
    if spell.income_total is not None:
        return spell.income_total
    return (spell.wage or 0) * (months_in_year(force, worker) or 0)


def income_band(worker: Worker) -> str:
    """The band of the monthly wage, by the amount, else as told; empty if unknown."""
    spell = worker.spell
    if spell is None:
        return ""
    if spell.wage is None:
        return spell.wage_band or ""
    for most, band in ((1500, "1500元以下"), (2500, "1500-2499元"), (5000, "2500-4999元")):
        if spell.wage < most:
            return band
    return "5000元以上"


def is_poor(force: Workforce, member: Member, day: date) -> bool:
    """Whether 脱贫户 or 监测对象 holds for the person or the household on a day."""
    tags = (*force.family.tags, *member.tags)
    return any(tag.tag in POOR and tag_holds(tag, day) for tag in tags)


def hired_spell(member: Member, day: date) -> EmploymentSpell | None:
    """The latest spell of work for others that is open on a day, in any industry."""
    running = [spell for spell in member.spells if is_hired(spell) and spell_covers(spell, day)]
    return max(running, key=lambda spell: str(spell.start or ""), default=None)


def is_hired(spell: EmploymentSpell) -> bool:
    """Whether a spell is work for others: neither farming nor a business."""
    return (spell.kind or "务工") in _FOR_OTHERS


def was_hired_between(member: Member, first: date, last: date) -> bool:
    """Whether there was work for others on any day between two."""
    return any(
        is_hired(spell)
        and (spell.start is None or spell.start.first_day() <= last)
        and (spell.end is None or spell.end.last_day() >= first)
        for spell in member.spells
    )
