"""Changes in plain words, one sentence each."""

from collections.abc import Mapping
from typing import Any

from kith_metadata.catalog import Catalog
from kith_metadata.definitions import Entity, Field
from kith_metadata.notation import humanize

PHRASES = {
    "add_entity": "Add {new_entity}",
    "change_entity": "Change {set} of {entity}",
    "retire_entity": "Remove {entity}",
    "restore_entity": "Bring {entity} back",
    "add_field": "Add the field {new_field} to {entity}",
    "change_field": "Change {set} of the field {field} of {entity}",
    "rename_field": "Rename the field {field} of {entity} from {old} to {to}",
    "retype_field": "Make the field {field} of {entity} a field of type {type}",
    "retire_field": "Remove the field {field} from {entity}",
    "restore_field": "Bring the field {field} of {entity} back",
    "enable_plugin": "Switch {plugin} on",
    "disable_plugin": "Switch {plugin} off",
    "remove_plugin": "Remove {plugin}",
    "install_plugin": "Install {plugin}",
}


def describe(change: Mapping[str, Any], catalog: Catalog) -> str:
    """What a change does, as people say it, by the labels of the catalog it is asked of."""
    entity = _entity(change.get("entity"), catalog)
    field = _field(change.get("field"), entity)
    return PHRASES[change["kind"]].format_map(
        {
            "entity": entity.label if entity else _label(change.get("entity")),
            "field": field.label if field else _label(change.get("field")),
            "new_entity": _label(change.get("entity")),
            "new_field": _label(change.get("field")),
            "old": change.get("field"),
            "to": change.get("to"),
            "type": humanize(str(change.get("type"))).lower(),
            "set": _properties(change.get("set", {})),
            "plugin": _plugin(change, catalog),
        }
    )


def _entity(key: object, catalog: Catalog) -> Entity | None:
    if not isinstance(key, str):
        return None
    used = catalog.entities.get(key)
    return used or next((entity for entity in catalog.all_entities.values() if entity.key == key), None)


def _field(key: object, entity: Entity | None) -> Field | None:
    if not isinstance(key, str) or entity is None:
        return None
    return entity.by_key.get(key) or next((field for field in entity.all_fields if field.key == key), None)


def _label(written: Any) -> str:
    """The label of a definition, or a key made readable."""
    if isinstance(written, Mapping):
        return str(written.get("label") or _label(written.get("key")))
    return humanize(str(written or "").rpartition(".")[2])


def _properties(names: Mapping[str, Any]) -> str:
    words = [humanize(name).lower() for name in names]
    listed = " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
    return f"the {listed}" if listed else "nothing"


def _plugin(change: Mapping[str, Any], catalog: Catalog) -> str:
    name = change.get("plugin")
    shipped = change.get("layer", {}).get(f"plugin:{name}", {})
    known = {plugin.name: plugin.label for plugin in catalog.plugins}
    label = shipped.get("label") or known.get(str(name)) or humanize(str(name))
    return f"{label} {shipped['version']}" if shipped.get("version") else label
