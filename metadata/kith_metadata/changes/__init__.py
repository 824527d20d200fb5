"""Changes: what people ask for, turned into new layers; what differs; how to take it back."""

from kith_metadata.changes.apply import apply_changes
from kith_metadata.changes.describing import describe
from kith_metadata.changes.differences import Conflict, Patch, diff, patched, undo

__all__ = ["Conflict", "Patch", "apply_changes", "describe", "diff", "patched", "undo"]
