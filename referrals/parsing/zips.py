"""Reads a zip without believing it: what its headers say is compared with what is there."""

import posixpath
import stat
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from referrals.parsing.limits import MOST_INFLATED, MOST_MEMBERS, MOST_RATIO
from referrals.parsing.reasons import Reason, Refused

SIGN = b"PK\x03\x04"
END = b"PK\x05\x06"
END_LENGTH, LOCAL_LENGTH = 22, 30
CHUNK = 1 << 16
# The container of the old Word, and of documents with a password.
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Smaller documents are mostly headers; their ratio says nothing.
RATIO_COUNTS_FROM = 1024 * 1024


def ends_like_one(content: IO[bytes]) -> bool:
    """Whether a program that unpacks would take the file for a zip, whatever it begins with."""
    content.seek(0, 2)
    size = content.tell()
    content.seek(max(0, size - END_LENGTH - 65535))
    tail = content.read()
    at = tail.rfind(END)
    if at < 0 or len(tail) - at < END_LENGTH:
        return False
    return at + END_LENGTH + int.from_bytes(tail[at + 20 : at + 22], "little") == len(tail)


class Archive:
    """An open zip. Making it raises Refused for one that is broken, locked, too large, or not one thing only."""

    def __init__(self, content: IO[bytes]) -> None:
        self._content = content
        try:
            self.members = zipfile.ZipFile(content).infolist()
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError, OverflowError) as error:
            raise Refused(Reason.DAMAGED) from error
        content.seek(0, 2)
        self._size = content.tell()
        self._judge_ends()
        self._judge_members()
        self._inflated = 0

    def _judge_ends(self) -> None:
        self._content.seek(0)
        first = self._content.read(len(SIGN))
        self._content.seek(max(0, self._size - END_LENGTH))
        if first != SIGN or not self._content.read().startswith(END):
            raise Refused(Reason.TWO_IN_ONE)

    def _judge_members(self) -> None:
        if len(self.members) > MOST_MEMBERS:
            raise Refused(Reason.TOO_BIG)
        names = [member.filename.lower() for member in self.members]
        if len(set(names)) != len(names):
            raise Refused(Reason.DAMAGED)
        reached = 0
        for member in sorted(self.members, key=lambda one: one.header_offset):
            _judge_member(member)
            # Parts that share their bytes are how a small file is made to swell a thousandfold.
            if member.header_offset < reached:
                raise Refused(Reason.TOO_BIG)
            reached = member.header_offset + LOCAL_LENGTH + member.compress_size

    def read(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        """The bytes of one part, counted as they come. Raises Refused."""
        packed = self._packed(member)
        crc = length = 0
        try:
            for chunk in _stored(packed) if member.compress_type == zipfile.ZIP_STORED else _inflated(packed):
                crc, length = zlib.crc32(chunk, crc), length + len(chunk)
                self._count(len(chunk))
                yield chunk
        except zlib.error as error:
            raise Refused(Reason.DAMAGED) from error
        if (length, crc) != (member.file_size, member.CRC):
            raise Refused(Reason.DAMAGED)

    def _packed(self, member: zipfile.ZipInfo) -> bytes:
        self._content.seek(member.header_offset)
        local = self._content.read(LOCAL_LENGTH)
        name_length, extra_length = int.from_bytes(local[26:28], "little"), int.from_bytes(local[28:30], "little")
        name = self._content.read(name_length)
        if local[:4] != SIGN or name.decode("utf-8", "replace") != member.orig_filename:
            raise Refused(Reason.DAMAGED)
        self._content.seek(extra_length, 1)
        packed = self._content.read(member.compress_size)
        if len(packed) != member.compress_size:
            raise Refused(Reason.DAMAGED)
        return packed

    def _count(self, more: int) -> None:
        self._inflated += more
        if self._inflated > MOST_INFLATED:
            raise Refused(Reason.TOO_BIG)
        if self._inflated > max(RATIO_COUNTS_FROM, MOST_RATIO * self._size):
            raise Refused(Reason.TOO_BIG)


def _judge_member(member: zipfile.ZipInfo) -> None:
    name = member.orig_filename
    if member.flag_bits & 0x41:
        raise Refused(Reason.ENCRYPTED)
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused(Reason.DAMAGED)
    leads_out = name.startswith("/") or ".." in name.split("/") or posixpath.normpath(name).startswith("..")
    if leads_out or any(sign in name for sign in "\\:\x00") or stat.S_ISLNK(member.external_attr >> 16):
        raise Refused(Reason.BAD_CONTENT)


def _stored(packed: bytes) -> Iterator[bytes]:
    for start in range(0, len(packed), CHUNK):
        yield packed[start : start + CHUNK]


def _inflated(packed: bytes) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-15)
    while packed:
        yield inflater.decompress(packed, CHUNK)
        packed = inflater.unconsumed_tail
    # All input may have been read while the last few bytes had no room in the last chunk.
    yield inflater.flush()
