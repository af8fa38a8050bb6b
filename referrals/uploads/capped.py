"""Stops files that are too large from filling the disk while they arrive."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from referrals.uploads import words

LARGEST = 25 * 1024 * 1024
LARGEST_REFERRAL = 100 * 1024 * 1024
# A post that is larger than a whole referral may be is read and thrown away, to be answered in words; up to this size.
LARGEST_POST = LARGEST_REFERRAL + 5 * 1024 * 1024
LARGEST_ANSWERED = 1024 * 1024 * 1024
# Where the page finds the name of each file that was not taken, with the reason.
SKIPPED = "referrals.skipped"


class CappedUpload(FileUploadHandler):
    """Stops reading a file into storage beyond the limit; the page then says so and keeps everything else."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *args: Any, **kwargs: Any) -> None:  # noqa: N803
        """Judge the size of the whole post. Raises RequestDataTooBig for one that no sender can mean."""
        if content_length > LARGEST_ANSWERED:
            raise RequestDataTooBig("The files are larger than a referral may be.")
        self.too_much = content_length > LARGEST_POST

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Start counting."""
        super().new_file(*args, **kwargs)
        self.received = 0
        if self.too_much:
            self._skip(words.TOO_LARGE_TOGETHER)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass the chunk on, or skip the rest of the file."""
        self.received += len(raw_data)
        if self.received > LARGEST:
            self._skip(words.TOO_LARGE)
        return raw_data

    def _skip(self, why: str) -> None:
        if self.request is not None:
            self.request.META.setdefault(SKIPPED, []).append((self.file_name or "", why))
        raise SkipFile

    def file_complete(self, file_size: int) -> None:
        """Leave the file itself to Django's own handlers."""
