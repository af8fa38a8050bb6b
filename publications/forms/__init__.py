"""What staff type about a publication, part by part."""

from publications.forms.gate import (
    AcceptForm,
    KnownIdentityForm,
    LayReportForm,
    ReleaseReportForm,
    TakeOffForm,
    WordFileForm,
)
from publications.forms.steps import (
    AdvanceCopyForm,
    ApproveForm,
    DropPlanForm,
    KeepForm,
    PlanForm,
    PublishForm,
    SendBackForm,
    StepForm,
    WithdrawForm,
)
from publications.forms.words import WRITTEN, BeginForm, PublicationForm, ThemeForm

__all__ = [
    "WRITTEN",
    "AcceptForm",
    "AdvanceCopyForm",
    "ApproveForm",
    "BeginForm",
    "DropPlanForm",
    "KeepForm",
    "KnownIdentityForm",
    "LayReportForm",
    "PlanForm",
    "PublicationForm",
    "PublishForm",
    "ReleaseReportForm",
    "SendBackForm",
    "StepForm",
    "TakeOffForm",
    "ThemeForm",
    "WithdrawForm",
    "WordFileForm",
]
