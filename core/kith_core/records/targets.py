"""What a reference points to: the records of an entity, or the accounts of the site."""

import msgspec

from kith_core.database.quoting import quote
from kith_metadata.definitions import Entity


class Target(msgspec.Struct, frozen=True):
    """A table of things with an id and a title; `alive` is the condition under which one may be pointed to."""

    table: str
    title: str
    order: str
    alive: str
    entity: Entity | None = None

    def aliveness(self, alias: str) -> str:
        """`alive`, said of the table under this name."""
        return self.alive.format(alias=alias)


ACCOUNTS = Target(table='"kith_account"', title='"name"', order='"name"', alive="true")
"""Also an account that is switched off: what it did and owns stays its own."""


def entity_target(entity: Entity) -> Target:
    return Target(
        table=quote(entity.table), title='"__title"', order='"__title__fold"',
        alive='{alias}."trashed_at" is null', entity=entity,
    )
