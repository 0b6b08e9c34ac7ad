"""Who may send pictures: whoever may write what they are for."""

from lib.access import BOARD

_PRODUCER = frozenset({"producer", "maker"})

OPERATIONS: dict[str, frozenset[str]] = {
    "pictures_sendForProducer": _PRODUCER,
    "pictures_describeForProducer": _PRODUCER,
    "pictures_sendForAssociation": BOARD,
    "pictures_describeForAssociation": BOARD,
}
