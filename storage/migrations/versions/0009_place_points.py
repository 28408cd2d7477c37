"""Where places lie."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "place_point",
        sa.Column("municipality_id", sa.String(), nullable=False),
        sa.Column("place_id", sa.String(), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=False),
        sa.Column("longitude", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "place_id"],
            ["place.municipality_id", "place.id"],
            name="fk_place_point_municipality_id_place_id",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("municipality_id", "place_id", name="pk_place_point"),
    )
