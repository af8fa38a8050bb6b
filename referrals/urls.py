"""The addresses of the referral site. None of them carries anything about a person."""

from django.urls import path

from referrals.views import form, receipt, sign_in, start

app_name = "referrals"
urlpatterns = [
    path("", start.start, name="start"),
    path("sign-in/", sign_in.ask, name="ask"),
    path("sign-in/code/", sign_in.code, name="code"),
    path("sign-in/code/again/", sign_in.again, name="again"),
    path("sign-out/", sign_in.out, name="out"),
    path("referral/", form.begin, name="begin"),
    path("referral/<uuid:form_uuid>/", form.ReferralPage.as_view(), name="form"),
    path("referral/<uuid:form_uuid>/receipt/", receipt.Receipt.as_view(), name="receipt"),
    path("referral/<uuid:form_uuid>/receipt.pdf", receipt.ReceiptPdf.as_view(), name="receipt_pdf"),
]
