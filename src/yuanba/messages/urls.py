"""URLs of the staff inbox and of the outbox."""

from django.urls import path

from yuanba.messages import views

app_name = "messages"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("<int:item_id>/read", views.read, name="read"),
    path("until/<int:item_id>/read", views.read_until, name="read_until"),
    path("outbox", views.outbox, name="outbox"),
    path("outbox/<int:message_id>/retry", views.retry, name="retry"),
    path("outbox/retry", views.retry_all, name="retry_all"),
    path("wishes", views.wishes, name="wishes"),
    path("policy", views.policy, name="policy"),
    path("shown", views.shown, name="shown"),
]
