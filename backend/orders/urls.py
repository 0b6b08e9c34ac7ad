"""Addresses of baskets and orders."""

from django.urls import path

from orders import views

urlpatterns = [
    path("basket", views.BasketView.as_view()),
    path("basket/lines/<uuid:offer_id>", views.BasketLineView.as_view()),
    path("checkout", views.CheckoutView.as_view()),
    path("orders/<uuid:order_group_id>", views.OrderView.as_view()),
    path("orders/<uuid:order_group_id>/pay", views.PaymentView.as_view()),
    path("my/orders", views.MyOrdersView.as_view()),
    path("associations/<uuid:association_id>/orders", views.AssociationOrdersView.as_view()),
]
