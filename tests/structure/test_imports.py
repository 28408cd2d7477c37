"""What import-linter cannot see of the direction of imports; its contracts stand in pyproject.toml."""

import ast
import sys
import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
# Folders with Python in them that hold no part of the running product.
BESIDE_THE_PRODUCT = {"bench", "docs", "faults", "locales", "manifest", "tests", "tools"}
PURE = ("est", "words", "cards", "dialogs")
SPEAKS_HTTP = {"bot", "tokens", "mail", "imports", "graph", "sample"}
CLIENTS = {"ClientSession", "TCPConnector", "PoolManager", "urlopen", "create_connection"}
# The standard library too has a clock, files and a network; the method has none of them.
IMPURE = {
    *("asyncio", "concurrent", "http", "logging", "os", "pathlib", "random", "secrets", "select", "shutil"),
    *("socket", "sqlite3", "ssl", "subprocess", "tempfile", "threading", "time", "urllib"),
}
CLOCKS = {"now", "utcnow", "today"}
NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc", "base", "manager", "managers"}


def packages() -> set[str]:
    return {path.parent.name for path in ROOT.glob("*/__init__.py")} - BESIDE_THE_PRODUCT


@cache
def modules_of(package: str) -> tuple[tuple[str, ast.Module], ...]:
    paths = sorted((ROOT / package).rglob("*.py"))
    return tuple((str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))) for path in paths)


def imported_by(module: ast.Module) -> set[str]:
    """The top-level names that a module imports; a relative import stays at home."""
    names: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.partition(".")[0])
    return names


def named_in(module: ast.Module) -> set[str]:
    attributes = {node.attr for node in ast.walk(module) if isinstance(node, ast.Attribute)}
    return attributes | {node.id for node in ast.walk(module) if isinstance(node, ast.Name)}


def test_est_imports_the_standard_library_and_personnummer() -> None:
    allowed = (sys.stdlib_module_names | {"est", "personnummer"}) - IMPURE
    offenders = {
        path: found for path, module in modules_of("est") if (found := imported_by(module) - allowed)
    }
    assert not offenders, f"est/ is the method alone; it asks for the rest through a port: {offenders}"


def test_nothing_pure_reads_a_clock() -> None:
    offenders = [
        f"{path}:{node.lineno}"
        for package in PURE
        for path, module in modules_of(package)
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS
        if isinstance(node.func.value, ast.Name | ast.Attribute)
        and ends_in(node.func.value) in {"date", "datetime"}
    ]
    assert not offenders, f"`now` is an argument, read once at the edge and passed on: {offenders}"


def ends_in(node: ast.Name | ast.Attribute) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr


def test_http_clients_stand_where_the_product_speaks_http() -> None:
    offenders = {
        path: found
        for package in packages() - SPEAKS_HTTP
        for path, module in modules_of(package)
        if (found := named_in(module) & CLIENTS)
    }
    assert not offenders, f"only {sorted(SPEAKS_HTTP)} call other machines: {offenders}"


def test_every_package_is_under_the_import_contracts() -> None:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert set(pyproject["tool"]["importlinter"]["root_packages"]) == packages()


def test_every_folder_of_the_product_is_a_package() -> None:
    """But for the migrations, which Alembic runs as scripts."""
    folders = {path.parent for package in packages() for path in (ROOT / package).rglob("*.py")}
    folders -= {folder for folder in folders if "migrations" in folder.parts}
    without = [str(folder.relative_to(ROOT)) for folder in folders if not (folder / "__init__.py").exists()]
    assert not without, f"import-linter reads only packages: put an __init__.py in {sorted(without)}"


def test_a_file_is_named_for_what_it_knows() -> None:
    offenders = [
        path for package in packages() for path, _ in modules_of(package) if Path(path).stem in NAMELESS
    ]
    assert not offenders
