"""The main job on the bundled sample: from four villages' spreadsheets to the county and back."""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from desktop.domain.errors import Refused
from desktop.domain.levels import Level
from desktop.services import (
    error_books,
    imports,
    ledgers,
    packages,
    partners,
    prints,
    rounds,
    seeds,
)
from desktop.services.session import Session

PASSPHRASE = "demo"  # noqa: S105
TOWNSHIP, COUNTY = "433130110", "433130"
ROUND, REFERENCE_DAY = "2026年上半年摸底", date(2026, 6, 30)
_MARK = ".demo"
_REPORTS = "导入报告"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the demonstration: what was done, what came of it, how long it took."""

    title: str
    result: str
    seconds: float


@dataclass
class _Journal:
    say: Callable[[str], object] | None
    steps: list[Step] = field(default_factory=list)

    @contextmanager
    def step(self, title: str) -> Iterator[list[str]]:
        result: list[str] = []
        began = time.perf_counter()
        yield result
        step = Step(title, "；".join(result), round(time.perf_counter() - began, 2))
        self.steps.append(step)
        if self.say is not None:
            self.say(f"{step.title} …… 完成")


def run(folder: Path, say: Callable[[str], object] | None = None) -> list[Step]:
    """Do the main job in a folder; a former demonstration there is replaced.

    Raises:
        Refused: if the folder holds anything else.
    """
    _clear(folder)
    journal = _Journal(say)
    township = _make(journal, folder / "township", "石牌镇人社所", Level.TOWNSHIP, TOWNSHIP)
    _import(journal, township, folder / _REPORTS)
    _print(journal, township, folder)
    county = _make(journal, folder / "county", "龙山县人社局", Level.COUNTY, COUNTY)
    _exchange(journal, township, county, folder)
    township.close()
    county.close()
    return journal.steps


def _clear(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        if not (folder / _MARK).exists():
            raise Refused(f"文件夹“{folder.name}”里有别的文件，请换一个空文件夹")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _MARK).touch()


def _make(journal: _Journal, folder: Path, office: str, level: Level, area: str) -> Session:
    with journal.step(f"新建{level.label}台账") as result:
        made = ledgers.new(folder, office=office, level=level, area=area, passphrase=PASSPHRASE)
        result.append(f"{office}，密码 {PASSPHRASE}，恢复码 {made.recovery_code}")
    return made.session


def _import(journal: _Journal, session: Session, reports: Path) -> None:
    reports.mkdir()
    rounds.add(session, name=ROUND, reference_date=REFERENCE_DAY)
    for file in sorted((seeds.resources() / "samples").glob("石牌镇*")):
        if file.suffix == ".json":
            continue
        with journal.step(f"导入 {file.name}") as result:
            report = imports.take_in_more(session, file=file, round_name=ROUND)
            errors = report.errors
            marked = reports / f"{file.stem}-问题标红.xlsx"
            error_books.write(session, file, report, marked)
            result.append(f"{report.households} 户 {report.added} 人")
            result.append(f"错误 {errors} 处、疑点 {len(report.findings) - errors} 处")
            lines = [
                f"第{remark.line}行\t{remark.column}\t规则{remark.rule}\t{remark.level}"
                f"\t{remark.message}"
                for remark in report.findings
            ]
            (reports / f"{file.stem}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


_PRINTED = ("labour_roster", "household_summary")
"""The documents of the demonstration: a roster and a summary table."""


def _print(journal: _Journal, session: Session, folder: Path) -> None:
    for entry in (one for one in prints.documents() if one.name in _PRINTED):
        with journal.step(f"打印{entry.label}") as result:
            printed = prints.pdf(session, document=entry.name, file=folder / f"{entry.label}.pdf")
            prints.sheet(session, document=entry.name, file=folder / f"{entry.label}.xlsx")
            result.append(f"PDF {printed.pages} 页 {printed.rows} 行，另有 Excel")


def _exchange(journal: _Journal, township: Session, county: Session, folder: Path) -> None:
    mail = folder / "U盘"
    mail.mkdir()
    with journal.step("互换名片") as result:
        for session, name in ((township, "石牌镇"), (county, "龙山县")):
            partners.write_card(session, file=mail / f"{name}.ldk")
        partners.trust(township, file=mail / "龙山县.ldk")
        partners.trust(county, file=mail / "石牌镇.ldk")
        result.append("乡镇与县互相信任")
    with journal.step("生成上报包") as result:
        sent = packages.send(township, to="龙山县人社局", folder=mail)
        result.append(f"{sent.file.name}，{sent.file.stat().st_size // 1024} KB，已加密签名")
    with journal.step("县接收上报包") as result:
        received = packages.receive(county, files=[sent.file], receipts_to=mail)
        result += packages.received_lines(received)
    with journal.step("乡镇收到回执") as result:
        receipts = [entry.receipt for entry in received if entry.receipt]
        back = packages.receive(township, files=receipts)
        result += packages.received_lines(back)


def table(steps: list[Step]) -> list[str]:
    """The closing table: what was made and how long each step took."""
    total = sum(step.seconds for step in steps)
    lines = ["", f"{'用时(秒)':>8}  步骤"]
    lines += [f"{step.seconds:>10.2f}  {step.title}：{step.result}" for step in steps]
    return [*lines, f"{total:>10.2f}  合计"]
