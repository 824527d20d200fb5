"""Files of rows made records: read, matched, previewed, put in, taken back."""
