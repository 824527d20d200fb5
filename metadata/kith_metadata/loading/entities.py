"""Entities and extensions of entities, one a file, in the words of their file."""

from collections.abc import Mapping, Sequence
from typing import Any

from kith_metadata.building import build_field
from kith_metadata.definitions import SYSTEM_FIELDS, Manifest, parse_title
from kith_metadata.faults import ValueFault
from kith_metadata.field_types import FieldTypes
from kith_metadata.keys import check_entity_key, check_field_key, quoted
from kith_metadata.loading.documents import Document
from kith_metadata.notation import check_field, check_schema, entity_leaves, field_leaves, published
from kith_metadata.notation.schema import joined, nearest, one_of
from kith_metadata.parts import entity_id, field_id
from kith_metadata.report import Report

Parts = dict[str, dict[str, Any]]
AFTER_THE_OWN = 1_000
"""Where the fields start that a plugin adds to another's entity."""


def read_entities(
    documents: Sequence[Document], manifest: Manifest, field_types: FieldTypes, report: Report
) -> Parts:
    """The parts that the files define; what they say of entities by key is turned into lasting names."""
    files = [_EntityFile(document, manifest, field_types, index) for index, document in enumerate(documents)]
    names = {file.key: file.name for file in files if not file.extends}
    parts: Parts = {}
    for file in files:
        file.read(names)
        report.faults += file.placed()
        for part_id, part in file.parts.items():
            if part_id in parts:
                first = next(other for other in files if part_id in other.parts)
                where, kind = file.document.where(""), "entity" if part_id.startswith("entity:") else "field"
                wanted = f"it once; `{first.document.name}` has it too"
                report.at(where).add("duplicate", part_id.partition(":")[2], f"the same {kind} again", wanted)
            parts[part_id] = {**parts.get(part_id, {}), **part}
    return parts


