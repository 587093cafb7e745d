"""URLs of councils, topics and meetings."""

from django.urls import path

from yuanba.deliberation.views import councils, desk, desk_meetings, meetings, records, topic_desk, topics

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
    path("meetings/<int:meeting_id>", meetings.meeting, name="meeting"),
    path("meetings/<int:meeting_id>/live", meetings.meeting_live, name="meeting_live"),
    path("meetings/<int:meeting_id>/check_in", meetings.meeting_check_in, name="meeting_check_in"),
    path("desk/meetings", desk_meetings.desk_meetings, name="desk_meetings"),
    path("desk/councils/<int:council_id>/call", desk_meetings.call, name="call"),
    path("desk/meetings/<int:meeting_id>", desk_meetings.desk_meeting, name="desk_meeting"),
    path("desk/meetings/<int:meeting_id>/screen", records.screen, name="screen"),
    path("desk/meetings/<int:meeting_id>/minutes.pdf", records.minutes, name="minutes"),
    path("desk/meetings/<int:meeting_id>/enter", records.enter, name="enter"),
    path("desk/meetings/<int:meeting_id>/move", desk_meetings.move, name="move"),
    path("desk/meetings/<int:meeting_id>/cancel", desk_meetings.cancel, name="cancel"),
    path("desk/meetings/<int:meeting_id>/open_door", desk_meetings.open_door, name="open_door"),
    path("desk/meetings/<int:meeting_id>/check_in", desk_meetings.check_in, name="check_in"),
    path("desk/meetings/<int:meeting_id>/begin", desk_meetings.begin, name="begin"),
    path("desk/meetings/<int:meeting_id>/<int:number>/take_up", desk_meetings.take_up, name="take_up"),
    path("desk/meetings/<int:meeting_id>/<int:number>/draft", desk_meetings.draft, name="draft"),
    path("desk/meetings/<int:meeting_id>/<int:number>/settle", desk_meetings.settle, name="settle"),
    path("desk/meetings/<int:meeting_id>/<int:number>/decide", desk_meetings.decide, name="decide"),
    path("desk/meetings/<int:meeting_id>/ask_word/<int:person_id>", desk_meetings.ask_word, name="ask_word"),
    path("desk/meetings/<int:meeting_id>/give_word", desk_meetings.give_word, name="give_word"),
    path("desk/meetings/<int:meeting_id>/end", desk_meetings.end, name="end"),
    path("desk/meetings/<int:meeting_id>/confirm", desk_meetings.confirm, name="confirm"),
]
