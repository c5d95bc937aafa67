"""Commands that take spreadsheets in and check the ledger."""

from pathlib import Path
from typing import Any

import click

from desktop.cli.chinese import Command
from desktop.cli.session import FILE, ledger_options, opened, plain, say, shown_progress
from desktop.domain.errors import AppError
from desktop.services import checks, error_books, imports, ledgers, people
from desktop.services.importing.report import FileReport
from desktop.services.session import Session

_SHOWN = 20


@click.command("import", cls=Command, help="导入花名册等表格；每个文件是一批，可以撤销。")
@ledger_options
@click.argument("files", type=FILE, nargs=-1, required=True)
@click.option("--round", "round_name", help="摸排轮次（没有就新建）")
@click.option("--dry-run", is_flag=True, help="只看会怎样，不改台账")
@click.option("--errors", type=FILE, help="把有问题的单元格标红，另存为这个 .xlsx")
@click.option("--password", help="表格的打开密码")
def take_in(
    folder: Path,
    account: str | None,
    as_json: bool,
    files: tuple[Path, ...],
    round_name: str | None,
    dry_run: bool,
    errors: Path | None,
    password: str | None,
) -> int:
    told: list[dict[str, Any]] = []
    with opened(folder, account) as session:
        if not dry_run:
            ledgers.save_backup(session)
        for file in files:
            try:
                report = _one(session, file, round_name, password, dry=dry_run)
                if errors is not None:
                    beside = _beside(errors, file, len(files))
                    error_books.write(session, file, report, beside, password=password)
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


def _one(
    session: Session, file: Path, round_name: str | None, password: str | None, *, dry: bool
) -> FileReport:
    with shown_progress(file.name) as progress:
        if dry:
            return imports.preview(session, file, round_name=round_name, password=password,
                                   progress=progress)  # fmt: skip
        return imports.take_in(session, file=file, round_name=round_name, password=password,
                               keep_backup=False, progress=progress)  # fmt: skip


def _beside(errors: Path, file: Path, count: int) -> Path:
    return errors if count == 1 else errors.with_stem(f"{errors.stem}-{file.stem}")


def _tell(report: FileReport, *, dry: bool) -> None:
    verb = "将会" if dry else "已经"
    click.echo(
        f"{report.file}：{report.rows} 行，{report.households} 户；{verb}新增 {report.added} 人，"
        f"更新 {report.updated} 人，未变 {report.unchanged} 人，未导入 {report.refused} 行"
    )
    if report.batch:
        click.echo(f"  批次 {report.batch}（可用 undo-import 撤销）")
    for message, lines in _alike(report):
        click.echo(f"  第{'、'.join(map(str, lines[:_SHOWN]))}行（共{len(lines)}行）：{message}")
    serious = [remark for remark in report.findings if remark.level == "错误"]
    doubts = len(report.findings) - len(serious)
    click.echo(f"  错误 {len(serious)} 处，疑点和提示 {doubts} 处")
    for remark in serious[:_SHOWN]:
        click.echo(f"  第{remark.line}行 {remark.column}（规则{remark.rule}）：{remark.message}")


def _alike(report: FileReport) -> list[tuple[str, list[int]]]:
    """The refusals, those with the same reason together."""
    found: dict[str, list[int]] = {}
    for refusal in report.refusals:
        found.setdefault(refusal.message, []).append(refusal.line)
    return list(found.items())


@click.command("undo-import", cls=Command, help="撤销一批导入；之后又被改过的内容保留并列出。")
@ledger_options
@click.argument("batch")
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
@click.option("--village", help="只看一个村（代码或名称）")
def check(folder: Path, account: str | None, as_json: bool, village: str | None) -> None:
    with opened(folder, account) as session:
        with shown_progress("核查") as progress:
            checks.check_all(session, progress=progress)
        found = list(checks.listed(session, village=people.village_of(session, village)))
    if as_json:
        say(True, {"findings": found})
        return
    for finding in found:
        click.echo(f"{finding.severity.value} 规则{finding.rule}：{finding.message}")
    errors = sum(finding.severity == "错误" for finding in found)
    click.echo(f"共 {len(found)} 处，其中错误 {errors} 处")


COMMANDS = (take_in, undo, check)
