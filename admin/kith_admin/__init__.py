"""The studio: change the catalog in the browser."""
