"""Commands that set up an office below, and mend a lost passphrase with the office above."""

from pathlib import Path

import click

from desktop.cli.chinese import Command, Group
from desktop.cli.session import ledger_options, opened, passphrase, say
from desktop.cli.values import FILE, FOLDER, NewFile
from desktop.services import joining, rescue

_json = click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 对象")


@click.command("invite", cls=Command, help="制作发放文件（.ldi），给下级单位开通台账。")
@ledger_options
@click.option("--area", required=True, metavar="地区", help="下级单位所辖的乡镇或村，代码或名称")
@click.option("--office", required=True, metavar="名称", help="下级单位名称")
@click.option("-o", "file", type=NewFile(".ldi"), required=True, help="发放文件（.ldi）")
@click.option("--lists-only", is_flag=True, help="只带名单和代码，不带人员")
@click.option("--replaces", metavar="编号", help="对方换了电脑时，原单位编号")
def invite(
    folder: Path,
    account: str | None,
    as_json: bool,
    area: str,
    office: str,
    file: Path,
    lists_only: bool,
    replaces: str | None,
) -> None:
    with opened(folder, account) as session:
        given = joining.invite(
            session, area=area, office=office, file=file,
            snapshot=not lists_only, replaces=replaces,
        )  # fmt: skip
    say(
        as_json,
        given,
        f"已写好发放文件：{given.file}",
        f"口令：{given.code}",
        "请打电话把口令告诉对方，不要和文件一起发；口令不再显示，忘了就重做一个。",
    )


@click.command("join", cls=Command, help="用发放文件加入：新建本单位的台账。")
@click.argument("file", type=FILE, metavar="发放文件")
@click.argument("folder", type=FOLDER, metavar="台账文件夹")
@click.option("--code", prompt="口令", metavar="口令", help="上级单位打电话告诉的口令")
@_json
def join(file: Path, folder: Path, code: str, as_json: bool) -> None:
    made = joining.join(folder, file=file, code=code, passphrase=passphrase(new=True))
    office = made.session.ledger.fact("office_name")
    made.session.close()
    result = {
        "folder": folder,
        "office": office,
        "account": made.session.account,
        "recovery_code": made.recovery_code,
    }
    say(
        as_json,
        result,
        f"{office}已加入，台账在：{folder}",
        f"恢复码：{made.recovery_code}",
        "请马上把恢复码抄下或打印，锁进抽屉。",
    )


@click.group("rescue", cls=Group, help="忘记密码时，请上级单位帮忙（申请、答复、启用）。")
def rescuing() -> None:
    """The three steps of a passphrase mended with the parent office."""


@rescuing.command("ask", cls=Command, help="写一个申请文件给上级单位；不需要密码。")
@click.argument("folder", type=FOLDER, metavar="台账文件夹")
@click.option("--office", required=True, metavar="名称", help="本单位名称")
@click.option("-o", "file", type=NewFile(".ldq"), required=True, help="申请文件（.ldq）")
@_json
def ask(folder: Path, office: str, file: Path, as_json: bool) -> None:
    asked = rescue.ask(folder, file=file, office=office)
    say(as_json, asked, f"已写好申请：{asked.file}", f"申请编号：{asked.mark}，请打电话报给上级")


@rescuing.command("answer", cls=Command, help="上级单位答复下级的申请，得到一个口令。")
@ledger_options
@click.argument("request", type=FILE, metavar="申请文件")
@click.option("-o", "file", type=NewFile(".lda"), required=True, help="答复文件（.lda）")
def answer(folder: Path, account: str | None, as_json: bool, request: Path, file: Path) -> None:
    with opened(folder, account) as session:
        answered = rescue.answer(session, request=request, file=file)
    say(
        as_json,
        answered,
        f"“{answered.office_name}”的申请，编号 {answered.mark}：请先打电话核对编号",
        f"已写好答复：{answered.file}",
        f"口令：{answered.code}（打电话告诉对方，不要和文件一起发）",
    )


@rescuing.command("use", cls=Command, help="用上级的答复和口令打开台账，并设新密码。")
@click.argument("folder", type=FOLDER, metavar="台账文件夹")
@click.argument("file", type=FILE, metavar="答复文件")
@click.option("--code", prompt="口令", metavar="口令", help="上级单位打电话告诉的口令")
@click.option("--account", metavar="登录名", help="默认第一个账户")
@_json
def use(folder: Path, file: Path, code: str, account: str | None, as_json: bool) -> None:
    session = rescue.redeem(
        folder, file=file, code=code, passphrase=passphrase(new=True), account=account
    )
    session.close()
    say(as_json, {"folder": folder, "account": session.account}, "已设新密码，可以打开台账了")


COMMANDS = (invite, join, rescuing)
