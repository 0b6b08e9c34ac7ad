"""Addresses of baskets and orders."""

from django.urls import path

from orders import recall_views, sale_views, views

urlpatterns = [
    path("basket", views.BasketView.as_view()),
    path("basket/lines/<uuid:offer_id>", views.BasketLineView.as_view()),
    path("checkout", views.CheckoutView.as_view()),
    path("orders/<uuid:order_group_id>", views.OrderView.as_view()),
    path("orders/<uuid:order_group_id>/pay", views.PaymentView.as_view()),
    path("my/orders", views.MyOrdersView.as_view()),
    path("associations/<uuid:association_id>/orders", sale_views.AssociationOrdersView.as_view()),
    path("associations/<uuid:association_id>/orders/<uuid:order_id>/handover", sale_views.HandoverView.as_view()),
    path(
        "associations/<uuid:association_id>/orders/<uuid:order_id>/handover/undo", sale_views.UndoHandoverView.as_view()
    ),
    path(
        "associations/<uuid:association_id>/orders/<uuid:order_id>/lines/<uuid:line_id>/returns",
        sale_views.ReturnsView.as_view(),
    ),
    path("associations/<uuid:association_id>/lots/<uuid:lot_id>/recall.csv", recall_views.RecallView.as_view()),
    path("associations/<uuid:association_id>/sales", sale_views.SalesView.as_view()),
]
