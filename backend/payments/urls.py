"""Addresses of payments."""

from django.urls import path

from payments import views

urlpatterns = [
    path("payments/webhooks/stripe", views.StripeWebhookView.as_view(), name="stripe-webhook"),
]
