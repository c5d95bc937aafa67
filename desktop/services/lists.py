"""The lists and numbers that an office may set: rule parameters, age policy, code aliases."""

from desktop.domain.entities import AgePolicy, CodeItem, RuleParameter
from desktop.domain.errors import Refused
from desktop.domain.text import clean
from desktop.services import checks
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb


def parameters(session: Session) -> list[RuleParameter]:
    """The parameters of rules and indicators."""
    return list(session.ledger.where(RuleParameter, order="t.key"))


@verb("parameter.set", "修改参数", Role.ADMIN)
def set_parameter(session: Session, *, key: str, value: str) -> RuleParameter:
    """Set a parameter of the rules; everything is checked anew.

    Raises:
        Refused: if there is no such parameter, or a number is wanted.
    """
    ledger = session.ledger
    found = next(ledger.where(RuleParameter, "t.key = ?", [key]), None)
    if found is None:
        raise Refused(f"没有“{key}”这个参数")
    wanted = clean(value)
    if (found.value or "").isdecimal() and not wanted.isdecimal():
        raise Refused(f"“{found.label}”应填整数，如 {found.value}")
    with ledger.act("parameter.set", "修改参数") as writer:
        changed = writer.update(found, {"value": wanted})
    checks.check_all(session)
    return changed


@verb("age_policy.choose", "选择劳动年龄口径", Role.ADMIN)
def choose_age_policy(session: Session, *, key: str) -> AgePolicy:
    """Make one of the labour-age policies the default.

    Raises:
        Refused: if there is no such policy.
    """
    ledger = session.ledger
    policies = list(ledger.where(AgePolicy))
    chosen = next((policy for policy in policies if policy.key == key), None)
    if chosen is None:
        known = "、".join(f"{policy.key}（{policy.name}）" for policy in policies)
        raise Refused(f"没有“{key}”这个口径，可选：{known}")
    with ledger.act("age_policy.choose", "选择劳动年龄口径") as writer:
        for policy in policies:
            writer.update(policy, {"is_default": policy.id == chosen.id})
        chosen = ledger.get(AgePolicy, chosen.id) or chosen
    checks.check_all(session)
    return chosen


@verb("code.alias", "增加代码别名", Role.REVIEWER)
def add_alias(session: Session, *, code_set: str, key: str, alias: str) -> CodeItem:
    """Let another word be read as an item of a code set, as 初小 for 小学.

    Raises:
        Refused: if there is no such item, or the word means another one already.
    """
    ledger = session.ledger
    found = next(ledger.where(CodeItem, "t.code_set = ? AND t.key = ?", [code_set, key]), None)
    if found is None:
        raise Refused(f"代码集“{code_set}”里没有“{key}”")
    word = clean(alias)
    taken = ledger.book.means(code_set, word)
    if taken is not None and taken != key:
        raise Refused(f"“{word}”已经表示“{taken}”，请换一个")
    with ledger.act("code.alias", "增加代码别名", always=False) as writer:
        aliases = tuple(dict.fromkeys([*(found.aliases or ()), word]))
        return writer.update(found, {"aliases": aliases})
