"""The commands for lists that others send: comparing them with the ledger."""

from pathlib import Path

import click

from desktop.cli.chinese import Command
from desktop.cli.session import ledger_options, opened, say, shown_progress
from desktop.cli.values import FILE, NewFile
from desktop.domain.comparing import Fate, Key
from desktop.services import comparisons
from desktop.services.compared import Compared

_SHOWN = 20


@click.command("compare", cls=Command, help="把一张名单和台账比对，不导入，不改台账。")
@ledger_options
@click.argument("file", type=FILE, metavar="名单")
@click.option("--key", default="", metavar="方式", help=f"凭什么认人：{'、'.join(Key)}")
@click.option("--villages", multiple=True, metavar="村", help="只看这些村（默认名单里提到的村）")
@click.option("-o", "--out", type=NewFile(".xlsx"), help="结果另存为这个 .xlsx")
@click.option("--password", metavar="密码", help="表格的打开密码")
def compare(
    folder: Path,
    account: str | None,
    as_json: bool,
    file: Path,
    key: str,
    villages: tuple[str, ...],
    out: Path | None,
    password: str | None,
) -> None:
    with opened(folder, account) as session, shown_progress(file.name) as progress:
        found = comparisons.compare_to_file(
            session,
            file=file,
            key=key,
            villages=villages,
            out=out,
            password=password,
            progress=progress,
        )
    if as_json:
        say(True, found)
        return
    _tell(found)


def _tell(found: Compared) -> None:
    click.echo(f"{found.file}：{found.note}")
    click.echo("，".join(f"{fate.value} {found.counts[fate]}" for fate in Fate))
    for fate in (Fate.DIFFERENT, Fate.UNSURE, Fate.THEIRS, Fate.OURS):
        for one in found.of(fate)[:_SHOWN]:
            place = f"第{one.line}行 " if one.line else ""
            told = "；".join([*map(str, one.apart), one.why]).strip("；")
            click.echo(f"  {fate.value} {place}{one.village} {one.name} {told}".rstrip())
        if found.counts[fate] > _SHOWN:
            more = found.counts[fate] - _SHOWN
            click.echo(f"  {fate.value}另有 {more} 人，用 -o 文件.xlsx 看全部")


COMMANDS = (compare,)
