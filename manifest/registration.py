"""What the administrator gives is checked as a whole before a package is built from it."""

import ipaddress
import re
import tomllib
import uuid
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

# Teams takes 30 characters of an app's name (schema: name.short) and 32 of its developer's (developer.name).
_SUFFIX_LENGTH = 30 - len("EST-boten ")
_DEVELOPER_LENGTH = 32
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", re.ASCII)
_NAME = re.compile(r"[\w()&.,–' -]+")
_NOT_PUBLIC = {"internal", "invalid", "local", "localhost"}
_VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)", re.ASCII)


class BadInput(Exception):
    """The package is not built, and both languages say why and what to do."""

    def __init__(self, swedish: str, english: str) -> None:
        super().__init__(f"Fel: {swedish}\nError: {english}")


@dataclass(frozen=True, slots=True)
class Registration:
    """One bot as the municipality registered it; `registration` is the way to a checked one."""

    app_id: str
    public_url: str
    domain: str
    suffix: str
    developer: str


def registration(
    app_id: str, public_url: str, *, name: str = "", developer: str = "EST-boten"
) -> Registration:
    """A registration is whole and plausible before anything is built from it."""
    known = _checked_app_id(app_id.strip())
    address = _checked_address(public_url.strip())
    return Registration(
        app_id=known,
        public_url=f"https://{address.hostname}{address.path.rstrip('/')}",
        domain=address.hostname or "",
        suffix=f" {_checked_name('--name', name, _SUFFIX_LENGTH)}" if name.strip() else "",
        developer=_checked_name("--developer", developer, _DEVELOPER_LENGTH),
    )


def project_version(pyproject: Path, *, asked: str = "") -> str:
    """The package carries the project's version, or a higher one: Teams wants a new one for every upload."""
    try:
        declared = str(tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]["version"])
    except (OSError, KeyError, tomllib.TOMLDecodeError) as error:
        raise BadInput(
            f"{pyproject.name} saknar [project] version.", f"{pyproject.name} has no [project] version."
        ) from error
    version = asked or declared
    if _in_order(version) < _in_order(declared):
        raise BadInput(
            f"--version {version} är lägre än utgåvan {declared}.",
            f"--version {version} is lower than the release {declared}.",
        )
    return version


def _checked_app_id(app_id: str) -> str:
    try:
        known = uuid.UUID(app_id)
    except ValueError:
        known = uuid.UUID(int=0)
    # UUID() also reads braces, "urn:uuid:" and missing hyphens; Teams takes the plain form alone.
    if not known.int or str(known) != app_id.lower():
        raise BadInput(
            "--app-id (eller EST_APP_ID) ska vara botens app-id, ett GUID på 36 tecken. Det står under "
            "Översikt i appregistreringen i Entra.",
            "--app-id (or EST_APP_ID) must be the bot's application id, a GUID of 36 characters, shown in "
            "the app registration in Entra.",
        )
    return str(known)


def _checked_address(public_url: str) -> SplitResult:
    try:
        address = urlsplit(public_url)
        plain = address.port in {None, 443} and address.username is None
    except ValueError:
        address, plain = urlsplit(""), False
    extras = address.query or address.fragment or re.search(r"[^\w./~-]", address.path, re.ASCII)
    if address.scheme != "https" or not plain or extras or not _is_public_host(address.hostname or ""):
        raise BadInput(
            "--public-url (eller EST_PUBLIC_URL) ska vara den https-adress där Teams når boten, som "
            "https://est.kommunen.example: ingen port, inget ? eller #, inte localhost och ingen IP-adress.",
            "--public-url (or EST_PUBLIC_URL) must be the https address where Teams reaches the bot, like "
            "https://est.kommunen.example: no port, no query or fragment, not localhost and no IP address.",
        )
    return address


def _is_public_host(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        labels = host.split(".")
        named = len(labels) > 1 and labels[-1] not in _NOT_PUBLIC and len(host) <= 253
        return named and all(map(_LABEL.fullmatch, labels))
    return False


def _checked_name(option: str, name: str, longest: int) -> str:
    kept = name.strip()
    if len(kept) > longest or not _NAME.fullmatch(kept):
        raise BadInput(
            f"{option} får ha högst {longest} tecken: bokstäver, siffror, mellanslag och ( ) & . , – ' -.",
            f"{option} takes at most {longest} characters: letters, digits, spaces and ( ) & . , – ' -.",
        )
    return kept


def _in_order(version: str) -> tuple[int, ...]:
    if not _VERSION.fullmatch(version):
        raise BadInput(
            f"Versionen ”{version}” ska ha formen 1.2.3.", f"The version “{version}” must look like 1.2.3."
        )
    return tuple(map(int, version.split(".")))
