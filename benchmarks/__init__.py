"""Kith measured against code written by hand for one fixed table, in the same run, on the same machine."""
