"""The addresses of the referral site. None of them carries anything about a person."""

from django.urls import include, path

from referrals.views import check, children, copy, files, home, receipt, sign_in, start, status, step, tasks

app_name = "referrals"
# Of one draft, while it is written.
WRITTEN = [
    path("", tasks.Tasks.as_view(), name="tasks"),
    path("number/", home.Number.as_view(), name="number"),
    path("children/", children.Children.as_view(), name="children"),
    path("child/<int:row>/remove/", children.RemoveChild.as_view(), name="remove_child"),
    path("child/<int:row>/<slug:step>/", step.StepPage.as_view(), name="child_step"),
    path("files/", files.Files.as_view(), name="files"),
    path("files/<int:file>/remove/", files.RemoveFile.as_view(), name="remove_file"),
    path("check/", check.Check.as_view(), name="check"),
    path("copy.pdf", copy.Copy.as_view(), name="copy"),
    path("send/", check.Send.as_view(), name="send"),
    path("discard/", tasks.Discard.as_view(), name="discard"),
]
# Of one referral, once it is sent.
SENT = [
    path("receipt/", receipt.Receipt.as_view(), name="receipt"),
    path("receipt.pdf", receipt.ReceiptPdf.as_view(), name="receipt_pdf"),
    path("status/", status.Status.as_view(), name="status"),
    path("reply/", status.Reply.as_view(), name="reply"),
]

urlpatterns = [
    path("", start.start, name="start"),
    path("sign-in/", sign_in.ask, name="ask"),
    path("sign-in/code/", sign_in.code, name="code"),
    path("sign-in/code/again/", sign_in.again, name="again"),
    path("sign-out/", sign_in.out, name="out"),
    path("referral/", home.Home.as_view(), name="home"),
    path("referral/start/", home.StartDraft.as_view(), name="start_draft"),
    path("referral/open/", home.Open.as_view(), name="open"),
    path("referral/<uuid:draft>/", include([*WRITTEN, *SENT, path("<slug:step>/", step.StepPage.as_view(), name="step")])),
]
