"""Records: the one door to data."""

from kith_core.records.aggregates import Aggregate, Figures
from kith_core.records.batch import Operation, Outcome
from kith_core.records.bulk import BulkWriter
from kith_core.records.dumping import dump
from kith_core.records.histories import Entry
from kith_core.records.picking import Choice
from kith_core.records.query import EVERY_REFERENCE, Count, Page, Query, Record
from kith_core.records.store import RecordStore

__all__ = [
    "EVERY_REFERENCE", "Aggregate", "BulkWriter", "Choice", "Count", "Entry", "Figures", "Operation", "Outcome", "Page",
    "Query", "Record", "RecordStore", "dump",
]  # fmt: skip
