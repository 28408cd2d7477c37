"""Texts that people could type and that a card must show as typed (acceptance.md K8), and the longest ones."""

from est.report import NOTE_LIMIT, TEXT_LIMIT

HOSTILE: dict[str, str] = {
    "newline": "Första raden.\nAndra raden.\n\nFjärde raden.",
    "tab": "Före\tefter tabben.",
    "skin-tone": "Tummen upp 👍🏽 och ned 👎🏿.",
    "family": "En familj 👨‍👩‍👧‍👦 på torget.",
    "combining": "A\u030angstro\u0308m vid a\u030an.",
    "arabic": "Klotter: مرحبا بالعالم på muren.",
    "hebrew": "Klotter: שלום עולם på muren.",
    "script": '<script>alert("hej")</script>',
    "html": "<b>fet</b> <a href='https://ond.example'>länk</a> &amp; &lt;",
    "bold": "**x** och _y_ och ~~z~~ och `kod`",
    "template": "I dag {{DATE(2026-11-24T09:00:00Z, SHORT)}} och ${payload.user}",
    "table": "| a | b |\n|---|---|\n| 1 | 2 |",
    "mention": "@everyone och <at>Sam Ek</at>",
    "link": "[klicka](javascript:alert(1)) ![bild](x)",
    "list": "1. ett\n2. två\n- tre\n# fyra\n> fem",
    "override": "vänt \u202egnirts\u202c slut",
}
"""By what each tries."""

LONGEST = ("Ö" + "ordning vid hållplatsen. " * 40)[: TEXT_LIMIT - 1] + "!"
LONGEST_NOTE = ("Å" + "tgärd: väktarrond. " * 40)[: NOTE_LIMIT - 1] + "!"
UNBROKEN = "Ö" * TEXT_LIMIT
EMOJI = "👨‍👩‍👧‍👦" * (TEXT_LIMIT // 7)
"""Long in bytes: 25 for every seven characters."""
MANY_LINES = "\n".join("å" * (TEXT_LIMIT // 2))
"""As many lines as a text can have."""
