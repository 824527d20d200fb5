"""The icons Kith draws, inline and by name; the names are Tabler's."""

import json
from functools import cache
from pathlib import Path

from markupsafe import Markup

VENDORED = Path(__file__).parent / "static" / "vendor" / "icons.json"

ENTITY_ICONS = tuple(
    """
    address-book adjustments alarm anchor archive award barcode bed bell bike blocks bolt book books box briefcase bug
    building building-bank building-community building-factory building-store building-warehouse bulb bus calendar
    calendar-event camera car cash category certificate chart-bar chart-pie checklist clipboard clipboard-list clock cloud
    code coffee coin contract credit-card database device-desktop device-laptop device-mobile discount file-invoice
    file-text files flag folder friends gavel gift globe hammer headset heart heart-handshake hierarchy home id
    inbox key leaf license lifebuoy list-check mail map-pin message messages microphone moneybag music
    news notes package paint palette paw pencil phone photo pig pin plane plant presentation puzzle receipt
    report rocket rosette route school scale shield shopping-cart soup speakerphone stack-2 star stethoscope table tag
    tags target ticket tool trending-up trophy truck user user-circle users users-group video wallet world writing
    """.split()
)
"""What an admin chooses from for an entity; plugins may name any of these."""

INTERFACE_ICONS = tuple(
    """
    alert-circle alert-triangle arrow-back-up arrow-down arrow-left arrow-right arrow-up at ban braces bell bookmark calendar-time
    check checkbox chevron-down chevron-left chevron-right chevron-up chevrons-left chevrons-right circle circle-check
    circle-dot circle-x click clock-hour-4 columns copy currency-euro decimal device-floppy dots dots-vertical download edit
    external-link eye eye-off file file-import file-export file-spreadsheet filter filter-off forms git-branch grip-vertical
    help history hash help-circle info-circle keyboard layout-grid layout-kanban layout-list layout-sidebar-left-collapse
    layout-sidebar-left-expand letter-case link list list-details lock lock-open login logout map menu-2 minus moon number
    numbers percentage plug plug-connected plus pointer power refresh restore row-insert-bottom search select selector
    settings shield-check sort-ascending sort-descending square square-check sparkles sql sun sun-moon switch switch-horizontal
    table-import table-export text-size toggle-right toggle-left trash trash-off transform typography upload user-check
    user-cog user-minus user-off user-plus versions wand world-www x zoom-in
    """.split()
)

FALLBACK = "table"


@cache
def _shapes() -> dict[str, str]:
    return json.loads(VENDORED.read_text(encoding="utf-8"))


@cache
def icon(name: str, css_class: str = "") -> Markup:
    """The drawing, hidden from screen readers: the words beside it, or an aria-label, say what it means."""
    shapes = _shapes()
    shape = shapes.get(name) or shapes[FALLBACK]
    classes = f"icon {css_class}".strip()
    return Markup(
        '<svg class="{}" width="20" height="20" viewBox="0 0 24 24" fill="none" stroke="currentColor"'
        ' stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">{}</svg>'
    ).format(classes, Markup(shape))
