"""A plugin's files read into one layer, every fault of every file gathered with file, line and path."""

from kith_metadata.loading.documents import Document, read_document
from kith_metadata.loading.plugin import LoadedPlugin, load_plugin, read_manifest

__all__ = ["Document", "LoadedPlugin", "load_plugin", "read_document", "read_manifest"]
