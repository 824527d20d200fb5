"""The engine of Kith: definitions become tables, forms, lists, an API and running plans."""
