"""Each lot that is there becomes one of a product of its producer: the same name and kind is the same product."""

import unicodedata

from django.db import migrations

# How things are counted is told by an offer that such a lot is in, if there is one.
TOLD_BY_OFFERS = ("unit_es", "units_es", "unit_en", "units_en", "net_content", "perishable", "season_months")


def key_of(name):
    """As `catalog.words.plain` and `services.products.name_key` wrote it when this was made."""
    letters = unicodedata.normalize("NFD", name.lower())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = "".join(letter if letter == "~" or (letter.isascii() and letter.isalnum()) else " " for letter in plain).split()
    return " ".join(words) or name.casefold()[:120]


def make_products(apps, schema_editor):
    Lot, Product = apps.get_model("catalog", "Lot"), apps.get_model("catalog", "Product")
    Contribution = apps.get_model("catalog", "Contribution")
    lots = Lot.objects.filter(product=None)
    kinds = lots.order_by("producer_id", "category", "product_name")
    for producer_id, category, name in kinds.values_list("producer_id", "category", "product_name").distinct():
        alike = lots.filter(producer_id=producer_id, category=category, product_name=name)
        told = Contribution.objects.filter(lot__in=alike).values(*(f"offer__{word}" for word in TOLD_BY_OFFERS)).first()
        product, _made = Product.objects.get_or_create(
            producer_id=producer_id,
            category=category,
            name_key=key_of(name),
            defaults={"name": name, **{word.removeprefix("offer__"): value for word, value in (told or {}).items()}},
        )
        alike.update(product=product)


class Migration(migrations.Migration):
    dependencies = [("catalog", "0005_products")]

    operations = [migrations.RunPython(make_products, migrations.RunPython.noop)]
