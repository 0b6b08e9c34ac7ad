"""Who may send pictures: whoever may write what they are for."""

_BOARD = frozenset({"administrator", "president", "secretary"})
_PRODUCER = frozenset({"producer"})

OPERATIONS: dict[str, frozenset[str]] = {
    "pictures_sendForProducer": _PRODUCER,
    "pictures_describeForProducer": _PRODUCER,
    "pictures_sendForAssociation": _BOARD,
    "pictures_describeForAssociation": _BOARD,
}
