"""Commands that take spreadsheets in and check the ledger."""

from pathlib import Path
from typing import Any

import click

from desktop.cli.chinese import Command
from desktop.cli.session import ledger_options, opened, plain, say, shown_progress
from desktop.cli.values import FILE, NewFile
from desktop.domain.errors import AppError
from desktop.domain.finding import Severity
from desktop.services import checks, error_books, finding_lists, imports, ledgers, people
from desktop.services.importing.report import FileReport, Remark
from desktop.services.imports import Reading
from desktop.services.session import Session

_SHOWN, _FEW = 20, 5


@click.command("import", cls=Command, help="导入花名册等表格；每个文件是一批，可以撤销。")
@ledger_options
@click.argument("files", type=FILE, nargs=-1, required=True, metavar="文件…")
@click.option("--round", "round_name", metavar="名称", help="摸排轮次（没有就新建）")
@click.option("--dry-run", is_flag=True, help="只看会怎样，不改台账")
@click.option("--errors", type=NewFile(".xlsx"), help="把有问题的单元格标红，另存为这个 .xlsx")
@click.option("--password", metavar="密码", help="表格的打开密码")
@click.option(
    "--map",
    "columns",
    multiple=True,
    metavar="列=字段",
    help="表里的这一列当作哪一栏（或“不取用”）；可写多次，下次同样的表头自动照办",
)
def take_in(
    folder: Path,
    account: str | None,
    as_json: bool,
    files: tuple[Path, ...],
    round_name: str | None,
    dry_run: bool,
    errors: Path | None,
    password: str | None,
    columns: tuple[str, ...],
) -> int:
    told: list[dict[str, Any]] = []
    with opened(folder, account) as session:
        if not dry_run:
            ledgers.save_backup(session)
        for file in files:
            try:
                reading = Reading(file=file, round_name=round_name, password=password,
                                  columns=columns)  # fmt: skip
                report = _one(session, reading, dry=dry_run)
                if errors is not None:
                    beside = _beside(errors, file, len(files))
                    error_books.write(session, file, report, beside, reading=reading)
            except AppError as error:
                # One file that cannot be read does not stop the others.
                told.append({"file": file.name, "error": str(error)})
                click.echo(f"{file.name}：{error}", err=True)
                continue
            told.append(plain(report))
            if not as_json:
                _tell(report, dry=dry_run)
    if as_json:
        say(True, {"files": told})
    return int(any("error" in entry for entry in told))


def _one(session: Session, reading: Reading, *, dry: bool) -> FileReport:
    with shown_progress(reading.file.name) as progress:
        if dry:
            return imports.preview_read(session, reading, progress=progress)
        return imports.take_in_read(session, reading, progress=progress)


def _beside(errors: Path, file: Path, count: int) -> Path:
    return errors if count == 1 else errors.with_stem(f"{errors.stem}-{file.stem}")


def _tell(report: FileReport, *, dry: bool) -> None:
    verb = "将会" if dry else "已经"
    click.echo(
        f"{report.file}：{report.rows} 条记录，{report.households} 户；"
        f"{verb}新增 {report.added} 人，更新 {report.updated} 人，未变 {report.unchanged} 人，"
        f"未导入 {report.refused} 条"
    )
    if report.batch:
        click.echo(f"  批次 {report.batch}（可用 undo-import 撤销）")
    for message, lines in _alike(report):
        click.echo(f"  未导入 {_rows(lines)}：{message}")
    errors = [remark for remark in report.findings if remark.level == Severity.ERROR.value]
    doubts = [remark for remark in report.findings if remark.level != Severity.ERROR.value]
    hints = sum(not remark.rule for remark in doubts)
    told = f"，提示 {hints} 处" if hints else ""
    click.echo(f"  错误 {len(errors)} 处，疑点 {len(doubts) - hints} 处{told}")
    for remark in errors[:_SHOWN]:
        rule = f"（规则{remark.rule}）" if remark.rule else ""
        click.echo(f"  第{remark.line}条 {remark.column}{rule}：{remark.message}")
    if len(errors) > _SHOWN:
        click.echo(f"  另有 {len(errors) - _SHOWN} 处错误，用 --errors 文件.xlsx 标红看全部")
    for about, lines in _kinds(doubts):
        click.echo(f"  {about}：{_rows(lines)}")


def _kinds(remarks: list[Remark]) -> list[tuple[str, list[int]]]:
    """The doubts of one rule together, the lowest rule first; then what no rule says."""
    found: dict[tuple[bool, int, str], list[int]] = {}
    for remark in remarks:
        words = f"疑点 规则{remark.rule} {finding_lists.title(remark.rule, remark.advice)}"
        if not remark.rule:
            words = f"{remark.level} {remark.message}"
        found.setdefault((not remark.rule, remark.rule, words), []).append(remark.line)
    return [(words, lines) for (_, _, words), lines in sorted(found.items())]


def _rows(lines: list[int]) -> str:
    shown = list(dict.fromkeys(lines))[:_FEW]
    more = f"等{len(lines)}处" if len(lines) > len(shown) else ""
    return f"第{'、'.join(map(str, shown))}条{more}"


def _alike(report: FileReport) -> list[tuple[str, list[int]]]:
    """The refusals, those with the same reason together."""
    found: dict[str, list[int]] = {}
    for refusal in report.refusals:
        found.setdefault(refusal.message, []).append(refusal.line)
    return list(found.items())


@click.command("undo-import", cls=Command, help="撤销一批导入；之后又被改过的内容保留并列出。")
@ledger_options
@click.argument("batch", metavar="批次")
def undo(folder: Path, account: str | None, as_json: bool, batch: str) -> None:
    with opened(folder, account) as session:
        undone = imports.undo(session, batch=batch)
    count = undone.deleted.get("person", 0)
    say(
        as_json,
        undone,
        f"已撤销：删除 {count} 人，{undone.set_back} 处改回原值",
        f"后来又改过而保留的：{len(undone.left)} 处",
    )


@click.command("check", cls=Command, help="全部核查一遍，列出错误和疑点。")
@ledger_options
@click.option("--village", metavar="村", help="只看一个村（代码或名称）")
@click.option("--all", "every", is_flag=True, help="疑点也逐条列出，不按村合并")
def check(
    folder: Path, account: str | None, as_json: bool, village: str | None, every: bool
) -> None:
    with opened(folder, account) as session:
        with shown_progress("核查") as progress:
            checks.check_all(session, progress=progress)
        listed = checks.listed(session, village=people.village_of(session, village))
        found = list(finding_lists.placed(session, listed))
    if as_json:
        say(True, {"findings": found})
        return
    for line in finding_lists.lines(found, every=every):
        click.echo(line)
    errors = sum(one.finding.severity is Severity.ERROR for one in found)
    doubts = "" if every else "；同村同类疑点多的只列一行，加 --all 逐条列出"
    click.echo(f"共 {len(found)} 处，其中错误 {errors} 处{doubts}" if found else "没有发现问题")


COMMANDS = (take_in, undo, check)
