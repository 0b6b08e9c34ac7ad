"""Currencies and amounts: whole pesos for CLP, hundredths for the others that are known here."""

from infra.stripe_mock.errors import InvalidRequest

DECIMALS = {"clp": 0, "jpy": 0, "krw": 0, "usd": 2, "eur": 2, "ars": 2, "pen": 2, "brl": 2, "mxn": 2}
_SYMBOLS = {"clp": "$", "usd": "US$", "eur": "€", "brl": "R$", "jpy": "¥", "krw": "₩"}
MOST = 99_999_999


def currency(value: str, param: str = "currency") -> str:
    """:raises InvalidRequest: if it isn't one of the currencies known here."""
    lower = value.lower()
    if lower not in DECIMALS:
        known = ", ".join(sorted(DECIMALS))
        raise InvalidRequest(f"Invalid currency: {value[:20]}. Supported currencies: {known}", param=param)
    return lower


def amount(value: int, unit: str, param: str = "amount") -> int:
    """:raises InvalidRequest: if it is nothing, less, or more than eight digits."""
    if value < 1:
        raise InvalidRequest(f"Amount must convert to at least {shown(1, unit)}.", code="amount_too_small", param=param)
    if value > MOST:
        raise InvalidRequest(f"Amount must be no more than {shown(MOST, unit)}", code="amount_too_large", param=param)
    return value


def shown(value: int, unit: str, locale: str = "es") -> str:
    """As people write it: `$15.990` for pesos, `US$1,234.50` in English for dollars."""
    places = DECIMALS[unit]
    whole, rest = divmod(value, 10**places)
    thousands, point = (".", ",") if locale == "es" or unit == "clp" else (",", ".")
    digits = f"{whole:,}".replace(",", thousands)
    text = f"{digits}{point}{rest:0{places}d}" if places else digits
    return f"{_SYMBOLS.get(unit, unit.upper() + ' ')}{text}"
