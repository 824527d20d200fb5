"""The title of a record: a line of text with fields in it, such as `{{ name }} ({{ city }})`."""

import msgspec
from jinja2 import Environment, TemplateSyntaxError, nodes

from kith_metadata.faults import ValueFault


class Title(msgspec.Struct, frozen=True):
    """Literal text and field names in turn: `parts[0]` text, `parts[1]` a name, `parts[2]` text, ..."""

    parts: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return self.parts[1::2]

    @property
    def template(self) -> str:
        """As people write it."""
        return "".join(f"{{{{ {part} }}}}" if index % 2 else part for index, part in enumerate(self.parts))

    def render(self, texts: dict[str, str]) -> str:
        """The title of a record whose fields read `texts`, by name; a field without a value leaves nothing."""
        pieces = (texts.get(part, "") if index % 2 else part for index, part in enumerate(self.parts))
        return " ".join("".join(pieces).split())


def parse_title(template: str) -> Title:
    """Raises `ValueFault` for anything but text and plain `{{ field }}`."""
    try:
        body = Environment(autoescape=True).parse(template).body
    except TemplateSyntaxError as error:
        raise _not_a_title(template, error.message or "a template that cannot be read") from error
    parts = [""]
    for output in body:
        for node in output.nodes if isinstance(output, nodes.Output) else [output]:
            if isinstance(node, nodes.TemplateData):
                parts[-1] += node.data
            elif isinstance(node, nodes.Name):
                parts += [node.name, ""]
            else:
                raise _not_a_title(template, type(node).__name__)
    return Title(tuple(parts))


def _not_a_title(template: str, found: str) -> ValueFault:
    return ValueFault(
        code="title", found=f"`{template}` ({found})", wanted="text with fields, such as `{{ name }}`",
        mend="write each field between double braces, without filters or calls",
    )
