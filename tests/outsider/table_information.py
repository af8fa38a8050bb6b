"""The pages on which agencies answer requests for information, and the register of their contacts."""

from tests.outsider.row import GOES_ON, OK, UNIT, Row, model

# `gives` is the answer to a sender who has the code and not the key: each page leads to where the key is asked.
INFORMATION = [
    Row("referrals", "information:list", gives=GOES_ON, outside=GOES_ON),
    Row("referrals", "information:key", gives=OK, outside=GOES_ON),
    *(
        Row("referrals", f"information:{name}", about=about, gives=GOES_ON, outside=GOES_ON, of_a_case=True)
        for name, about in (
            ("tasks", "asked"),
            ("nil", "asked"),
            ("page", "asked/practice"),
            ("rows", "asked"),
            ("add_row", "asked"),
            ("upload", "asked"),
            ("template", "asked/xlsx"),
            ("change_row", "asked/1"),
            ("remove_row", "asked/1"),
            ("files", "asked"),
            ("remove_file", "asked/1"),
            ("questions", "asked"),
            ("question", "asked/1"),
            ("delegate", "asked"),
            ("check", "asked"),
            ("copy", "asked"),
        )
    ),
]

CONTACTS = list(model("cspr.agencycontact", lists=UNIT, adds=UNIT, of_a_case=False, recorded=True, steps={"give-key": UNIT}))

# The page that asks for the key shows nothing, whoever asks.
WITHOUT_A_CASE = {("referrals", "information:key")}
