"""What anybody may see of a package, and what the stock tools make of it."""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from desktop.domain.entities import Person
from desktop.services import packages, partners
from tests.services.offices import COUNTY, TOWNSHIP, carry, edit, introduce, office, populate


@pytest.fixture
def exchanged(tmp_path):
    """The folder after a full exchange with an edit, and the people in it."""
    township, county = office(tmp_path, TOWNSHIP), office(tmp_path, COUNTY)
    introduce(tmp_path, township, county)
    people = populate(township, 60)
    carry(township, county, tmp_path / "stick")
    edit(township, people[0].id, phone="13900001111")
    carry(township, county, tmp_path / "stick")
    partners.export_identity(county, file=tmp_path / "identity.txt")
    people = list(township.ledger.where(Person))
    township.close()
    county.close()
    return tmp_path, people


def test_nothing_about_a_person_is_readable_anywhere(exchanged):
    folder, people = exchanged
    secrets = {
        text.encode(encoding)
        for person in people
        for text in (person.name, person.id_no, person.phone)
        if text and len(text) > 2
        for encoding in ("utf-8", "utf-16-le", "gb18030")
    }
    assert len(secrets) > 100
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert any(path.suffix == ".ldp" for path in files)
    assert any(path.name == "data.db" for path in files)
    for path in files:
        raw = path.read_bytes()
        assert not [secret for secret in secrets if secret in raw], path.name
        assert not [secret for secret in secrets if secret in path.name.encode()]


@pytest.mark.skipif(shutil.which("age") is None, reason="needs the age command")
def test_age_and_any_zip_tool_recover_the_tables_and_frictionless_accepts_them(exchanged):
    folder, people = exchanged
    package = sorted((folder / "stick").glob("*_上报_*.ldp"))[0]
    out = folder / "recovered"
    subprocess.run(["unzip", "-q", package, "-d", out], check=True)
    age = ["age", "-d", "-i", folder / "identity.txt", "-o", out / "body.zip", out / "body.age"]
    subprocess.run(age, check=True)
    subprocess.run(["unzip", "-q", out / "body.zip", "-d", out / "body"], check=True)
    assert people[0].name in (out / "body" / "person.csv").read_text(encoding="utf-8")
    frictionless = Path(sys.executable).with_name("frictionless")
    result = subprocess.run(
        [frictionless, "validate", "datapackage.json", "--json"],
        cwd=out / "body",
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout
    report = json.loads(result.stdout)
    assert report["valid"]
    assert {task["place"] for task in report["tasks"]} >= {"person.csv", "acts.csv", "changes.csv"}


def test_the_file_is_named_after_the_office_and_day_only(exchanged):
    folder, _ = exchanged
    names = sorted(path.name for path in (folder / "stick").glob("石牌镇*"))
    assert [name.split("_")[::3] for name in names] == [
        ["石牌镇人社所", "0001.ldp"],
        ["石牌镇人社所", "0002.ldp"],
    ]


def test_the_outer_file_opens_with_any_archive_program(exchanged):
    folder, _ = exchanged
    package = next((folder / "stick").glob("*_上报_*.ldp"))
    with zipfile.ZipFile(package) as archive:
        assert sorted(archive.namelist()) == ["body.age", "header.json", "signature.json"]


def test_the_words_for_the_clerk_hold_nothing_about_a_person(tmp_path):
    township, county = office(tmp_path, TOWNSHIP), office(tmp_path, COUNTY)
    introduce(tmp_path, township, county)
    people = populate(township, 30)
    sent = packages.send(township, to="龙山县", folder=tmp_path)
    received = packages.receive(county, files=[sent.file])
    words = "".join([*packages.sent_lines(sent), *packages.received_lines(received)])
    assert not [person for person in people if person.name in words or person.id_no in words]
    township.close()
    county.close()
