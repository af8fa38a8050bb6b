"""The addresses at which agencies answer, on the referral site. None of them carries anything about a person."""

from django.urls import include, path

from rapid_reviews.views import answer, check, delegate, door, files, nil, questions, rows, sheet, tasks

app_name = "information"
# Of one request.
ASKED = [
    path("", tasks.Tasks.as_view(), name="tasks"),
    path("nil/", nil.Nil.as_view(), name="nil"),
    path("answer/<slug:page>/", answer.Page.as_view(), name="page"),
    path("chronology/", rows.Rows.as_view(), name="rows"),
    path("chronology/add/", rows.AddRow.as_view(), name="add_row"),
    path("chronology/upload/", sheet.Upload.as_view(), name="upload"),
    path("chronology/template.<slug:kind>", sheet.Template.as_view(), name="template"),
    path("chronology/<int:row>/", rows.ChangeRow.as_view(), name="change_row"),
    path("chronology/<int:row>/remove/", rows.RemoveRow.as_view(), name="remove_row"),
    path("files/", files.Files.as_view(), name="files"),
    path("files/<int:file>/remove/", files.RemoveFile.as_view(), name="remove_file"),
    path("questions/", questions.Questions.as_view(), name="questions"),
    path("questions/<int:question>/", questions.Answer.as_view(), name="question"),
    path("colleague/", delegate.Delegate.as_view(), name="delegate"),
    path("check/", check.Check.as_view(), name="check"),
    path("copy/", check.Copy.as_view(), name="copy"),
]

urlpatterns = [
    path("", door.List.as_view(), name="list"),
    path("key/", door.key, name="key"),
    path("<uuid:asked>/", include(ASKED)),
]
