"""Units: a number with one after it counts something and names nobody."""

from __future__ import annotations

import re

UNIT = re.compile(
    r"\s?(?:kr|kronor|kkr|tkr|km|m|cm|mm|meter|mil|kg|g|gram|ml|cl|liter|st|stycken|personer|pers|unga|ungdomar|elever|"
    r"barn|bilar|besökare|deltagare|boende|hushåll|lägenheter|platser|gånger|ggr|timmar|tim|minuter|min|dagar|år|"
    r"procent|kvm|kwh|watt|w|volt|lux|grader|flaskor|burkar|samtal|svar|ärenden|anmälningar)\b|\s?%"
)
