"""What a good engineer writes for one fixed table of deals: the yardstick, not a strawman."""
