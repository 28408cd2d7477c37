"""The records of the groups in SQLite or PostgreSQL: tables, one repository per port, the ledger, migrations.

`store` runs a use-case inside one transaction; `engine` opens the database; nothing outside this folder speaks SQL.
"""
