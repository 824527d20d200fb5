"""The same organisations and deals for both sides, made up from a fixed seed."""

import csv
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import msgspec

STAGES = ("qualify", "meeting", "proposal", "negotiation", "won", "lost")
CURRENCY = "EUR"
SEED = 20260101
FIRST_DAY = date(2025, 1, 1)
ROWS_AN_ORGANIZATION = 20
WORDS = ("Annual", "Cloud", "Fleet", "Garden", "Harbour", "Licence", "Network", "Office", "Pilot", "Renewal", "Support")


class Row(msgspec.Struct, frozen=True):
    """A deal as a file holds it: texts, the organisation by its name."""

    name: str
    organization: str
    amount: str
    stage: str
    probability: str
    close_on: str


def organizations(rows: int) -> list[str]:
    """5,000 names for 100,000 deals."""
    return [f"{WORDS[number % len(WORDS)]} Works {number:05}" for number in range(max(rows // ROWS_AN_ORGANIZATION, 1))]


def deals(rows: int) -> Iterator[Row]:
    choose = random.Random(SEED)
    names = organizations(rows)
    for number in range(rows):
        yield Row(
            name=f"{choose.choice(WORDS)} {choose.choice(WORDS).lower()} {number:06}",
            organization=choose.choice(names),
            amount=f"{choose.randrange(100, 10_000_000) / 100:.2f}",
            stage=choose.choice(STAGES),
            probability=str(choose.randrange(0, 101, 5)),
            close_on=(FIRST_DAY + timedelta(days=choose.randrange(700))).isoformat(),
        )


def write_deals(path: Path, rows: int) -> None:
    """The file that both imports read."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(Row.__struct_fields__)
        writer.writerows(msgspec.structs.astuple(row) for row in deals(rows))


def write_organizations(path: Path, rows: int) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["name"])
        writer.writerows([name] for name in organizations(rows))
