"""Fixtures for tests of Kith and of plugins, as a pytest plugin that enters by itself."""
