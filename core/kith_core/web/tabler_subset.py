"""Takes from Tabler's style sheet the parts Kith's pages use, without a front-end build: 79 kB compressed become 18."""

import re
from collections.abc import Iterator

KEPT_CLASSES = frozenset(
    """
    alert alert-danger alert-description alert-icon alert-info alert-success alert-title alert-warning
    avatar avatar-sm avatar-xs avatar-list avatar-list-stacked
    badge
    btn btn-primary btn-danger btn-outline-danger btn-ghost-secondary btn-sm btn-icon btn-link btn-list btn-group btn-check
    btn-close btn-action btn-loading
    card card-body card-header card-title card-subtitle card-footer card-actions card-table card-sm card-link
    dropdown dropdown-menu dropdown-item dropdown-divider dropdown-header dropdown-item-icon
    empty empty-title empty-subtitle empty-action empty-icon
    form-control form-control-sm form-label form-hint form-select form-select-sm form-check form-check-input
    form-check-label form-check-inline form-switch form-text invalid-feedback is-invalid required
    input-group input-group-text input-group-flat input-icon input-icon-addon
    placeholder placeholder-glow placeholder-xs
    progress progress-bar progress-sm progress-bar-indeterminate
    spinner-border spinner-border-sm
    table table-hover table-sm table-vcenter table-responsive
    visually-hidden visually-hidden-focusable
    active disabled show text-wrap icon
    """.split()
)

KEPT_ANIMATIONS = ("spinner-border", "placeholder-glow", "progress-indeterminate")
CLASS_NAME = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
PSEUDO_ARGUMENT = re.compile(r":(?:not|is|where)\([^()]*(?:\([^()]*\))*[^()]*\)")
COLORS_NOT_USED = re.compile(
    r"--tblr-(?:brand|facebook|twitter|linkedin|google|youtube|vimeo|dribbble|github|instagram|pinterest|vk|rss|flickr|"
    r"bitbucket|tabler|x|breakpoint|font-serif|font-comic)[\w-]*:[^;}]*;?"
)


def subset(css: str) -> str:
    """The rules whose every class is kept, in their order, within the media queries they stood in."""
    return COLORS_NOT_USED.sub("", "".join(_kept(css)))


def _kept(css: str) -> Iterator[str]:
    for head, body in _blocks(css):
        if head.startswith(("@media", "@supports")):
            inner = "".join(_kept(body))
            if inner and head != "@media print":
                yield f"{head}{{{inner}}}"
        elif head.startswith("@"):
            if head.startswith("@keyframes") and head.split()[1] in KEPT_ANIMATIONS:
                yield f"{head}{{{body}}}"
        elif selectors := [one for one in _split_selectors(head) if _is_kept(one)]:
            yield f"{','.join(selectors)}{{{body}}}"


def _is_kept(selector: str) -> bool:
    return "[data-vc" not in selector and all(name in KEPT_CLASSES for name in CLASS_NAME.findall(PSEUDO_ARGUMENT.sub("", selector)))


def _blocks(css: str) -> Iterator[tuple[str, str]]:
    """Each top-level `head { body }`; statements without a body (`@charset`) and comments are passed over."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    position = 0
    while (opening := css.find("{", position)) >= 0:
        closing, depth = opening, 0
        for brace in re.finditer(r"[{}]", css[opening:]):
            depth += 1 if brace.group() == "{" else -1
            if not depth:
                closing = opening + brace.start()
                break
        yield css[position:opening].rpartition(";")[2].strip(), css[opening + 1 : closing]
        position = closing + 1


def _split_selectors(head: str) -> Iterator[str]:
    """At the commas outside brackets and quotes."""
    depth, start = 0, 0
    for index, letter in enumerate(head):
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and not depth:
            yield head[start:index]
            start = index + 1
    yield head[start:]
