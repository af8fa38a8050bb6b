"""Who may open which address: one line for each route of the three sites, written by hand and not taken from the code.

A new address without a line here fails the test. To add one: `Row(site, key, who, ...)`, where the key is the name of the
route with its namespace (an unnamed route: the route itself), and `who` the roles that get the page for a case they may see.
A registered ModelAdmin takes one line of `model(...)`, which stands for all its addresses.
"""

from tests.outsider.row import (
    AUDITOR,
    GOES_ON,
    LEAD,
    MANAGER,
    NOT_BY_GET,
    OK,
    ONLY_MANAGER,
    PARTNERSHIP,
    READERS,
    REFUSED,
    REVIEWER,
    STAFF,
    UNIT,
    WORKERS,
    Row,
    model,
)
from tests.outsider.table_asking import ASKING
from tests.outsider.table_chronology import CHRONOLOGY
from tests.outsider.table_desk import DESK, IMPORT
from tests.outsider.table_gate import GATE
from tests.outsider.table_gate import STEPS as GATE_STEPS
from tests.outsider.table_information import CONTACTS, INFORMATION, WITHOUT_A_CASE
from tests.outsider.table_notification import NOTIFYING

__all__ = ["AUDITOR", "READERS", "REFUSED", "REVIEWER", "STAFF", "TABLE", "WITHOUT_CASE_DATA", "Row"]

PUBLIC = [
    Row("public", "home", outside=OK),
    Row("public", "reviews", outside=OK),
    Row("public", "review", about="slug", outside=OK, of_a_case=True),
    Row("public", "report", about="slug", outside=GOES_ON, of_a_case=True),
    Row("public", "document", about="document", outside=OK, of_a_case=True),
    Row("public", "document_file", about="document", outside=OK, of_a_case=True),
    Row("public", "about", outside=OK),
    Row("public", "accessibility", outside=OK),
    Row("public", "privacy", outside=OK),
    Row("public", "robots", outside=OK),
    Row("public", "feed", outside=OK),
    Row("public", "sitemap", outside=OK),
    Row("public", "sitemap_file", about="number", outside=OK),
    Row("public", "catalogue", outside=OK),
    Row("public", "api", outside=OK),
    Row("public", "api_description", outside=OK),
    Row("public", "api_reviews", outside=OK),
    Row("public", "api_review", about="slug", outside=OK, of_a_case=True),
    Row("public", "api_nothing", about="token", outside=REFUSED),
    Row("public", "alive", outside=OK),
]

# `who` is empty: no role opens anything here. `gives` is the answer to the sender whose form it is.
REFERRALS = [
    Row("referrals", "alive", outside=OK),
    Row("referrals", "referrals:start", outside=OK),
    Row("referrals", "referrals:ask", gives=OK | GOES_ON, outside=OK),
    Row("referrals", "referrals:code", gives=GOES_ON, outside=GOES_ON),
    Row("referrals", "referrals:again", gives=NOT_BY_GET, outside=NOT_BY_GET),
    Row("referrals", "referrals:out", gives=NOT_BY_GET, outside=NOT_BY_GET),
    Row("referrals", "referrals:home", outside=GOES_ON),
    Row("referrals", "referrals:start_draft", gives=GOES_ON, outside=GOES_ON),
    Row("referrals", "referrals:open", gives=GOES_ON, outside=GOES_ON),
    # The referral was sent: each page on which it was written leads on to the receipt, and none shows what was written.
    *(
        Row("referrals", f"referrals:{name}", about=about, gives=GOES_ON, outside=GOES_ON, of_a_case=True)
        for name, about in (
            ("tasks", "form"),
            ("number", "form"),
            ("step", "form/incident"),
            ("children", "form"),
            ("child_step", "form/1/child-about"),
            ("remove_child", "form/1"),
            ("files", "form"),
            ("remove_file", "form/1"),
            ("check", "form"),
            ("send", "form"),
            ("discard", "form"),
        )
    ),
    Row("referrals", "referrals:copy", about="form", gives=REFUSED, outside=GOES_ON, of_a_case=True),
    Row("referrals", "referrals:receipt", about="form", outside=GOES_ON, of_a_case=True),
    Row("referrals", "referrals:receipt_pdf", about="form", outside=GOES_ON, of_a_case=True),
    Row("referrals", "referrals:status", about="form", outside=GOES_ON, of_a_case=True),
    Row("referrals", "referrals:reply", about="form", gives=NOT_BY_GET, outside=GOES_ON, of_a_case=True),
]