class _EntityFile:
    """One file while it is read."""

    def __init__(self, document: Document, manifest: Manifest, field_types: FieldTypes, index: int) -> None:
        self.document, self.manifest, self.field_types, self.index = document, manifest, field_types, index
        self.report = Report()
        self.content = document.content
        self.parts: Parts = {}
        self.extends = "extend" in self.content
        self.key = str(self.content.get("extend" if self.extends else "entity", ""))
        self.name = _born(self.key, self.content.get("was"))
        self.id = entity_id(self.name)

    def read(self, names: Mapping[str, str]) -> None:
        """`names` are the lasting names of the plugin's own entities, by today's key."""
        shape = published("extension" if self.extends else "entity_file")
        fine = check_schema(self.content, shape, self.report)
        fault = self._check_extended() if self.extends else check_entity_key(self.key, layer=self.manifest.name)
        if fault and self.key:
            self.report.value(fault, "extend" if self.extends else "entity")
        if not isinstance(self.content.get("fields", {}), dict):
            return
        fields: Mapping[str, Any] = self.content.get("fields", {})
        born = {key: _born(key, field.get("was")) for key, field in fields.items() if isinstance(field, dict)}
        for index, key in enumerate(born):
            self._read_field(key, born[key], fields[key], index, names)
        if fine and (not self.extends or _entity_words(self.content)):
            leaves = entity_leaves(self.key, self.content)
            own = leaves if self.extends else {"position": (self.index + 1) * 10, **leaves, **_was(self.content)}
            self.parts[self.id] = {**own, **self._named(leaves, born)}

    def placed(self) -> list[Any]:
        """The faults with file and line."""
        from kith_metadata.loading.plugin import place

        gathered = Report()
        place(self.report, self.document, gathered)
        return gathered.faults

    def _check_extended(self) -> ValueFault | None:
        owner, _, name = self.key.partition(".")
        known = {**self.manifest.requires, **self.manifest.optional}.keys() - {"kith"}
        if fault := check_entity_key(self.key, layer=owner):
            return fault
        if owner in known:
            return None
        mend = f"add `{owner}` to `requires` in plugin.yaml"
        if owner == self.manifest.name:
            mend = f"write `entity: {owner}.{name}`, and its fields there"
        wanted = f"an entity of a plugin in `requires` or `optional`: {one_of(sorted(known))}"
        return ValueFault(code="unknown_plugin", found=quoted(self.key), wanted=wanted, mend=mend)

    def _read_field(self, key: str, name: str, written: dict[str, Any], index: int, names: Mapping[str, str]) -> None:
        path = f"fields.{key}"
        definition = {word: value for word, value in written.items() if word != "was"}
        if self.extends and "type" not in definition:
            if check_schema(definition, published("field"), self.report, path):
                self.parts[field_id(self.id, name)] = definition
            return
        owner = self.key.partition(".")[0] if self.extends else self.manifest.name
        if fault := check_field_key(key, entity_owner=owner, layer=self.manifest.name):
            self.report.value(fault, path)
        before = len(self.report.faults)
        leaves = field_leaves(key, definition, self.field_types, self.report, path)
        if len(self.report.faults) > before:
            return
        self._point(leaves, names, path)
        part_id = field_id(self.id, name)
        place = (AFTER_THE_OWN if self.extends else 0) + (index + 1) * 10
        part = {"position": place, **leaves, **_was(written)}
        field = build_field(part_id, part, self.manifest.name, dormant=False)
        check_field(field, self.field_types[field.type], self.report, f"{path}.")
        self.parts[part_id] = part

    def _point(self, leaves: dict[str, Any], names: Mapping[str, str], path: str) -> None:
        """Turns keys of own entities into names; others' are known by the plugins this one builds on."""
        for name, schema in self.field_types[leaves["type"]].properties.items():
            key = leaves.get(f"properties.{name}")
            if schema.get("format") != "entity" or key is None:
                continue
            owner = str(key).partition(".")[0]
            known = {**self.manifest.requires, **self.manifest.optional}
            if owner == self.manifest.name and key not in names:
                wanted = f"an entity of this plugin: {one_of(sorted(names))}"
                self.report.add("unknown_entity", f"{path}.{name}", quoted(key), wanted, nearest(str(key), names))
            elif owner != self.manifest.name and owner not in known:
                wanted = "an entity of this plugin, or of one in `requires` or `optional`"
                mend = f"add `{owner}` to `requires` in plugin.yaml"
                self.report.add("unknown_plugin", f"{path}.{name}", quoted(key), wanted, mend)
            leaves[f"properties.{name}"] = names.get(str(key), key)

    def _named(self, leaves: Mapping[str, Any], born: Mapping[str, str]) -> dict[str, Any]:
        """Title, columns and sort by lasting names."""
        named: dict[str, Any] = {}
        if "title" in leaves:
            try:
                parts = parse_title(leaves["title"]).parts
            except ValueFault as fault:
                self.report.value(fault, "title")
            else:
                said = [f"{{{{ {self._field(part, born, 'title')} }}}}" if at % 2 else part for at, part in enumerate(parts)]
                named["title"] = "".join(said)
        if "columns" in leaves:
            listed = enumerate(leaves["columns"])
            named["columns"] = [self._field(key, born, f"columns[{at}]") for at, key in listed]
        if "sort" in leaves:
            terms = [term.strip() for term in leaves["sort"].split(",") if term.strip()]
            named["sort"] = ",".join(
                ("-" if term.startswith("-") else "") + self._field(term.removeprefix("-"), born, "sort") for term in terms
            )
        return named

    def _field(self, key: str, born: Mapping[str, str], path: str) -> str:
        system = key in SYSTEM_FIELDS and path != "title"
        # Another plugin's fields are not at hand here; the catalog that takes the layer in checks them.
        if key not in born and not system and not self.extends:
            wanted = f"a field of this entity: {one_of(born)}"
            self.report.add("unknown_field", path, quoted(key), wanted, nearest(key, born))
        return born.get(key, key)


def _born(key: str, was: object) -> str:
    """The key a part was born with, which is its lasting name: the last of its former keys."""
    former = [was] if isinstance(was, str) else was
    return str(former[-1]) if isinstance(former, list) and former else key  # pyright: ignore[reportUnknownArgumentType]  # whatever the file held; the schema reports it


def _was(written: Mapping[str, Any]) -> dict[str, Any]:
    was = written.get("was")
    return {} if was is None else {"was": [was] if isinstance(was, str) else was}


def _entity_words(content: Mapping[str, Any]) -> bool:
    return bool(content.keys() - {"extend", "fields"})
