"""Who may call the operations of orders. A basket and an order open only to their holder: the queries see to it."""

from lib.access import ANYONE, BOARD, HOLDER, MEMBERS, PERSON

# Names, addresses and mail of buyers are for those who prepare and deliver.
DELIVERS = BOARD

OPERATIONS: dict[str, frozenset[str]] = {
    "orders_getBasket": frozenset({ANYONE}),
    "orders_putLine": frozenset({ANYONE}),
    "orders_checkout": frozenset({ANYONE}),
    "orders_getOrder": frozenset({HOLDER}),
    "orders_pay": frozenset({HOLDER}),
    "orders_listMine": frozenset({PERSON}),
    "orders_listForAssociation": MEMBERS,
    "orders_getSales": MEMBERS,
    "orders_getRecallList": DELIVERS,
    "orders_handOver": DELIVERS,
    "orders_undoHandover": DELIVERS,
    "orders_noteReturn": DELIVERS,
}
