"""Commands for the tables that others ask for, and for ID numbers by themselves."""

import sys
from datetime import date

import click

from desktop.cli.chinese import Command
from desktop.cli.session import json_flag, say
from desktop.domain.id_checks import ID_TABLE, WRONG, check_text, counts
from desktop.domain.tables import show


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


COMMANDS = (id_tool,)
