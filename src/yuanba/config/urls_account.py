"""The pages of django-allauth that are open: none that would need e-mail, which nothing here sends."""

from allauth.account import views
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from yuanba.people.views import phone

urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", views.login, name="account_login"),
    path("login/code/", phone.request_code, name="account_request_login_code"),
    path("login/code/confirm/", phone.confirm_code, name="account_confirm_login_code"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("signup/", views.signup, name="account_signup"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    # who logs in by phone has no password to change
    path("password/set/", RedirectView.as_view(pattern_name="privacy:mine"), name="account_set_password"),
    path("2fa/", include("allauth.mfa.urls")),
]
