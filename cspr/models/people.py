"""Staff: people who sign in with a password and a second factor. A sender is never one of them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from simple_history.models import HistoricalRecords

from cspr import roles
from cspr.addresses import normal, plain_letters_only
from cspr.models.base import DatabaseAccess


class UserManager(BaseUserManager["User"]):
    """Staff by address and by role."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A member of staff. Without a password nobody can sign in yet."""
        user = self.model(email=normal(email), **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """The address decides, in any case of letters."""
        return self.with_address(username or "").get()

    def with_address(self, email: str) -> models.QuerySet["User"]:
        """The one member of staff with this address, in any case of letters, or nobody."""
        return self.alias(low=Lower("email")).filter(low=normal(email))

    def with_roles(self, *codes: str) -> models.QuerySet["User"]:
        """Active staff who hold one of these roles."""
        return self.filter(is_active=True, role__in=codes).order_by("pk")


class User(AbstractBaseUser):
    """A member of staff. There is no superuser: what a person may do is their role, and roles are one list."""

    class Partner(models.TextChoices):
        """The three safeguarding partners (Children Act 2004, section 16E)."""

        LOCAL_AUTHORITY = "local_authority", "Local authority"
        POLICE = "police", "Police"
        ICB = "icb", "Integrated care board"

    email = models.EmailField("work e-mail", unique=True, max_length=254)
    name = models.CharField("full name", max_length=200)
    job_title = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=30, choices=roles.CHOICES)
    partner = models.CharField(
        "safeguarding partner", max_length=20, choices=Partner.choices, blank=True, help_text="For partner leads."
    )
    is_active = models.BooleanField("may sign in", default=True)
    morning_email = models.BooleanField("morning e-mail about what is due", default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords(excluded_fields=["password", "last_login"])

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name", "role"]

    class Meta:
        ordering = ["name", "email"]
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_in_any_case")]
        permissions = [("invite_people", "Can invite people and reset a lost device")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """The name, as Django asks for it."""
        return self.name

    def get_short_name(self) -> str:
        """The name, as Django asks for it."""
        return self.name

    @property
    def is_staff(self) -> bool:
        """Everybody who has an account is staff; whether they may open a page is asked elsewhere."""
        return self.is_active

    @property
    def is_superuser(self) -> bool:
        """Nobody is."""
        return False

    def has_perm(self, permission: str, obj: object | None = None) -> bool:
        """Whether the role grants it."""
        return self.is_active and permission in roles.permissions_of(self.role)

    def has_perms(self, permissions: Iterable[str], obj: object | None = None) -> bool:
        """Whether the role grants all of them."""
        return all(self.has_perm(permission, obj) for permission in permissions)

    def has_module_perms(self, app_label: str) -> bool:
        """Whether the role grants anything in the app."""
        return self.is_active and any(p.startswith(f"{app_label}.") for p in roles.permissions_of(self.role))

    @property
    def role_name(self) -> str:
        """The role in words."""
        role = roles.BY_CODE.get(self.role)
        return role.name if role else ""


class Invitation(models.Model):
    """A single-use invitation to join, or to enrol again after a lost device. Link by e-mail, key by telephone."""

    database_access: ClassVar[DatabaseAccess] = "edited"

    email = models.EmailField(max_length=254, validators=[plain_letters_only])
    name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=30, choices=roles.CHOICES)
    partner = models.CharField(max_length=20, choices=User.Partner.choices, blank=True)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    key_digest = models.CharField(max_length=200, editable=False)
    tries_left = models.PositiveSmallIntegerField(default=5, editable=False)
    created_at = models.DateTimeField(editable=False)
    expires_at = models.DateTimeField(editable=False)
    used_at = models.DateTimeField(null=True, editable=False)
    invited_by = models.ForeignKey(User, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    resets = models.ForeignKey(
        User, null=True, editable=False, on_delete=models.PROTECT, related_name="resets", help_text="Whose device was lost."
    )

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"Invitation {self.pk}"

    def is_open(self, *, at: datetime) -> bool:
        """Whether it can still be used."""
        return self.used_at is None and at < self.expires_at and self.tries_left > 0
