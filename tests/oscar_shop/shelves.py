"""Puts the goods into the shop's database, with django-oscar's own models."""

from typing import Any

from django.conf import settings
from django.contrib.sites.models import Site
from django.core.management import call_command
from django.db import transaction
from oscar.apps.catalogue.categories import create_from_sequence
from oscar.core.loading import get_model
from oscar_shop.goods import BY_CODE, GOODS, RATES, SALE, Good

Product = get_model("catalogue", "Product")
ProductClass = get_model("catalogue", "ProductClass")
Benefit = get_model("offer", "Benefit")
Condition = get_model("offer", "Condition")
ConditionalOffer = get_model("offer", "ConditionalOffer")
Range = get_model("offer", "Range")
Recommendation = get_model("catalogue", "ProductRecommendation")
Review = get_model("reviews", "ProductReview")
StockRecord = get_model("partner", "StockRecord")
Partner = get_model("partner", "Partner")


def fill() -> dict[str, str]:
    """Make the tables, put everything on the shelves, write the index.

    Returns:
        Paths as the shop has them: of each good's page by its code, of each category's list by its name.
    """
    call_command("migrate", run_syncdb=True, verbosity=0)
    with transaction.atomic():
        Site.objects.update_or_create(pk=1, defaults={"domain": "127.0.0.1", "name": settings.OSCAR_SHOP_NAME})
        paths = _Shelves().fill()
    call_command("update_index", verbosity=0)
    return paths


class _Shelves:
    def __init__(self) -> None:
        self.counted = ProductClass.objects.create(name="Hardware", track_stock=True, requires_shipping=True)
        self.uncounted = ProductClass.objects.create(name="On demand", track_stock=False, requires_shipping=True)
        self.supplier = Partner.objects.create(name="Warehouse")
        self.products: dict[str, Any] = {}  # models of a package without types

    def fill(self) -> dict[str, str]:
        categories = {
            names: create_from_sequence(list(names)) for names in dict.fromkeys(each.category for each in GOODS)
        }
        for good in GOODS:
            product = self._put(good, structure="parent" if good.variants else "standalone")
            product.categories.add(categories[good.category][-1])
            for variant in good.variants:
                self._put(variant, structure="child", parent=product)
        for good in GOODS:
            for rank, code in enumerate(reversed(good.recommends)):
                Recommendation.objects.create(
                    primary=self.products[good.code], recommendation=self.products[code], ranking=rank
                )
        self._announce_sale()
        paths = {category.name: category.get_absolute_url() for line in categories.values() for category in line}
        return paths | {code: self.products[code].get_absolute_url() for code in BY_CODE}

    def _announce_sale(self) -> None:
        reduced = Range.objects.create(name="Reduced")
        for code in SALE:
            reduced.add_product(self.products[code])
        ConditionalOffer.objects.create(
            name="Autumn sale",
            description="<p>Save up to 99.00 today!</p>",
            condition=Condition.objects.create(range=reduced, type=Condition.COUNT, value=1),
            benefit=Benefit.objects.create(range=reduced, type=Benefit.PERCENTAGE, value=10),
        )

    def _put(self, good: Good, *, structure: str, parent: Any = None) -> Any:
        of_class = self.uncounted if good.price is not None and good.number is None else self.counted
        product = Product.objects.create(
            upc=good.code,
            title=good.title,
            description=good.description,
            structure=structure,
            parent=parent,
            product_class=None if parent else of_class,
        )
        if good.price is not None:
            StockRecord.objects.create(
                product=product,
                partner=self.supplier,
                partner_sku=good.code,
                price_currency=settings.OSCAR_DEFAULT_CURRENCY,
                price=good.price * RATES[settings.OSCAR_DEFAULT_CURRENCY],
                num_in_stock=good.number,
            )
        for text in good.reviews:
            Review.objects.create(
                product=product, score=4, title=text.split(".")[0], body=text, name="A buyer", status=Review.APPROVED
            )
        self.products[good.code] = product
        return product
