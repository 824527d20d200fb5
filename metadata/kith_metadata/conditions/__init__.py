"""One condition language for filters, views, rules and triggers: read, evaluated in Python, said in plain words.

Its SQL is the engine's; both rest on the operators of the field types, where each comparison has its two forms.
"""

from kith_metadata.conditions.condition import All, AnyOf, Condition, Leaf, Not, leaves
from kith_metadata.conditions.evaluation import matches
from kith_metadata.conditions.parsing import parse_condition
from kith_metadata.conditions.wording import words

__all__ = ["All", "AnyOf", "Condition", "Leaf", "Not", "leaves", "matches", "parse_condition", "words"]
