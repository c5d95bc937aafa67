"""Where transferred labourers work, and for whom (domain §11, table 2)."""

from desktop.domain.facts import tag_holds
from desktop.domain.indicators import HomeTest, count
from desktop.domain.labour import Work, Worker, Workforce
from desktop.domain.work_facts import region

WHOLE = "transfer"
REGIONS = {
    "dest_township": ("镇内", frozenset({"乡内"})),
    "dest_county": ("镇外县内", frozenset({"县内乡外"})),
    "dest_city": ("县外市内", frozenset({"市内县外"})),
    "dest_province": ("市外省内", frozenset({"省内市外"})),
    "dest_outside": ("省外", frozenset({"省外"})),
    "dest_abroad": ("港澳台及国外", frozenset({"港澳台", "境外"})),
    "dest_unknown": ("地点不明", frozenset({""})),
}
"""By place: the parts add up to the whole."""
EMPLOYERS = {
    "emp_state": ("国企", frozenset({"国企"})),
    "emp_private": ("民企", frozenset({"民企"})),
    "emp_foreign": ("外资", frozenset({"外资企业"})),
    "emp_own": ("个体户", frozenset({"个体户"})),
    "emp_party": ("党政机关", frozenset({"党政机关"})),
    "emp_public": ("事业单位", frozenset({"事业单位"})),
    "emp_coop": ("合作社", frozenset({"合作社"})),
    "emp_unknown": ("其他及不明", frozenset({"其他", ""})),
}
"""By kind of employer: the parts add up to the whole."""
SPECIAL = {
    "via_workshop": ("帮扶车间（社区工厂）", frozenset({"帮扶车间"})),
    "via_base": ("帮扶（就业）基地", frozenset({"帮扶基地"})),
    "post_city": ("城镇公岗", frozenset({"公益岗-城镇"})),
    "post_special": ("公益专岗", frozenset({"公益岗-专岗"})),
    "post_created": ("特设公岗", frozenset({"公益岗-特设"})),
    "via_partner": ("协作省就业", frozenset({"劳务协作"})),
}
"""With help: each is a part of the whole, but they do not make it up."""
POSTS = ("post_city", "post_special", "post_created", "post_other")


def _moved(worker: Worker) -> bool:
    return worker.labourer and worker.work is Work.TRANSFER


def _in_region(keys: frozenset[str]) -> HomeTest:
    return lambda force, worker: _moved(worker) and region(force, worker) in keys


def _for_employer(keys: frozenset[str]) -> HomeTest:
    def test(force: Workforce, worker: Worker) -> bool:
        nature = worker.spell.employer_nature if worker.spell else None
        return _moved(worker) and (nature or "") in keys

    return test


def _special(worker: Worker) -> str:
    spell = worker.spell
    if spell is None:
        return ""
    if spell.kind == "帮扶车间" and not spell.special:
        return "帮扶车间"
    return spell.special or ("公益岗" if spell.kind == "公益岗" else "")


def _with_help(keys: frozenset[str]) -> HomeTest:
    return lambda force, worker: _moved(worker) and _special(worker) in keys


for _name, (_label, _keys) in REGIONS.items():
    count(_name, f"转移就业·{_label}", f"转移就业（劳动年龄内）中务工地点在{_label}的人员",
          _in_region(_keys))  # fmt: skip
for _name, (_label, _keys) in EMPLOYERS.items():
    count(_name, f"转移就业·{_label}", f"转移就业（劳动年龄内）中单位性质为{_label}的人员",
          _for_employer(_keys))  # fmt: skip
for _name, (_label, _keys) in SPECIAL.items():
    count(_name, _label, f"转移就业（劳动年龄内）中经{_label}就业的人员", _with_help(_keys))


def _on_post(force: Workforce, worker: Worker) -> bool:
    return _moved(worker) and _special(worker).startswith("公益岗")


def _on_other_post(force: Workforce, worker: Worker) -> bool:
    return _moved(worker) and _special(worker) == "公益岗"


def _relocated(force: Workforce, worker: Worker) -> bool:
    family = force.family
    tags = (*family.tags, *worker.view.member.tags)
    moved = any(tag.tag == "易地搬迁" and tag_holds(tag, force.basis.day) for tag in tags)
    return _moved(worker) and (bool(family.household.is_relocated) or moved)


count("posts", "公益性岗位", "转移就业（劳动年龄内）中在公益性岗位就业的人员", _on_post)
count("post_other", "其他公岗", "在公益性岗位就业、岗位类型未填的人员", _on_other_post)
count("dest_relocated", "易地搬迁", "转移就业（劳动年龄内）中易地搬迁户的人员", _relocated)
