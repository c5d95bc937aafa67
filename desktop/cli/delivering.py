"""Commands for what goes the other way: packages for all below, and receipts on paper."""

from pathlib import Path

import click

from desktop.cli.chinese import Command
from desktop.cli.session import ledger_options, opened, say, shown_progress
from desktop.cli.values import FOLDER, NewFile
from desktop.services import devices, handover, returning, sending_down, slips, sticks


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


@click.command("send-down", cls=Command, help="给下级单位下发：不写单位就是全部下级，各一个包。")
@ledger_options
@click.option(
    "-o", "target", type=FOLDER, required=True, metavar="文件夹", help="放包的地方，如U盘"
)
@click.option("--to", multiple=True, metavar="单位", help="只发给这个下级，可写多次")
@click.option("--lists-only", is_flag=True, help="只发地区、代码、口径、参数和轮次，不带人员")
@click.option("--full", is_flag=True, help="全部内容，而不只是上次回执之后的")
def send_down(
    folder: Path,
    account: str | None,
    as_json: bool,
    target: Path,
    to: tuple[str, ...],
    lists_only: bool,
    full: bool,
) -> None:
    with opened(folder, account) as session, shown_progress("下发") as progress:
        done = sending_down.send_down(
            session, folder=target, to=to, lists_only=lists_only, full=full, progress=progress
        )
    say(as_json, done, *sending_down.lines(done))


@click.command("returns", cls=Command, help="列出退回的户：谁、为什么、哪一格有意见。")
@ledger_options
def returned(folder: Path, account: str | None, as_json: bool) -> None:
    with opened(folder, account) as session:
        found = returning.listed(session)
    say(as_json, {"returned": found}, *returning.lines(found))


@click.command(
    "find-files", cls=Command, help="在U盘或文件夹里按内容查找包、回执、名片、发放文件。"
)
@ledger_options
@click.argument("stick", type=FOLDER, metavar="U盘")
def find_files(folder: Path, account: str | None, as_json: bool, stick: Path) -> None:
    with opened(folder, account) as session, shown_progress("查找") as progress:
        search = sticks.find(session, folder=stick, progress=progress)
    say(as_json, search, *sticks.lines(search))


@click.command("devices", cls=Command, help="列出本机和往来单位用过的台账，最近一次收到的日期。")
@ledger_options
def device_list(folder: Path, account: str | None, as_json: bool) -> None:
    with opened(folder, account) as session:
        found = devices.listed(session)
    say(as_json, {"devices": found}, *devices.lines(found))


@click.command("handover", cls=Command, help="换人时打印交接清单（PDF）。")
@ledger_options
@click.option("-o", "file", type=NewFile(".pdf"), required=True, help="交接清单（.pdf）")
def handing_over(folder: Path, account: str | None, as_json: bool, file: Path) -> None:
    with opened(folder, account) as session:
        made = handover.pdf(session, file=file)
    say(as_json, made, f"已写好交接清单：{made.file}，{made.pages}页")


COMMANDS = (slip, enter_slip, send_down, returned, find_files, device_list, handing_over)
