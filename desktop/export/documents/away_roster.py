"""外出务工人员台账: who works outside the township (domain §D 3)."""

from desktop.domain.labour import Work, Worker, Workforce
from desktop.domain.roster import RosterLine, wage_column, work_place_column
from desktop.domain.tables import Align, Column
from desktop.domain.work_facts import IN_TOWNSHIP, region
from desktop.export.documents.declaring import Occasion
from desktop.export.documents.rostering import of_field, roster, who_columns


def _is_away(occasion: Occasion, force: Workforce, worker: Worker) -> bool:
    off_farm = worker.work not in {Work.NONE, Work.FARMING}
    return off_farm and region(force, worker) not in {"", IN_TOWNSHIP}


def _region(occasion: Occasion) -> Column[RosterLine]:
    def value(line: RosterLine) -> str:
        if line.spell is None:
            return ""
        home = line.member.registered_village or line.family.household.village
        key = occasion.basis.region(home, line.spell)
        return occasion.book.code_label("region_class", key) if key else ""

    return Column("地域", value, 15.0, Align.CENTER)


def _columns(occasion: Occasion) -> tuple[Column[RosterLine], ...]:
    return (
        *who_columns(occasion),
        of_field(occasion, "person.education", 14.0),
        work_place_column(occasion.book),
        _region(occasion),
        of_field(occasion, "employment_spell.employer", 32.0),
        of_field(occasion, "employment_spell.industry", 20.0),
        of_field(occasion, "employment_spell.trade", 17.0),
        of_field(occasion, "employment_spell.export_mode", 15.0),
        of_field(occasion, "employment_spell.start", 17.0),
        wage_column(occasion.dictionary, occasion.book),
        of_field(occasion, "employment_spell.contract", 14.0),
        of_field(occasion, "person.remark", 18.0),
    )


def _who(occasion: Occasion) -> tuple[str, ...]:
    return (
        f"本册列入：年满{occasion.basis.least}周岁、统计时点在本乡镇以外务工、灵活就业或经商的在册人员，"
        "含超过劳动年龄的；务工地点不明的不列入，见数据质量统计表。",
    )


AWAY_ROSTER = roster("away_roster", "外出务工人员台账", _columns, _is_away, _who)
