"""Where pictures are shown: below /media/, outside of the API."""

from django.urls import re_path

from pictures.views import picture_file

urlpatterns = [re_path(r"^(?P<name>[0-9a-f]{32}\.(?:webp|jpg))$", picture_file)]
