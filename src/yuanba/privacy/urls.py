"""URLs of the personal data pages, for the people concerned and for the officers who guard it."""

from django.urls import path

from yuanba.privacy.views import counter, desk, mine, watch

app_name = "privacy"
urlpatterns = [
    path("mydata", mine.mine, name="mine"),
    path("mydata/correct", mine.correct, name="correct"),
    path("mydata/silence", mine.silence, name="silence"),
    path("mydata/ask", mine.ask, name="ask"),
    path("mydata/export", mine.export, name="export"),
    path("mydata/erase", mine.erase, name="erase"),
    path("mydata/<str:token>", mine.mine_of, name="mine_of"),
    path("counter/mydata", counter.counter, name="counter"),
    path("counter/mydata/paper", counter.paper, name="counter_paper"),
    path("counter/mydata/correct", counter.correct, name="counter_correct"),
    path("counter/mydata/ask", counter.ask, name="counter_ask"),
    path("counter/mydata/erase", counter.erase, name="counter_erase"),
    path("guard/requests", desk.requests, name="requests"),
    path("guard/requests/<int:request_id>", desk.answer, name="answer"),
    path("guard/looks", watch.seen, name="looks"),
    path("guard/retention", watch.retention, name="retention"),
]
