"""The comunas of the region."""

import pytest

from coops.territory import ComunaUnknown, comuna, comunas, is_comuna


def test_there_are_fifteen_in_spanish_order():
    names = [found.name for found in comunas()]
    assert len(names) == 15
    assert names[0] == "Andacollo"
    assert names[-1] == "Vicuña"
    assert names.index("Paihuano") < names.index("Punitaqui") < names.index("Río Hurtado")


def test_the_key_is_the_cut_code():
    assert comuna("04105").also_written == "Paiguano"
    assert is_comuna("04305")


@pytest.mark.parametrize("cut", ["", "4105", "13101", "Paihuano", "04105\x00"])
def test_what_is_none_of_them_is_refused(cut):
    assert not is_comuna(cut)
    with pytest.raises(ComunaUnknown):
        comuna(cut)
