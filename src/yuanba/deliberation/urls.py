"""URLs of councils and topics."""

from django.urls import path

from yuanba.deliberation.views import councils, desk, topic_desk, topics

app_name = "deliberation"
urlpatterns = [
    path("councils", councils.councils, name="councils"),
    path("councils/<int:council_id>", councils.council, name="council"),
    path("topics", topics.topics, name="topics"),
    path("topics/new", topics.propose, name="propose"),
    path("topics/<int:topic_id>", topics.topic, name="topic"),
    path("topics/<int:topic_id>/support", topics.support, name="support"),
    path("desk/topics", topic_desk.desk_topics, name="desk_topics"),
    path("desk/topics/<int:topic_id>", topic_desk.desk_topic, name="desk_topic"),
    path("desk/topics/<int:topic_id>/publish", topic_desk.publish, name="publish"),
    path("desk/topics/<int:topic_id>/decline", topic_desk.decline, name="decline"),
    path("desk/topics/<int:topic_id>/schedule", topic_desk.schedule, name="schedule"),
    path("desk/topics/<int:topic_id>/merge", topic_desk.merge, name="merge"),
    path("desk/councils", desk.desk_councils, name="desk_councils"),
    path("desk/councils/new", desk.set_up, name="set_up"),
    path("desk/councils/<int:council_id>", desk.desk_council, name="desk_council"),
    path("desk/councils/<int:council_id>/seats/<int:seat_id>/end", desk.unseat, name="unseat"),
    path("desk/councils/<int:council_id>/dissolve", desk.dissolve, name="dissolve"),
]
