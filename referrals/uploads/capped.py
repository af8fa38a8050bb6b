"""Stops files that are too large from filling the disk while they arrive."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

LARGEST = 25 * 1024 * 1024
LARGEST_REFERRAL = 100 * 1024 * 1024
# A form that is larger than a whole referral may be is not read at all.
LARGEST_POST = LARGEST_REFERRAL + 5 * 1024 * 1024
# Where the page finds the names of the files that were not taken.
SKIPPED = "referrals.too_large"


class CappedUpload(FileUploadHandler):
    """Stops reading a file into storage beyond the limit; the page then says so and keeps everything else."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *args: Any, **kwargs: Any) -> None:  # noqa: N803
        """Refuse a post that no sender can mean. Raises RequestDataTooBig."""
        if content_length > LARGEST_POST:
            raise RequestDataTooBig("The files are larger than a referral may be.")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Start counting."""
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass the chunk on, or skip the rest of the file."""
        self.received += len(raw_data)
        if self.received > LARGEST:
            if self.request is not None:
                self.request.META.setdefault(SKIPPED, []).append(self.file_name or "")
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file itself to Django's own handlers."""
