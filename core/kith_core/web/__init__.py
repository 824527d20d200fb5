"""The generated workspace: the shell, the pages everyone has, the design system they are drawn with."""

from kith_core.web.seam import NavLink, Pages
from kith_core.web.security import security_headers
from kith_core.web.toasts import Toast
from kith_core.web.visit import Visit
from kith_core.web.web import Web

__all__ = ["NavLink", "Pages", "Toast", "Visit", "Web", "security_headers"]
