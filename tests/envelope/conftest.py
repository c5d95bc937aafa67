"""Two invented offices and the packages between them."""

from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from desktop.envelope.container import FillBody, write_package
from desktop.envelope.header import Header
from desktop.envelope.keys import OfficeCard, OfficeKeys, new_office_keys

TABLES = {
    "datapackage.json": '{"name":"ledger"}',
    "person.csv": "id,name\n1,彭水生\n2,田桂香\n",
    "acts.csv": "device,seq\nd1,1\n",
}


@pytest.fixture(scope="session")
def township() -> OfficeKeys:
    return new_office_keys()


@pytest.fixture(scope="session")
def county() -> OfficeKeys:
    return new_office_keys()


@pytest.fixture(scope="session")
def stranger() -> OfficeKeys:
    return new_office_keys()


@pytest.fixture
def tables() -> dict[str, str]:
    return TABLES


@pytest.fixture
def header() -> Header:
    return Header(
        package_id="0190a000-0000-7000-8000-000000000001",
        sender_id="office-township",
        sender_name="石牌镇人社所",
        receiver_id="office-county",
        receiver_name="龙山县人社局",
        device="d1",
        level="township",
        kind="full",
        scope=("433130104",),
        after=0,
        upto=7,
        previous="",
        counts={"person": 2, "household": 1},
        dictionary_version="1",
        app_version="0.1.0",
        made_at="2026-03-05T10:00:00+08:00",
    )


@pytest.fixture
def card(township: OfficeKeys) -> OfficeCard:
    return OfficeCard(
        office_id="office-township",
        name="石牌镇人社所",
        level="township",
        area_code="433130104",
        age_recipient=township.public_part.age_recipient,
        verify_key=township.public_part.verify_key,
        made_at="2026-03-05T10:00:00+08:00",
    )


def filled_with(tables: dict[str, str], compression: int = ZIP_DEFLATED) -> FillBody:
    def fill(stream) -> None:
        with ZipFile(stream, "w", compression) as body:
            for name, text in tables.items():
                body.writestr(name, text)

    return fill


@pytest.fixture
def filling() -> Callable[..., FillBody]:
    return filled_with


@pytest.fixture
def send(tmp_path: Path, header: Header, township: OfficeKeys, county: OfficeKeys):
    """Write a package from the township to the county; returns its path."""

    def write(fill: FillBody | None = None, label: Header = header) -> Path:
        path = tmp_path / "上报包.ldp"
        recipients = [county.public_part.age_recipient]
        write_package(path, label, fill or filled_with(TABLES), recipients, township)
        return path

    return write
