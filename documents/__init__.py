"""What leaves a meeting as files: DOCX, PDF, XLSX, CSV, ICS and the archive export. Knows `est` and `words` alone.

The libraries that write files are imported where they are first used: a bot that makes no documents loads none.
"""
