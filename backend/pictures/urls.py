"""Where pictures are sent."""

from django.urls import path

from pictures import views

PRODUCER = "producers/<uuid:producer_id>/pictures"
ASSOCIATION = "associations/<uuid:association_id>/pictures"

urlpatterns = [
    path(PRODUCER, views.ProducerPicturesView.as_view()),
    path(f"{PRODUCER}/<uuid:picture_id>", views.ProducerPictureView.as_view()),
    path(ASSOCIATION, views.AssociationPicturesView.as_view()),
    path(f"{ASSOCIATION}/<uuid:association_picture_id>", views.AssociationPictureView.as_view()),
]
