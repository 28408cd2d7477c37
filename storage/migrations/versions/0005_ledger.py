"""Errands done, letters written, and who may send them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "errand",
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["est_group.id"], name="fk_errand_group_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("group_id", "key", name="pk_errand"),
    )
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("edits", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("seat", sa.String(), nullable=False),
        sa.Column("turn", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("send_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("activity_id", sa.String(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["group_id"], ["est_group.id"], name="fk_letter_group_id", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_letter"),
        sa.UniqueConstraint("key", name="uq_letter_key"),
    )
    op.create_index(
        "ix_letter_due",
        "letter",
        ["due"],
        unique=False,
        sqlite_where=sa.text("state IN ('waiting', 'retry')"),
        postgresql_where=sa.text("state IN ('waiting', 'retry')"),
    )
    op.create_index(
        "ix_letter_order",
        "letter",
        ["group_id", "recipient", "turn", "id"],
        unique=False,
        sqlite_where=sa.text("state IN ('waiting', 'retry', 'sending')"),
        postgresql_where=sa.text("state IN ('waiting', 'retry', 'sending')"),
    )
    op.create_index(
        "ix_letter_round",
        "letter",
        ["group_id", "week", "seat"],
        unique=False,
        sqlite_where=sa.text("week <> ''"),
        postgresql_where=sa.text("week <> ''"),
    )
    op.create_index(
        "uq_letter_sending",
        "letter",
        ["group_id", "recipient"],
        unique=True,
        sqlite_where=sa.text("state = 'sending'"),
        postgresql_where=sa.text("state = 'sending'"),
    )
    op.create_table(
        "lease",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_lease"),
    )
