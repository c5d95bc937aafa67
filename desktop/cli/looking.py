"""Commands that look into a ledger, and print from it."""

import json
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from desktop.cli.chinese import Command
from desktop.cli.session import (
    json_flag,
    ledger_options,
    opened,
    plain,
    say,
    say_json,
    shown_progress,
)
from desktop.cli.values import NewFile
from desktop.domain.entities import STANDARD
from desktop.services import acts, dumps, people, prints, stats
from desktop.services.orders import Order


@click.command("dump", cls=Command, help="输出某类记录，一行一个 JSON；--labels 用中文显示值。")
@ledger_options
@click.argument("entity", metavar="记录类别")
@click.option("--labels", is_flag=True, help="值用中文显示，而不是存储的键")
def dump(folder: Path, account: str | None, as_json: bool, entity: str, labels: bool) -> None:
    with opened(folder, account) as session:
        lines = dumps.records(session, entity, labels=labels)
        if as_json:
            say_json({"records": list(lines)})
            return
        for line in lines:
            click.echo(json.dumps(line, ensure_ascii=False))


@click.command("find", cls=Command, help="按姓名、拼音、首字母、身份证号、电话或户编号查找。")
@ledger_options
@click.argument("text", metavar="内容")
def find(folder: Path, account: str | None, as_json: bool, text: str) -> None:
    with opened(folder, account) as session:
        found = people.find(session, text)
    lines = [
        "  ".join(filter(None, (hit.name, hit.id_no, hit.phone, hit.village, hit.household_no)))
        for hit in found
    ]
    say(as_json, {"found": found}, *(lines or ["没有找到"]))


@click.command("log", cls=Command, help="操作记录：谁在什么时候做了什么，导出、打印、打开也在内。")
@ledger_options
@click.option("--last", type=int, default=50, show_default=True, metavar="条数", help="最近多少条")
def log(folder: Path, account: str | None, as_json: bool, last: int) -> None:
    with opened(folder, account) as session:
        done = acts.latest(session, last=last)
    say(as_json, {"acts": done}, *acts.lines(done))


@click.command("dictionary", cls=Command, help="数据字典：每类记录有哪些字段。")
@json_flag
def dictionary(as_json: bool) -> None:
    rows = stats.dictionary_rows(STANDARD)
    lines = [
        line
        for (entity, label), fields in groupby(rows, lambda row: (row.entity, row.entity_label))
        for line in (
            f"{label}  {entity}",
            *(f"  {row.field}  {row.label}  {row.kind_label}  {row.ask}" for row in fields),
        )
    ]
    say(as_json, {"fields": rows}, *lines)


@click.command("documents", cls=Command, help="能打印和导出的文件及其名称。")
@json_flag
def documents(as_json: bool) -> None:
    known = prints.documents()
    say(as_json, {"documents": known}, *(f"{entry.name}  {entry.label}" for entry in known))


@click.command("pdf", cls=Command, help="打印成 PDF；名称用 documents 查看。")
@ledger_options
@click.argument("document", metavar="表名")
@click.option("-o", "file", type=NewFile(".pdf"), required=True, help="PDF 文件")
@click.option("--village", metavar="村", help="只打一个村（代码或名称）")
@click.option("--group", metavar="组", help="只打村里的一个组")
@click.option("--household", metavar="户", help="只打一户（户编号，或扫表上的码）")
@click.option("--blank", is_flag=True, help="打空白表，供手填")
@click.option(
    "--told", multiple=True, metavar="名称=内容", help="这种表要填的，如“监督电话=0743-6222222”"
)
@click.option("--paper", default="A4", show_default=True, metavar="纸", help="A4 或 A3")
def pdf(
    folder: Path,
    account: str | None,
    as_json: bool,
    document: str,
    file: Path,
    told: tuple[str, ...],
    **of_whom: Any,
) -> None:
    order = Order(document=document, told=told, **of_whom)
    with opened(folder, account) as session, shown_progress("打印") as progress:
        printed = prints.write(session, order, file, progress)
    result = {"file": file} | plain(printed)
    version = f"，版本 {printed.version}" if printed.version else ""
    lines = [f"已写好 {file}：{printed.pages} 页，{printed.rows} 行{version}"]
    if printed.missing:
        lines.append(f"这些字没有字体，已印成编码：{'、'.join(printed.missing)}")
    say(as_json, result, *lines)


@click.command("sheet", cls=Command, help="导出 Excel 表；名称用 documents 查看。")
@ledger_options
@click.argument("document", metavar="表名")
@click.option("-o", "file", type=NewFile(".xlsx"), required=True, help="Excel 文件（.xlsx）")
@click.option("--village", metavar="村", help="只导一个村（代码或名称）")
@click.option("--group", metavar="组", help="只导出村里的一个组")
@click.option("--household", metavar="户", help="只导出一户（户编号，或扫表上的码）")
@click.option(
    "--told", multiple=True, metavar="名称=内容", help="这种表要填的，如“监督电话=0743-6222222”"
)
def sheet(
    folder: Path,
    account: str | None,
    as_json: bool,
    document: str,
    file: Path,
    told: tuple[str, ...],
    **of_whom: Any,
) -> None:
    order = Order(document=document, told=told, **of_whom)
    with opened(folder, account) as session, shown_progress("导出") as progress:
        rows = prints.write_sheet(session, order, file, progress)
    say(as_json, {"file": file, "rows": rows}, f"已写好 {file}：{rows} 行")


COMMANDS = (dump, find, log, dictionary, documents, pdf, sheet)
