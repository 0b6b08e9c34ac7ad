from django.urls import path

from events import views

urlpatterns = [
    path("feed", views.FeedView.as_view()),
]
