"""Lists that several pages offer."""

# The groups of the 2021 census of England and Wales.
ETHNICITIES = (
    "White: English, Welsh, Scottish, Northern Irish or British",
    "White: Irish",
    "White: Gypsy or Irish Traveller",
    "White: Roma",
    "White: another background",
    "Mixed: White and Black Caribbean",
    "Mixed: White and Black African",
    "Mixed: White and Asian",
    "Mixed: another background",
    "Asian or Asian British: Indian",
    "Asian or Asian British: Pakistani",
    "Asian or Asian British: Bangladeshi",
    "Asian or Asian British: Chinese",
    "Asian or Asian British: another background",
    "Black or Black British: African",
    "Black or Black British: Caribbean",
    "Black or Black British: another background",
    "Arab",
    "Any other ethnic group",
    "Not known",
)
