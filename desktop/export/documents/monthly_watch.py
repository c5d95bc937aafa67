"""脱贫劳动力（监测对象）务工月监测表: who of them works, by name (domain §D 4)."""

from desktop.domain.indicators import INDICATORS
from desktop.domain.labour import Worker, Workforce
from desktop.domain.roster import RosterLine, groups_column, wage_column, work_place_column
from desktop.domain.tables import Align, Column
from desktop.domain.watch_figures import WHOLE
from desktop.domain.work_facts import hired_spell
from desktop.export.documents.declaring import Occasion
from desktop.export.documents.rostering import blank_column, of_field, roster, who_columns

_MONTHS = 12


def _is_watched(occasion: Occasion, force: Workforce, worker: Worker) -> bool:
    return worker in INDICATORS[WHOLE].people(force)


def _stable(occasion: Occasion) -> Column[RosterLine]:
    least = occasion.book.number("stable_months")

    def value(line: RosterLine) -> str:
        start = line.spell.start if line.spell else None
        if start is None:
            return ""
        begun, day = start.first_day(), line.day
        months = _MONTHS * (day.year - begun.year) + day.month - begun.month
        return "是" if months - (day.day < begun.day) >= least else "否"

    return Column(f"稳定{least}个月", value, 12.0, Align.CENTER)


def _columns(occasion: Occasion) -> tuple[Column[RosterLine], ...]:
    return (
        *who_columns(occasion),
        groups_column(occasion.book),
        work_place_column(occasion.book),
        of_field(occasion, "employment_spell.employer", 32.0),
        of_field(occasion, "employment_spell.industry", 20.0),
        of_field(occasion, "employment_spell.export_mode", 15.0),
        of_field(occasion, "employment_spell.start", 17.0),
        wage_column(occasion.dictionary, occasion.book),
        _stable(occasion),
        of_field(occasion, "employment_spell.contract", 14.0),
        blank_column("补贴", 14.0),
        of_field(occasion, "person.remark", 18.0),
    )


def _who(occasion: Occasion) -> tuple[str, ...]:
    return (INDICATORS[WHOLE].line(occasion.basis),)


MONTHLY_WATCH = roster(
    "monthly_watch",
    "脱贫劳动力（监测对象）务工月监测表",
    _columns,
    _is_watched,
    _who,
    spell_of=lambda occasion, worker: hired_spell(worker.view.member, occasion.basis.day),
)
