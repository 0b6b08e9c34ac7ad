"""Who may call the operations of the catalog. Whose lot or contribution it is, the services ask too."""

from lib.access import ANYONE, PERSON

_ANYONE = frozenset({ANYONE})
_BOARD = frozenset({"administrator", "president", "secretary"})
_MEMBER = frozenset({"member", "founder", "administrator", "president", "secretary", "treasurer", "oversight"})
_PRODUCER = frozenset({"producer"})

OPERATIONS: dict[str, frozenset[str]] = {
    "catalog_listOffers": _ANYONE,
    "catalog_getOffer": _ANYONE,
    "catalog_getFacets": _ANYONE,
    "catalog_listProducers": _ANYONE,
    "catalog_getPublicProducer": _ANYONE,
    "catalog_listTerritory": _ANYONE,
    "catalog_listAssociationOffers": _MEMBER,
    "catalog_createOffer": _BOARD,
    "catalog_getPool": _MEMBER,
    "catalog_openOffer": _BOARD,
    "catalog_closeOffer": _BOARD,
    "catalog_contribute": _MEMBER,
    # A member who left takes out what is still hers: the service asks whose it is.
    "catalog_withdraw": _MEMBER | {PERSON},
    "catalog_listActivity": _MEMBER,
    "catalog_getStake": _MEMBER,
    "catalog_showPhoto": _BOARD,
    "catalog_listProducts": _PRODUCER,
    "catalog_getProduct": _PRODUCER,
    "catalog_createProduct": _PRODUCER,
    "catalog_updateProduct": _PRODUCER,
    "catalog_listLots": _PRODUCER,
    "catalog_createLot": _PRODUCER,
}
