"""The lists and numbers that an office may set: rule parameters, age policy, code aliases."""

from dataclasses import replace

from desktop.domain.entities import AgePolicy, CodeItem, RuleParameter
from desktop.domain.errors import Refused
from desktop.domain.text import clean
from desktop.services import checks, seeds
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb

_SWITCH = frozenset({"是", "否"})
POLICY_FIELDS = (
    "name", "male_min", "male_max", "female_min", "female_max",
    "exclude_student", "exclude_soldier", "exclude_no_ability",
)  # fmt: skip


def parameters(session: Session) -> list[RuleParameter]:
    """The parameters of rules and indicators, those that belong together beside each other."""
    order = list(default_values())
    found = list(session.ledger.where(RuleParameter, order="t.key"))
    known = {key: at for at, key in enumerate(order)}
    return sorted(found, key=lambda one: known.get(one.key or "", len(order)))


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
    wanted = _like(found, clean(value))
    with ledger.act("parameter.set", "修改参数") as writer:
        changed = writer.update(found, {"value": wanted})
    checks.check_all(session)
    return changed


def _like(parameter: RuleParameter, text: str) -> str:
    """A new value of the kind of the old one.

    Raises:
        Refused: if it is of another kind.
    """
    former, words = parameter.value or "", parameter.label
    if former.isdecimal() and not text.isdecimal():
        raise Refused(f"“{words}”应填整数，如 {former}")
    if former in _SWITCH and text not in _SWITCH:
        raise Refused(f"“{words}”应填“是”或“否”")
    if _is_row(former) and not _is_row(text):
        raise Refused(f"“{words}”应填用逗号隔开的整数，如 {former}")
    if not text:
        raise Refused(f"“{words}”不能为空")
    return text


def _is_row(text: str) -> bool:
    return "," in text and all(part.strip().isdecimal() for part in text.split(","))


def default_values() -> dict[str, str]:
    """What each parameter is before a county sets it."""
    return {entry.key or "": entry.value or "" for entry in seeds.rule_parameters()}


def age_policies(session: Session) -> list[AgePolicy]:
    """The labour-age policies, the default one first."""
    found = list(session.ledger.where(AgePolicy))
    return sorted(found, key=lambda policy: not policy.is_default)


@verb("age_policy.set", "修改劳动年龄口径", Role.ADMIN)
def set_age_policy(session: Session, *, key: str, field: str, value: str) -> AgePolicy:
    """Set one bound, switch or the name of a labour-age policy; everything is checked anew.

    Raises:
        Refused: if there is no such policy or field, or the bounds would cross.
        Unreadable: if the text is no such value.
    """
    ledger = session.ledger
    found = next(ledger.where(AgePolicy, "t.key = ?", [key]), None)
    if found is None or field not in POLICY_FIELDS:
        raise Refused(f"没有“{key}”这个口径，或它没有“{field}”这一项")
    declared = ledger.dictionary[AgePolicy].field(field)
    now = replace(found, **{field: declared.kind.read(value, ledger.book)})
    for least, most in ((now.male_min, now.male_max), (now.female_min, now.female_max)):
        if least is not None and most is not None and least > most:
            raise Refused("起始年龄不能大于截止年龄")
    with ledger.act("age_policy.set", "修改劳动年龄口径", always=False) as writer:
        changed = writer.update(found, {field: getattr(now, field)})
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
