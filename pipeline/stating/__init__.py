"""What sentences state: patterns over typed mentions, events, quotes."""
