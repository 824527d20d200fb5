"""What people and programs hand in, made typed values: every fault of the input gathered, each at its field."""

from collections.abc import Mapping
from typing import Any

from kith_core.access import Access, Principal
from kith_core.records.layout import Layout, Stored
from kith_core.records.paths import unknown_field
from kith_metadata.definitions import SYSTEM_FIELDS, Field
from kith_metadata.faults import Fault, ValueFault
from kith_metadata.field_types.base import Context, FieldType
from kith_metadata.field_types.relative import resolve

Values = dict[str, Any]
"""Typed values by the name of their field; None is empty."""


class Reading:
    """Reads the values of one entity's records for one principal."""

    def __init__(self, layout: Layout, access: Access, principal: Principal, context: Context) -> None:
        self._layout, self._context = layout, context
        self._writable = frozenset(field.name for field in access.writable(principal, layout.entity))

    def given(self, raw: Mapping[str, Any], reading: str, where: str = "") -> tuple[Values, list[Fault]]:
        """What was handed in. `reading` is "json" (strict) or "text" (what people type)."""
        values: Values = {}
        faults: list[Fault] = []
        for key, value in raw.items():
            stored = self._stored(key)
            try:
                if stored is None:
                    faults.append(self._unknown(key, where))
                elif stored.type.computed or stored.field.name not in self._writable:
                    faults.append(_read_only(key, where))
                elif stored.field.name in values:
                    faults.append(_twice(key, stored.field, where))
                else:
                    values[stored.field.name] = self._read(value, stored, reading)
            except ValueFault as fault:
                faults.append(fault.at(key, where))
        return values, faults

    def completed(self, values: Values) -> Values:
        """With the defaults of the fields that nothing was said about."""
        for stored in self._layout.fields:
            if stored.field.name not in values:
                values[stored.field.name] = self.default(stored)
        return values

    def default(self, stored: Stored) -> Any:
        """The field's default here and now; one that the field no longer takes counts for nothing."""
        if stored.field.default is None:
            return None
        return default_value(stored.type, stored.field, self._context)

    def missing(self, values: Mapping[str, Any], where: str = "") -> list[Fault]:
        """The required fields among these that are empty."""
        return [
            Fault(
                code="required", path=stored.field.key, where=where, found="nothing", wanted="a value",
                mend=f"fill in {stored.field.label}",
            )
            for stored in self._layout.fields
            if stored.field.required and not stored.type.computed and values.get(stored.field.name, ...) is None
        ]

    def _stored(self, key: str) -> Stored | None:
        field = self._layout.entity.by_key.get(key) or self._layout.entity.aliases.get(key)
        return self._layout.by_name[field.name] if field else None

    def _read(self, value: Any, stored: Stored, reading: str) -> Any:
        if reading == "text" and isinstance(value, str):
            return stored.type.read(value, stored.field, self._context)
        if value is None:
            return None
        return stored.type.parse(value, stored.field, self._context)

    def _unknown(self, key: str, where: str) -> Fault:
        if key in SYSTEM_FIELDS:
            return _read_only(key, where)
        fault = unknown_field(key, key, list(self._layout.entity.by_key), self._layout.entity.label)
        return Fault(
            code=fault.code, path=fault.path, where=where, found=fault.found, wanted=fault.wanted, mend=fault.mend,
        )


def default_value(kind: FieldType[Any], field: Field, context: Context) -> Any:
    """What a field holds when nothing is said, as the type reads it."""
    try:
        return kind.parse(resolve(field.default, context), field, context)
    except ValueFault:
        return None


def _read_only(key: str, where: str) -> Fault:
    return Fault(
        code="read_only", path=key, where=where, found="a value", wanted="nothing: it is given by the engine or not yours to write",
        mend=f"leave `{key}` out",
    )


def _twice(key: str, field: Field, where: str) -> Fault:
    return Fault(
        code="twice", path=key, where=where, found=f"`{key}` beside `{field.key}`, its key today", wanted="one of the two",
        mend=f"keep `{field.key}`",
    )
