from django.urls import include, path

from tests.flows.spine_app import views

urlpatterns = [
    path("api/v1/", include("events.urls")),
    path("things/<uuid:thing_id>", views.thing),
    path("stale-things/<uuid:thing_id>", views.stale_thing),
]
