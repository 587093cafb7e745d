"""What lies outside every district."""

from django.urls import URLPattern, URLResolver, path

from yuanba.home import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.public_front, name="public_front"),
    path("language", views.set_language, name="public_language"),
]
