"""The files of the page: nothing from outside, nothing inline, and what is foreign is what it says it is."""

import hashlib
import re
from pathlib import Path

import pytest

from tests.sample.conftest import Play

CLIENT = Path(__file__).parents[2] / "sample" / "client"
OWN = sorted(path for path in CLIENT.glob("*") if path.is_file())
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


async def test_the_page_is_served_at_the_root_with_a_strict_policy(play: Play) -> None:
    async with play.session.get(play.origin) as response:
        page = await response.text()
        headers = response.headers
    assert headers["Content-Security-Policy"] == POLICY
    assert (headers["X-Content-Type-Options"], headers["Referrer-Policy"]) == ("nosniff", "no-referrer")
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert '<html lang="sv">' in page


async def test_every_file_the_page_names_is_served(play: Play) -> None:
    page = (CLIENT / "index.html").read_text(encoding="utf-8")
    named = re.findall(r'(?:src|href)="(/[^"#]*)"', page)
    modules = [f"/local/client/{path.name}" for path in CLIENT.glob("*.js")]
    assert len(named) > 5
    for address in {*named, *modules}:
        async with play.session.get(play.origin + address) as response:
            assert (response.status, address) == (200, address)


@pytest.mark.parametrize("address", ["..%2Fteams%2Flocal.py", "vendor/README.md", "no.js"])
async def test_nothing_else_is_served(play: Play, address: str) -> None:
    async with play.session.get(f"{play.origin}/local/client/{address}") as response:
        assert response.status == 404


def test_the_page_has_no_script_or_style_of_its_own_inside() -> None:
    page = (CLIENT / "index.html").read_text(encoding="utf-8")
    assert re.findall(r"<style|style=|<script(?![^>]*src=)|\son\w+=", page) == []


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_no_file_names_an_address_outside(path: Path) -> None:
    addresses = re.findall(r"https?://[^\s\"'`)]+", path.read_text(encoding="utf-8"))
    assert [address for address in addresses if address != "http://www.w3.org/2000/svg"] == []


def test_the_card_library_is_the_one_that_is_named_and_comes_with_its_licence() -> None:
    vendor = CLIENT / "vendor"
    said = (vendor / "README.md").read_text(encoding="utf-8")
    digest = hashlib.sha256((vendor / "adaptivecards.min.js").read_bytes()).hexdigest()
    assert f"`{digest}`" in said
    assert "`adaptivecards` 3.0.6" in said
    assert (vendor / "adaptivecards.LICENSE.txt").read_text(encoding="utf-8").startswith("MIT License")
