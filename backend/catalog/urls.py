"""Addresses of the catalog, of associations' pools and of producers' lots."""

from django.urls import path

from catalog.views import pool, producers, public

OFFERS = "associations/<uuid:association_id>/offers"
CONTRIBUTIONS = "associations/<uuid:association_id>/contributions"

urlpatterns = [
    path("catalog/offers", public.OffersView.as_view()),
    path("catalog/offers/<slug:slug>", public.OfferView.as_view()),
    path("catalog/facets", public.FacetsView.as_view()),
    path("catalog/producers", producers.ProducersView.as_view()),
    path("catalog/producers/<uuid:producer_id>", producers.ProducerView.as_view()),
    path("catalog/territory", producers.TerritoryView.as_view()),
    path(OFFERS, pool.AssociationOffersView.as_view()),
    path(f"{OFFERS}/<uuid:offer_id>", pool.PoolView.as_view()),
    path(f"{OFFERS}/<uuid:offer_id>/open", pool.OfferOpeningView.as_view()),
    path(f"{OFFERS}/<uuid:offer_id>/close", pool.OfferClosingView.as_view()),
    path(f"{OFFERS}/<uuid:offer_id>/contributions", pool.ContributionsView.as_view()),
    path(f"{OFFERS}/<uuid:offer_id>/activity", pool.ActivityView.as_view()),
    path(f"{CONTRIBUTIONS}/<uuid:contribution_id>/withdraw", pool.WithdrawalView.as_view()),
    path("producers/<uuid:producer_id>/lots", pool.LotsView.as_view()),
]
