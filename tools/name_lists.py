"""Writes est/personal_data/name_lists.py from faker's Swedish lists: `python tools/name_lists.py`.

faker is needed here and in the tests only; the product carries the lists.
"""

from __future__ import annotations

from pathlib import Path
from textwrap import wrap

from faker.providers.person.sv_SE import Provider

TARGET = Path(__file__).parent.parent / "est" / "personal_data" / "name_lists.py"

INDENT = "    "
MODULE = '''"""The most common first and last names of Sweden, from faker's sv_SE lists.

Written by tools/name_lists.py; change that, not this. The lists are MIT-licensed, Copyright (c) 2012 Daniele Faraglia.
"""

FIRST_NAMES = frozenset(
    """
{first}
    """.split()  # noqa: SIM905
)

LAST_NAMES = frozenset(
    """
{last}
    """.split()  # noqa: SIM905
)
'''


def first_names() -> set[str]:
    return {name.lower() for name in (*Provider.first_names_female, *Provider.first_names_male)}


def last_names() -> set[str]:
    return {name.lower() for name in Provider.last_names}


def _lines(names: set[str]) -> str:
    return "\n".join(
        wrap(
            " ".join(sorted(names)),
            width=110,
            initial_indent=INDENT,
            subsequent_indent=INDENT,
            break_on_hyphens=False,
        )
    )


if __name__ == "__main__":
    text = MODULE.format(first=_lines(first_names()), last=_lines(last_names()))
    TARGET.write_text(text, encoding="utf-8")
    print(f"{TARGET.name} written")
