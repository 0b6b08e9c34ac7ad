"""Addresses of the catalog, of associations' pools and of producers' lots."""

from django.urls import path

from catalog.views import (
    facts,
    genealogy,
    insight,
    pool,
    producers,
    products,
    public,
    seals,
    stake,
    stocktaking,
    tables,
)

OFFERS = "associations/<uuid:association_id>/offers"
CONTRIBUTIONS = "associations/<uuid:association_id>/contributions"
PRODUCER = "producers/<uuid:producer_id>"
LOT = f"{PRODUCER}/lots/<uuid:lot_id>"

urlpatterns = [
    path("catalog/offers", public.OffersView.as_view()),
    path("catalog/offers/<slug:slug>", public.OfferView.as_view()),
    path("catalog/facets", public.FacetsView.as_view()),
    path("catalog/facts", facts.FactsView.as_view()),
    path("catalog/producers", producers.ProducersView.as_view()),
    path("catalog/producers/<uuid:producer_id>", producers.ProducerView.as_view()),
    path("catalog/territory", producers.TerritoryView.as_view()),
    path(OFFERS, pool.AssociationOffersView.as_view()),
    path(f"{OFFERS}/<uuid:offer_id>", pool.PoolView.as_view()),
    path(f"{OFFERS}/<uuid:offer_id>/open", pool.OfferOpeningView.as_view()),
    path(f"{OFFERS}/<uuid:offer_id>/close", pool.OfferClosingView.as_view()),
    path(f"{OFFERS}/<uuid:offer_id>/photo", pool.OfferPhotoView.as_view()),
    path(f"{OFFERS}/<uuid:offer_id>/seals", seals.RequiredSealsView.as_view()),
    path(f"{OFFERS}/<uuid:offer_id>/contributions", pool.ContributionsView.as_view()),
    path(f"{OFFERS}/<uuid:offer_id>/activity", pool.ActivityView.as_view()),
    path("associations/<uuid:association_id>/members/<uuid:membership_id>/stake", stake.StakeView.as_view()),
    path("associations/<uuid:association_id>/insight", insight.InsightView.as_view()),
    path(f"{CONTRIBUTIONS}/<uuid:contribution_id>/withdraw", pool.WithdrawalView.as_view()),
    path("associations/<uuid:association_id>/lots/<uuid:lot_id>/genealogy", genealogy.GenealogyView.as_view()),
    path(f"{PRODUCER}/products", products.ProductsView.as_view()),
    path(f"{PRODUCER}/products/<uuid:product_id>", products.ProductView.as_view()),
    path(f"{PRODUCER}/lots", products.LotsView.as_view()),
    path(f"{PRODUCER}/products/file", tables.ProductsFileView.as_view()),
    path(f"{PRODUCER}/lots/file", tables.LotsFileView.as_view()),
    path(f"{PRODUCER}/tables", tables.TablesView.as_view()),
    path(f"{PRODUCER}/tables/preview", tables.TablePreviewView.as_view()),
    path(f"{LOT}/losses", stocktaking.LossesView.as_view()),
    path(f"{LOT}/counts", stocktaking.CountsView.as_view()),
    path(f"{LOT}/correction", stocktaking.CorrectionView.as_view()),
    path(f"{LOT}/movements", stocktaking.LotMovementsView.as_view()),
]
