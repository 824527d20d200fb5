"""What others bring: found by entry point, checked before it is used."""

from kith_core.plugins.host import PluginHost

__all__ = ["PluginHost"]
