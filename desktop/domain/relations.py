"""How a member is related to a new head of the household, where that is certain."""

from dataclasses import dataclass

from desktop.domain.facts import HEAD

_SPOUSE = "配偶"
_MALE, _FEMALE = "男", "女"
_DOWN = ("之子", "之女", "之儿媳", "之女婿", "之孙子", "之孙女", "之外孙子", "之外孙女", "之曾孙子",
         "之曾孙女")  # fmt: skip
_PARENT = {_MALE: "之父", _FEMALE: "之母"}
_CHILD = {_MALE: "之子", _FEMALE: "之女"}
_IN_LAW = {(_FEMALE, "之父"): "之公公", (_FEMALE, "之母"): "之婆婆",
           (_MALE, "之父"): "之岳父", (_MALE, "之母"): "之岳母"}  # fmt: skip
_OWN_OF_SPOUSE = {"之公公": "之父", "之岳父": "之父", "之婆婆": "之母", "之岳母": "之母"}
_GRANDPARENT = {(_MALE, "之父"): "之祖父", (_MALE, "之母"): "之祖母",
                (_FEMALE, "之父"): "之外祖父", (_FEMALE, "之母"): "之外祖母"}  # fmt: skip
_GRANDCHILD = {(_MALE, "之子"): "之孙子", (_MALE, "之女"): "之孙女",
               (_FEMALE, "之子"): "之外孙子", (_FEMALE, "之女"): "之外孙女"}  # fmt: skip
# By whose child the new head is: the spouse's relation, and the children's.
_BRANCHES = {
    "之子": ("之儿媳", {"之孙子": "之子", "之孙女": "之女"}),
    "之女": ("之女婿", {"之外孙子": "之子", "之外孙女": "之女"}),
}


@dataclass(frozen=True, slots=True)
class Kin:
    """A member as the former head saw one."""

    relation: str | None
    sex: str | None


def seen_from(new: Kin, other: Kin, former_head: Kin, everyone: list[Kin]) -> str | None:
    """The relation of a member to the new head; None if it must be asked.

    Args:
        new: the new head, as the former one saw them.
        other: the member, likewise.
        former_head: the head so far.
        everyone: all members, who tell whether a child-in-law can only belong to the new head.
    """
    relation = other.relation
    if new.relation == _SPOUSE:
        return _by_spouse(new, relation)
    if new.relation in _BRANCHES:
        return _by_child(new, other, former_head, everyone)
    if new.relation in {"之父", "之母"}:
        return _by_parent(new, other, former_head)
    return None


def _by_spouse(new: Kin, relation: str | None) -> str | None:
    if relation == HEAD:
        return _SPOUSE
    if relation in _DOWN:
        return relation
    return _OWN_OF_SPOUSE.get(relation or "") or _IN_LAW.get((new.sex or "", relation or ""))


def _by_child(new: Kin, other: Kin, former_head: Kin, everyone: list[Kin]) -> str | None:
    relation = other.relation or ""
    if relation in {HEAD, _SPOUSE}:
        return _PARENT.get(other.sex or "")
    if relation in _CHILD.values():
        return "之兄弟姐妹"
    spouse, children = _BRANCHES[new.relation or ""]
    if relation == spouse or relation in children:
        alone = sum(kin.relation == new.relation for kin in everyone) == 1
        spouses = sum(kin.relation == spouse for kin in everyone)
        return (children | {spouse: _SPOUSE})[relation] if alone and spouses <= 1 else None
    return _GRANDPARENT.get((former_head.sex or "", relation))


def _by_parent(new: Kin, other: Kin, former_head: Kin) -> str | None:
    relation = other.relation or ""
    if relation == HEAD:
        return _CHILD.get(other.sex or "")
    if relation == _SPOUSE:
        return {_MALE: "之女婿", _FEMALE: "之儿媳"}.get(other.sex or "")
    if relation in {"之父", "之母"} - {new.relation}:
        return _SPOUSE
    return _GRANDCHILD.get((former_head.sex or "", relation))
