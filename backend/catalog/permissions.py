"""Who may call the operations of the catalog. Whose lot or contribution it is, the services ask too."""

from lib.access import ANYONE, BOARD, MEMBERS, PERSON

_ANYONE = frozenset({ANYONE})
# What an association makes itself (`maker`) stays countable after it is closed (`keeper`): coops.queries.access.
_PRODUCER = frozenset({"producer", "maker"})
_KEEPS = _PRODUCER | {"keeper"}

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
    "catalog_listProducts": _KEEPS,
    "catalog_getProduct": _KEEPS,
    "catalog_createProduct": _PRODUCER,
    "catalog_updateProduct": _PRODUCER,
    "catalog_listLots": _KEEPS,
    "catalog_createLot": _PRODUCER,
    "catalog_exportProducts": _KEEPS,
    "catalog_exportLots": _KEEPS,
    "catalog_previewTable": _PRODUCER,
    "catalog_importTable": _PRODUCER,
    "catalog_spoilUnits": _KEEPS,
    "catalog_countLot": _KEEPS,
    "catalog_adjustLot": _KEEPS,
    "catalog_listLotMovements": _KEEPS,
}
