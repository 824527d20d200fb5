"""How definitions change on a live system: planned, applied in three parts, undone, logged."""

from kith_core.schema.catalogs import CatalogStore
from kith_core.schema.plan import Finding, Plan, Reference, Revision, Step
from kith_core.schema.service import PlanService

__all__ = ["CatalogStore", "Finding", "Plan", "PlanService", "Reference", "Revision", "Step"]
