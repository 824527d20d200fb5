'''Every way into Kith, on one page.

A plugin is a distribution with entry points. Its smallest form is a folder of definitions; Python enters only where
definitions cannot say it. What stands under `files` below is one whole plugin, `acme-fleet`, part by part: it can be
copied as it is, and a test installs it.
'''

from collections.abc import Mapping
from typing import Literal

import msgspec


class Seam(msgspec.Struct, frozen=True, kw_only=True):
    """One extension point: the group of its entry points, what one of them names, and an example that works."""

    group: str
    stability: Literal["stable", "experimental"]
    """What is stable changes with a major version only, and says so a version before."""
    names: str
    about: str
    files: Mapping[str, str]
    """The example, by path in the plugin's folder."""


PLUGINS = Seam(
    group="kith.plugins",
    stability="stable",
    names="a package that holds `plugin.yaml`; the entry point is called as the plugin",
    about="""\
The manifest is read before any code is imported. Beside it stand `definitions/entities/*.yaml`, an entity or an
extension of another plugin's entity a file, and `sample/*.csv`, records to try it with. Keys are small Latin letters,
digits and underscores. Fields added to another plugin's entity start with the adding plugin's name; keys that start
with `x_` are the administrator's. A part that changes its key says `was: old_key`, and keeps its values.""",
    files={
        "pyproject.toml": """\
[build-system]
requires = ["hatchling>=1.27"]
build-backend = "hatchling.build"

[project]
name = "acme-fleet"
version = "1.0.0"
dependencies = ["kith-crm>=0.1,<1", "kith-contacts>=0.1,<1"]

[project.entry-points."kith.plugins"]
fleet = "acme_fleet"

[project.entry-points."kith.field_types"]
license_plate = "acme_fleet.license_plate:LicensePlate"

[project.entry-points."kith.pages"]
fleet = "acme_fleet.pages:routes"

[tool.hatch.build.targets.wheel]
packages = ["acme_fleet"]
""",
        "acme_fleet/__init__.py": '"""Vehicles, and who drives them."""\n',
        "acme_fleet/plugin.yaml": """\
format: 1
name: fleet
version: 1.0.0
label: Fleet
icon: car
position: 500
requires: {kith: ">=0.1,<1", contacts: ">=0.1,<1"}
""",
        "acme_fleet/definitions/entities/vehicle.yaml": """\
entity: fleet.vehicle
label: Vehicle
icon: car
title: "{{ plate }}"
columns: [plate, model, state, driver]
fields:
  plate:  {type: license_plate, required: true, unique: true, searchable: true}
  model:  {type: text, searchable: true}
  state:  {type: select, options: [in_use, in_repair, sold], default: in_use}
  driver: {type: reference, to: contacts.person, on_delete: clear}
""",
        "acme_fleet/definitions/entities/person.yaml": """\
extend: contacts.person
fields:
  fleet_license_until: {type: date, label: Driving licence until}
""",
    },
)

FIELD_TYPES = Seam(
    group="kith.field_types",
    stability="stable",
    names="a class that extends `kith_metadata.FieldType`; the entry point is called as its `name`",
    about="""\
A type says how values of one kind are stored, read, compared and shown: everything that Kith itself knows of its own
types. Its words stand beside the module in `words.yaml`.""",
    files={
        "acme_fleet/license_plate.py": '''\
"""The plate of a car: capitals, without the spaces and hyphens that people put between."""

import re
from collections.abc import Mapping

from kith_metadata import Column, Context, Field, FieldType, Operator, ValueFault, text_operators
from kith_metadata.folding import fold_search


class LicensePlate(FieldType[str]):
    """Holds `ABC123`, however it was typed."""

    name = "license_plate"

    def columns(self, field: Field) -> tuple[Column, ...]:
        return Column("", "text"), Column("__fold", "text", "C")

    def parse(self, value: object, field: Field, context: Context) -> str | None:
        if value is None:
            return None
        plate = re.sub(r"[\\s-]", "", str(value)).upper()
        if not re.fullmatch(r"[A-Z0-9]{2,10}", plate):
            raise ValueFault(code="license_plate", found=f"`{value}`", wanted="2 to 10 letters and digits")
        return plate

    def read(self, text: str, field: Field, context: Context) -> str | None:
        return self.parse(text, field, context) if text.strip() else None

    def store_value(self, value: str, field: Field) -> tuple[object, ...]:
        return value, fold_search(value)

    def operators(self, field: Field) -> Mapping[str, Operator]:
        return text_operators()
''',
        "acme_fleet/words.yaml": """\
license_plate:
  label: Licence plate
  help: As it stands on the car; spaces do not matter.
  icon: car
  example: ABC 123
""",
    },
)

PAGES = Seam(
    group="kith.pages",
    stability="experimental",
    names="a function that takes the site and gives `kith_core.web.seam.Pages`",
    about="""\
Handlers of Litestar that join the web of the site, behind its sign-in and its protections. Each may take `visit`, which
knows who asks and draws components; links go to the sidebar of those who may.""",
    files={
        "acme_fleet/pages.py": '''\
"""A page of the fleet's own."""

from pathlib import Path

from litestar import Response, get

from kith_core import Query, Site
from kith_core.web.seam import NavLink, Pages
from kith_core.web.visit import Visit


@get("/fleet")
async def garage(visit: Visit) -> Response[str]:
    """What is in repair today."""
    in_repair = Query(filter={"field": "state", "op": "eq", "value": "in_repair"})
    page = await visit.site.records.list("fleet.vehicle", visit.principal, query=in_repair)
    return visit.page("fleet:Garage", vehicles=page.data)


def routes(_site: Site) -> Pages:
    return Pages(
        name="fleet",
        handlers=[garage],
        components=Path(__file__).parent / "components",
        links=[NavLink(label="Garage", url="/fleet", icon="car", group="Fleet", action="")],
    )
''',
        "acme_fleet/components/Garage.jinja": """\
{#def vehicles #}
<Layout title="Garage">
<PageHead title="Garage" name="car" />
<div class="page-body"><ul>
{% for vehicle in vehicles %}<li>{{ vehicle.title }}</li>{% endfor %}
</ul></div>
</Layout>
""",
    },
)

SEAMS = (PLUGINS, FIELD_TYPES, PAGES)
