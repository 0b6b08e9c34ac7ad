"""Who may do what with the feed. Each stream's own policy decides what is in it for whom."""

OPERATIONS: dict[str, frozenset[str]] = {
    "events_readFeed": frozenset({"holder"}),
}
