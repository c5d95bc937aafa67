"""The offices that keep ledgers, and the people who sign in to them."""

from dataclasses import dataclass
from typing import Annotated

from desktop.domain.dictionary import entity
from desktop.domain.kinds import Area, Code, Flag, Name, Phone, Ref, Secrecy, Text
from desktop.domain.record import Record


@entity("office", "单位")
@dataclass(frozen=True, slots=True, kw_only=True)
class Office(Record):
    """An office that keeps a ledger: a village, a township or a county."""

    name: Annotated[str | None, Text("单位名称")] = None
    kind: Annotated[str | None, Code("单位类型", code_set="office_type")] = None
    area: Annotated[str | None, Area("所辖地区")] = None
    parent: Annotated[str | None, Ref("上级单位", to="office")] = None
    phone: Annotated[str | None, Phone("单位电话")] = None
    leader: Annotated[str | None, Name("负责人", secrecy=Secrecy.PERSONAL)] = None


@entity("account", "账户")
@dataclass(frozen=True, slots=True, kw_only=True)
class Account(Record):
    """A person who signs in; ``login`` names the key slot."""

    login: Annotated[str | None, Text("登录名")] = None
    name: Annotated[str | None, Name("姓名", secrecy=Secrecy.PERSONAL)] = None
    role: Annotated[str | None, Code("角色", code_set="role")] = None
    office: Annotated[str | None, Ref("单位", to="office")] = None
    disabled: Annotated[bool | None, Flag("停用")] = None
