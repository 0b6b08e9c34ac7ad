"""Who may call the operations of the catalog. Whose lot or contribution it is, the services ask too."""

from lib.access import ANYONE, BOARD, MEMBERS, PERSON

_ANYONE = frozenset({ANYONE})
_PRODUCER = frozenset({"producer"})

OPERATIONS: dict[str, frozenset[str]] = {
    "catalog_listOffers": _ANYONE,
    "catalog_getOffer": _ANYONE,
    "catalog_getFacets": _ANYONE,
    "catalog_listFacts": _ANYONE,
    "catalog_listProducers": _ANYONE,
    "catalog_getPublicProducer": _ANYONE,
    "catalog_listTerritory": _ANYONE,
    "catalog_listAssociationOffers": MEMBERS,
    "catalog_createOffer": BOARD,
    "catalog_getPool": MEMBERS,
    "catalog_openOffer": BOARD,
    "catalog_closeOffer": BOARD,
    "catalog_contribute": MEMBERS,
    # A member who left takes out what is still hers: the service asks whose it is.
    "catalog_withdraw": MEMBERS | {PERSON},
    "catalog_listActivity": MEMBERS,
    "catalog_getStake": MEMBERS,
    "catalog_getInsight": MEMBERS,
    "catalog_getGenealogy": MEMBERS,
    "catalog_showPhoto": BOARD,
    "catalog_requireSeals": BOARD,
    "catalog_listProducts": _PRODUCER,
    "catalog_getProduct": _PRODUCER,
    "catalog_createProduct": _PRODUCER,
    "catalog_updateProduct": _PRODUCER,
    "catalog_listLots": _PRODUCER,
    "catalog_createLot": _PRODUCER,
    "catalog_exportProducts": _PRODUCER,
    "catalog_exportLots": _PRODUCER,
    "catalog_previewTable": _PRODUCER,
    "catalog_importTable": _PRODUCER,
    "catalog_spoilUnits": _PRODUCER,
    "catalog_countLot": _PRODUCER,
    "catalog_adjustLot": _PRODUCER,
    "catalog_listLotMovements": _PRODUCER,
}
