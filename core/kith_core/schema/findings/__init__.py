"""What to know before a plan is applied: counted in the records, with samples, in plain words."""

from kith_core.schema.findings.gathering import gather, references_of, worse

__all__ = ["gather", "references_of", "worse"]
