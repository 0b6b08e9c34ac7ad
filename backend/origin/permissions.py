"""Who may call the operations of origin. Whose product or lot it is, the services ask too."""

OPERATIONS: dict[str, frozenset[str]] = {}