SIGN_IN = [
    Row("staff", "alive", STAFF, outside=OK),
    # 503 in the tests: no sweep and no worker has ever run there.
    Row("staff", "deadlines_are_kept", STAFF, gives=OK | frozenset({503}), outside=OK | frozenset({503})),
    # Without a secret address that somebody made there is nothing; a page about the person who asks.
    Row("staff", "calendar", STAFF, "token", gives=frozenset({404}), outside=frozenset({404})),
    Row("staff", "your_reminders", STAFF),
    Row("staff", "account_login", STAFF, gives=GOES_ON, outside=OK),
    Row("staff", "account_logout", STAFF, outside=GOES_ON),
    Row("staff", "account_change_password", STAFF, gives=OK | GOES_ON),
    Row("staff", "invitation", STAFF, "token", gives=frozenset({404, 410}), outside=frozenset({404, 410})),
    Row("staff", "mfa_authenticate", STAFF, gives=GOES_ON, outside=GOES_ON),
    Row("staff", "mfa_reauthenticate", STAFF),
    Row("staff", "mfa_index", STAFF),
    Row("staff", "mfa_activate_totp", STAFF, gives=GOES_ON),
    Row("staff", "mfa_view_recovery_codes", STAFF, gives=OK | GOES_ON | frozenset({404})),
    Row("staff", "mfa_generate_recovery_codes", STAFF, gives=OK | GOES_ON),
    Row("staff", "mfa_list_webauthn", STAFF, gives=OK | GOES_ON),
    Row("staff", "mfa_add_webauthn", STAFF, gives=OK | GOES_ON),
    Row("staff", "mfa_edit_webauthn", STAFF, "passkey", gives=REFUSED | GOES_ON),
    Row("staff", "mfa_remove_webauthn", STAFF, "passkey", gives=REFUSED | GOES_ON),
    Row("staff", "mfa_reauthenticate_webauthn", STAFF, gives=OK | GOES_ON),
    Row("staff", "admin:login", STAFF, gives=GOES_ON),
    Row("staff", "admin:logout", STAFF, gives=GOES_ON),
    Row("staff", "admin:password_change", STAFF, gives=GOES_ON),
    Row("staff", "admin:password_change_done", STAFF, gives=GOES_ON),
]

TRIAGE = ("read", "aware", "agency", "ask", "go-on", "view", "accept", "decline", "reopen")

