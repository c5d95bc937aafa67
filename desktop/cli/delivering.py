"""Commands for what travels besides the packages that are sent up: receipts on paper."""

from pathlib import Path

import click

from desktop.cli.chinese import Command
from desktop.cli.session import ledger_options, opened, say
from desktop.cli.values import NewFile
from desktop.services import slips


@click.command("slip", cls=Command, help="打印一个已合并的包的回执单（PDF），只能传纸时用。")
@ledger_options
@click.argument("package", metavar="包号")
@click.option("-o", "file", type=NewFile(".pdf"), required=True, help="回执单（.pdf）")
def slip(folder: Path, account: str | None, as_json: bool, package: str, file: Path) -> None:
    with opened(folder, account) as session:
        made = slips.pdf(session, package=package, file=file)
        told = slips.slip(session, package=package)
    say(
        as_json,
        {"file": made.file, "slip": told},
        f"已写好回执单：{made.file}",
        f"回执码：{told.code}（发送单位录入后与回执文件一样）",
    )


@click.command("enter-slip", cls=Command, help="录入对方打印的回执单上的回执码。")
@ledger_options
@click.argument("code", metavar="回执码")
def enter_slip(folder: Path, account: str | None, as_json: bool, code: str) -> None:
    with opened(folder, account) as session:
        entered = slips.enter(session, code=code)
    say(as_json, entered, *slips.lines(entered))


COMMANDS = (slip, enter_slip)
