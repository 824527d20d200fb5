"""What JSON Schema finds, said in the one voice of faults."""

import json
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from kith_metadata.keys import quoted
from kith_metadata.report import Report

TYPES = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a mapping of names to values",
    "null": "nothing",
}


@cache
def published(name: str) -> dict[str, Any]:
    """One of the schemas that are published for editors, by its name without `.json`."""
    return json.loads((files("kith_metadata") / "schemas" / f"{name}.json").read_text("utf-8"))


def check_schema(value: object, schema: Mapping[str, Any], report: Report, path: str = "") -> bool:
    """Reports every fault of the value; answers whether there was none."""
    validator = Draft202012Validator(schema, registry=_registry())
    errors = sorted(validator.iter_errors(value), key=lambda error: str(error.json_path))  # pyright: ignore[reportUnknownMemberType]  # jsonschema leaves its keyword arguments untyped
    for error in errors:
        _report(error, report, path)
    return not errors


@cache
def _registry() -> Registry[Any]:
    """The schemas by their ids, so that they can refer to each other as files side by side do."""
    names = ("entity", "field")
    resources = [(f"{name}.json", DRAFT202012.create_resource(published(name))) for name in names]
    return Registry[Any]().with_resources(resources)


def joined(path: str, *parts: object) -> str:
    """A path with more steps: names by dots, places in a list in brackets."""
    for part in parts:
        step = f"[{part}]" if isinstance(part, int) else f".{part}" if path else str(part)
        path += step
    return path


def one_of(names: Iterable[str]) -> str:
    listed = [f"`{name}`" for name in names]
    return listed[0] if len(listed) == 1 else f"one of {', '.join(listed)}" if listed else "nothing here"


def nearest(name: str, known: Iterable[str]) -> str:
    """A mend for a name that may be mistyped."""
    close = get_close_matches(name, list(known), n=1)
    return f"did you mean `{close[0]}`?" if close else ""


def _report(error: ValidationError, report: Report, path: str) -> None:
    at, keyword = joined(path, *error.absolute_path), str(error.validator)
    wanted: Any = error.validator_value
    if keyword == "additionalProperties":
        known: Mapping[str, Any] = error.schema.get("properties", {}) if isinstance(error.schema, Mapping) else {}
        for name in error.instance.keys() - known.keys():
            mend = nearest(str(name), known) or "remove it"
            report.add("unknown_key", joined(at, name), quoted(str(name)), one_of(known), mend)
    elif keyword == "required":
        for name in wanted:
            if name not in error.instance:
                report.add("missing", joined(at, name), "nothing", f"`{name}`", "add it")
    else:
        report.add(keyword, at, quoted(error.instance), _wanted(keyword, wanted, error), _mend(keyword, error))


def _wanted(keyword: str, wanted: Any, error: ValidationError) -> str:
    match keyword:
        case "type":
            return " or ".join(TYPES[name] for name in ([wanted] if isinstance(wanted, str) else wanted))
        case "enum":
            return one_of(str(value) for value in wanted)
        case "const":
            return f"`{wanted}`"
        case "minLength" | "minItems" | "minProperties":
            return f"at least {wanted}" if wanted > 1 else "something"
        case "maxLength":
            return f"at most {wanted} characters"
        case "maxItems":
            return f"at most {wanted} of them"
        case "minimum" | "maximum":
            return f"{wanted} or {'more' if keyword == 'minimum' else 'less'}"
        case "uniqueItems":
            return "each only once"
        case "pattern" | "anyOf":
            described: Any = error.schema
            return described.get("description", f"a text like {wanted}")
        case _:
            return error.message


def _mend(keyword: str, error: ValidationError) -> str:
    if keyword == "enum" and isinstance(error.instance, str):
        return nearest(error.instance, [str(value) for value in error.validator_value])
    if keyword == "type" and error.validator_value == "string":
        return "put it in quotes" if isinstance(error.instance, (int, float)) else ""
    return ""
