"""The referral site's addresses under /demo/."""

from demo.urls import demo_patterns

urlpatterns = demo_patterns(namespace="demo_referrals")
