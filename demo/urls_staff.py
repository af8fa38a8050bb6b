"""The staff site's addresses under /demo/."""

from django.urls import path

from demo import staff_views
from demo.urls import demo_patterns

urlpatterns = demo_patterns(path("codes/", staff_views.codes, name="codes"), namespace="demo")
