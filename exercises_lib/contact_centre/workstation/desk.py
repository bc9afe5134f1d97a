"""A folder as people leave it at the end of a shift, with new screenshots of a fault in it, packed as a zip file."""

import struct
import zlib

import numpy as np

from ..draws import stream
from .parts import SAME, number, one, packed, some, variants

_STEMS = tuple(f"callbacks_{end}" for end in ("copy", "final", "final_2", "monday", "new", "tuesday"))


def _desk(variant: int, seed: int | str) -> bytes:
    """Lists of call-backs, screenshots, a file of notes without a real name, and other things.

    The list that was changed last is neither the last by name nor one called final; the oldest is not the last by name.
    """
    rng = stream(SAME, f"workstation desk {variant}")
    stems = sorted(some(rng, _STEMS, 5))
    newest = one(rng, [stem for stem in stems[:-1] if "final" not in stem])
    oldest = one(rng, [stem for stem in stems[:-1] if stem != newest])
    lists = [oldest, *some(rng, [stem for stem in stems if stem not in (oldest, newest)], 3), newest]
    files, hour = {}, 8
    for stem in lists:
        hour += 1
        moment = (2026, 3, 30, hour, number(rng, 0, 59), 2 * number(rng, 0, 29))
        files[f"{stem}.csv"] = (_callbacks(rng), moment)
    for shot in sorted({number(rng, 1, 60) for _ in range(number(rng, 4, 6))}):
        files[f"screenshot_{shot:02d}.png"] = (_picture(shot), (2026, 3, 31, 7, shot % 60, 0))
    files["phone_list.png"] = (_picture(70), (2025, 11, 3, 9, 0, 0))
    notes = f"Headset silent since this morning. Tried {number(rng, 2, 6)} things. Ask the service desk.\n"
    files[f"New Text Document ({number(rng, 2, 9)}).txt"] = (notes.encode("ascii"), (2026, 3, 31, 8, 4, 0))
    files["menu.pdf"] = (b"Soup, rice, fruit\n", (2026, 3, 31, 8, 40, 0))
    return packed({name: files[name] for name in sorted(files)})


DESKS = variants("desk_{}.zip", _desk)


def _callbacks(rng: np.random.Generator) -> bytes:
    rows = [
        f"CU{number(rng, 1, 4000):05d},{number(rng, 8, 17):02d}:{number(rng, 0, 59):02d}"
        for _ in range(number(rng, 6, 20))
    ]
    return "\n".join(["customer_id,call_back_at", *rows, ""]).encode("ascii")


def _picture(shade: int) -> bytes:
    """A PNG of one grey dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    row = b"\x00" + bytes([3 * shade])
    # stored, not compressed, so that it is the same with every version of zlib
    length = struct.pack("<HH", len(row), len(row) ^ 0xFFFF)
    stored = b"\x78\x01\x01" + length + row + struct.pack(">I", zlib.adler32(row))
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", stored) + chunk(b"IEND", b"")