ADMIN = [
    Row("staff", "admin:index", STAFF, recorded=True),
    Row("staff", "admin:jsi18n", STAFF),
    Row("staff", "admin:app_list", STAFF, "app", gives=GOES_ON),
    Row("staff", "(?P<url>.*)$", STAFF, "anything", gives=frozenset({404})),
    Row("staff", "admin:cspr_case_find", READERS, recorded=True),
    *model("cspr.case", lists=READERS),
    *model(
        "cspr.deadline",
        lists=PARTNERSHIP | {AUDITOR},
        reads=PARTNERSHIP | {AUDITOR},
        steps={"extend": WORKERS, "hold": WORKERS, "lift": WORKERS},
    ),
    Row("staff", "admin:cspr_deadline_register", PARTNERSHIP | {AUDITOR}, recorded=True),
    # Those who may are asked for the second factor first; tests/admin/test_register.py looks at the record of the file itself.
    Row("staff", "admin:cspr_deadline_export", WORKERS | {AUDITOR}, "spreadsheet", gives=GOES_ON, recorded=True),
    Row("staff", "admin:cspr_deadline_of_case", PARTNERSHIP | {AUDITOR}, "cspr.case", of_a_case=True),
    *model("cspr.timelineentry", lists=STAFF, reads=READERS | {AUDITOR}, history=False),
    *model("cspr.outgoingemail", lists=PARTNERSHIP, history=False, steps={"again": WORKERS, "settle": WORKERS}),
    *model("cspr.accessrecord", lists=frozenset({MANAGER, AUDITOR}), history=False),
    *model("cspr.agency", lists=UNIT, adds=UNIT, of_a_case=False),
    *CONTACTS,
    *ASKING,
    *CHRONOLOGY,
    *GATE,
    *DESK,
    *model(
        "cspr.bankholiday",
        lists=UNIT | {AUDITOR},
        adds=ONLY_MANAGER,
        of_a_case=False,
        recorded=True,
        steps={"remove": ONLY_MANAGER},
    ),
    *model(
        "cspr.clockrule",
        lists=UNIT | {AUDITOR},
        adds=ONLY_MANAGER,
        of_a_case=False,
        recorded=True,
        steps={"new-version": ONLY_MANAGER},
    ),
    *model("cspr.user", lists=ONLY_MANAGER, of_a_case=False),
    Row("staff", "admin:cspr_user_reset_device", ONLY_MANAGER, "cspr.user"),
    *model("cspr.invitation", lists=ONLY_MANAGER, adds=ONLY_MANAGER, history=False, of_a_case=False),
    *model("referrals.referral", lists=READERS, steps=dict.fromkeys(TRIAGE, WORKERS)),
    Row("staff", "admin:referrals_referral_find", READERS, recorded=True),
    *model("referrals.draft", lists=UNIT, history=False, steps={"new-number": UNIT}),
    Row("staff", "admin:referrals_draft_find", UNIT, recorded=True),
    *model("referrals.attachment", lists=READERS, steps={"release": WORKERS}),
    Row("staff", "admin:referrals_attachment_file", READERS, "file", of_a_case=True),
    Row("staff", "admin:referrals_referral_paper", READERS, "referrals.referral", of_a_case=True),
    *NOTIFYING,
    *model(
        "rapid_reviews.rapidreview",
        lists=READERS,
        steps={
            "decide": WORKERS,
            "sign": frozenset({LEAD}),
            "decide-again": WORKERS,
            "pack": WORKERS,
            "unsigned": WORKERS,
            "sent": WORKERS,
            "reply": WORKERS,
            "letter": WORKERS,
            "release-letter": WORKERS,
            "reconsider": WORKERS,
            "plan-again": WORKERS,
            "step-done": WORKERS,
            "step-not-done": WORKERS,
            "step-move": WORKERS,
        },
    ),
    *model("rapid_reviews.plantemplatestep", lists=UNIT, adds=WORKERS, of_a_case=False),
    Row("staff", "admin:rapid_reviews_rapidreview_report", READERS, "rapid_reviews.rapidreview", of_a_case=True),
    Row("staff", "admin:rapid_reviews_rapidreview_preview", READERS, "rapid_reviews.rapidreview", of_a_case=True),
    Row("staff", "admin:rapid_reviews_rapidreview_letter", READERS, "letter", of_a_case=True),
    *model("rapid_reviews.criterion", lists=READERS, steps={"rest-on": WORKERS, "let-go": WORKERS}),
    *model("rapid_reviews.decision", lists=READERS, history=False),
    *model("rapid_reviews.pack", lists=READERS),
    Row("staff", "admin:rapid_reviews_pack_file", READERS, "rapid_reviews.pack/pdf", of_a_case=True),
    Row("staff", "admin:rapid_reviews_pack_progress", READERS, "rapid_reviews.pack", of_a_case=True),
    *model(
        "practice_reviews.practicereview",
        lists=READERS,
        adds=WORKERS,
        steps={"progress": WORKERS, "report": WORKERS, "not-to-publish": WORKERS},
    ),
    *model(
        "publications.publication",
        lists=PARTNERSHIP,
        adds=WORKERS,
        steps={
            "ask": WORKERS,
            "approve": WORKERS | {LEAD},
            "send-back": WORKERS | {LEAD},
            "fill-in": WORKERS,
            "plan": WORKERS,
            "no-day": WORKERS,
            "advance-copy": WORKERS,
            "order": WORKERS,
            "cancel-order": WORKERS,
            "correct": WORKERS,
            "publish": WORKERS,
            "keep": WORKERS,
            "withdraw": WORKERS,
            **GATE_STEPS,
        },
    ),
    Row("staff", "admin:publications_publication_preview", PARTNERSHIP, "publications.publication", of_a_case=True),
    Row("staff", "admin:publications_publication_preview_file", PARTNERSHIP, "publications.publication", of_a_case=True),
    *model("publications.courthold", lists=PARTNERSHIP, adds=WORKERS, steps={"look-again": WORKERS, "lift": WORKERS}),
    *model("publications.theme", lists=PARTNERSHIP, adds=WORKERS, of_a_case=False),
]

TABLE = [*PUBLIC, *REFERRALS, *INFORMATION, *SIGN_IN, *ADMIN]

# Pages that show nothing of any case: about the person who asks, about the register, or a form that is still empty.
WITHOUT_CASE_DATA = {
    *(("staff", row.key) for row in SIGN_IN),
    *WITHOUT_A_CASE,
    ("staff", "admin:jsi18n"),
    # The empty template, and the way back to it.
    *(("staff", f"{IMPORT}_{name}") for name in ("template", "take")),
    ("staff", "admin:app_list"),
    ("staff", "(?P<url>.*)$"),
    ("public", "alive"),
    ("referrals", "alive"),
    ("referrals", "referrals:start"),
    ("referrals", "referrals:ask"),
    ("referrals", "referrals:code"),
    ("referrals", "referrals:again"),
    ("referrals", "referrals:out"),
    # The same for every sender: it says nothing of what they have begun or sent.
    ("referrals", "referrals:home"),
    ("referrals", "referrals:start_draft"),
    # What the sender is still writing is no case yet. Opening it by its number is recorded.
    ("referrals", "referrals:open"),
    *(
        ("referrals", f"referrals:{name}")
        for name in (
            "tasks",
            "number",
            "step",
            "children",
            "child_step",
            "remove_child",
            "files",
            "remove_file",
            "check",
            "send",
            "discard",
        )
    ),
}
