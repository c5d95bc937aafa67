"""Commands for the tables that others ask for, and for ID numbers by themselves."""

import sys
from datetime import date
from pathlib import Path

import click

from desktop.cli.chinese import Command
from desktop.cli.session import json_flag, ledger_options, opened, say, shown_progress
from desktop.cli.values import FILE, NewFile
from desktop.domain.id_checks import ID_TABLE, WRONG, check_text, counts
from desktop.domain.id_styles import IdStyle
from desktop.domain.tables import show
from desktop.services import form_filling, locked_reports, rosters


@click.command(
    "id-tool",
    cls=Command,
    short_help="核对一列身份证号（从标准输入读），不需要台账。",
    help="核对一列身份证号（从标准输入读），不需要台账：对错和原因、性别、年龄、满16周岁和法定退休的"
    "年月、整理后的号码、隐去中间的号码；一行一个，各栏用制表符隔开。",
)
@json_flag
def id_tool(as_json: bool) -> int:
    found = check_text(sys.stdin.read(), date.today())
    columns = ID_TABLE.columns
    lines = ["\t".join(column.label for column in columns)]
    lines += ["\t".join(show(column.value(one)) for column in columns) for one in found]
    say(as_json, {"lines": found}, *lines)
    click.echo(counts(found), err=True)
    return int(any(one.verdict == WRONG for one in found))


@click.command(
    "fill",
    cls=Command,
    short_help="套表：按上级的空表（.xlsx）填好一份，格式不变。",
    help="套表：按上级的空表（.xlsx）填好一份，格式不变。空表可以是文件，也可以是保存过的套表的名字；"
    "按表头认列，也可以在单元格里写 {{姓名}} 这样的标记。",
)
@ledger_options
@click.argument("template", metavar="空表")
@click.option("-o", "--out", type=NewFile(".xlsx"), required=True, help="填好的表")
@click.option("--village", metavar="村", help="只填一个村（代码或名称）")
@click.option("--filter", "chosen", default="", metavar="筛选", help="只填这个筛选里的人")
@click.option("--ids", default="", metavar="写法", help=f"身份证号的写法：{'、'.join(IdStyle)}")
def fill(
    folder: Path,
    account: str | None,
    as_json: bool,
    template: str,
    out: Path,
    village: str | None,
    chosen: str,
    ids: str,
) -> None:
    with opened(folder, account) as session, shown_progress("套表") as progress:
        done = form_filling.fill(
            session, template=template, file=out, village=village, chosen=chosen, id_style=ids,
            progress=progress,
        )  # fmt: skip
    lines = [f"已写好 {out}：{done.count} 人"]
    if done.unknown:
        lines.append(f"没有填的：{'、'.join(done.unknown)}")
    say(as_json, done, *lines, *done.unfit)


@click.command("roster", cls=Command, help="按保存的名册模板出名册，PDF 或 Excel。")
@ledger_options
@click.argument("name", metavar="名册")
@click.option("-o", "--out", type=FILE, required=True, metavar="文件", help=".pdf 或 .xlsx")
@click.option("--village", metavar="村", help="只出一个村（代码或名称）")
@click.option("--filter", "chosen", default="", metavar="筛选", help="换一个筛选")
def roster(
    folder: Path,
    account: str | None,
    as_json: bool,
    name: str,
    out: Path,
    village: str | None,
    chosen: str,
) -> None:
    with opened(folder, account) as session, shown_progress("名册") as progress:
        rows = rosters.make(
            session, name=name, file=out, village=village, chosen=chosen, progress=progress
        )
    say(as_json, {"file": out, "rows": rows}, f"已写好 {out}：{rows} 行")


@click.command(
    "locked",
    cls=Command,
    short_help="上报（对方未装本程序）：写一个带打开密码的 Excel 表。",
    help="上报（对方未装本程序）：写一个带打开密码的 Excel 表；密码只显示这一次，请用电话告诉对方。"
    "不指定名册或套表时，只写最少的几栏。",
)
@ledger_options
@click.option("-o", "--out", type=NewFile(".xlsx"), required=True, help="写到哪里")
@click.option("--to", required=True, metavar="单位", help="报给谁（记入操作记录）")
@click.option("--roster", default="", metavar="名册", help="用这个名册模板的栏目")
@click.option("--form", default="", metavar="空表", help="填这张空表（文件，或保存过的套表的名字）")
@click.option("--village", metavar="村", help="只报一个村（代码或名称）")
@click.option("--filter", "chosen", default="", metavar="筛选", help="只报这个筛选里的人")
def locked(
    folder: Path, account: str | None, as_json: bool, out: Path, **given: str | None
) -> None:
    with opened(folder, account) as session, shown_progress("上报") as progress:
        done = locked_reports.write(
            session,
            file=out,
            to=given["to"] or "",
            roster=given["roster"] or "",
            form=given["form"] or "",
            village=given["village"],
            chosen=given["chosen"] or "",
            progress=progress,
        )
    say(
        as_json,
        done,
        f"已写好 {out}：{done.rows} 人，{'、'.join(done.columns)}",
        f"打开密码：{done.password}（只显示这一次，请用电话告诉对方，不要写在邮件里）",
    )


COMMANDS = (fill, roster, locked, id_tool)
