"""The darkroom: strangers' pictures unpacked and made small, in a process that can do nothing else.

Unpacking pictures is the most dangerous thing that we do with strangers' bytes, so it happens in a child
process with little memory and time, which can open no file and no connection once it is ready.  What
comes out is a new WebP file of our own making; of the old one's metadata only what ``xmp`` says goes
along.  The child is told what to expect and returns bytes in MessagePack: nothing of it is believed.

Needs Pillow, which is the extra ``images``.
"""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Final

import msgspec

if TYPE_CHECKING:
    from PIL import Image
    from PIL.Image import Image as Canvas

WIDTHS: Final = (480, 960)
"""Pixels: a card on a phone or in a column, and a lead on a good screen; larger belongs to the publisher."""
QUALITY: Final = 72
"""Of WebP: faces and skies are clean, and the narrower copy takes some 20 kB."""
EFFORT: Final = 4
"""Of WebP, 0 to 6: more takes twice as long for a twentieth less."""
MARK: Final = f"webp {','.join(map(str, WIDTHS))} q{QUALITY} 1"
"""What copies are made by; another mark makes all of them anew."""
MEMORY_BYTES_MAX: Final = 1024 * 1024 * 1024
"""Address space of the child: what 25 megapixels take twice, and the libraries themselves."""
PATIENCE_S: Final = 20.0
"""For one picture: the largest that we accept takes a second or two."""
START_S: Final = 60.0
"""For the child to be ready, on a machine that is busy."""
CPU_S_MAX: Final = 600
"""Of the child over its life: should it outlive us, it ends by itself."""
ANSWER_BYTES_MAX: Final = 8 * 1024 * 1024
ENDINGS: Final = {"jpeg": "JPEG", "png": "PNG", "gif": "GIF", "webp": "WEBP", "avif": "AVIF"}
"""What Pillow calls the formats that we let it unpack."""
NOT_EXIF: Final = ("xmp", "XML:com.adobe.xmp")
"""Where Pillow finds an orientation that browsers do not obey."""
PAPER: Final = (255, 255, 255)
"""What shows through where a picture is transparent: what its maker most likely saw behind it."""
HOW_TO_INSTALL: Final = "pip install 'tidings[images]'"


class Negative(msgspec.Struct, frozen=True):
    """A picture to make small copies of."""

    body: bytes
    format: str
    pixels_max: int
    xmp: bytes = b""


class Print(msgspec.Struct, frozen=True):
    """One small copy."""

    width: int
    height: int
    body: bytes


class Developed(msgspec.Struct, frozen=True):
    """What came of a picture: copies, narrowest first, or the reason why there are none."""

    prints: tuple[Print, ...] = ()
    reason: str = ""


def is_equipped() -> bool:
    """Pillow is there."""
    return find_spec("PIL") is not None


# ---------------------------------------------------------------- in our own process


@dataclass(slots=True)
class Darkroom:
    """One child at a time; one that dies or dawdles costs its picture and is replaced."""

    patience_s: float = PATIENCE_S
    memory_bytes_max: int = MEMORY_BYTES_MAX
    child: subprocess.Popen[bytes] | None = None
    line: Connection | None = None

    def develop(self, negative: Negative) -> Developed:
        """Copies of a picture, or why there are none; raises nothing that a picture could cause."""
        try:
            line = self.open_line()
            line.send_bytes(msgspec.msgpack.encode(negative))
            if not line.poll(self.patience_s):
                self.close()
                return Developed(reason=f"unpacking it took longer than {self.patience_s:g} s")
            return msgspec.msgpack.decode(line.recv_bytes(ANSWER_BYTES_MAX), type=Developed)
        except (EOFError, OSError):
            self.close()
            return Developed(reason="unpacking it took more memory than is allowed, or broke the library")
        except msgspec.MsgspecError:
            self.close()
            return Developed(reason="what came of unpacking it makes no sense")

    def open_line(self) -> Connection:
        """The way to the child, which is started where there is none."""
        if self.line is None:
            self.line, theirs = Pipe()
            # Not through multiprocessing, which would run the caller's own program a second time.
            arguments = ["-P", "-m", __name__, str(theirs.fileno()), str(self.memory_bytes_max)]
            self.child = subprocess.Popen(  # noqa: S603  # our own program, with numbers
                [sys.executable, *arguments],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            theirs.close()
            if not self.line.poll(START_S) or self.line.recv_bytes(16) != b"ready":
                raise EOFError
        return self.line

    def close(self) -> None:
        """End the child."""
        if self.line is not None:
            self.line.close()
        if self.child is not None:
            self.child.kill()
            self.child.wait()
        self.line = self.child = None


@contextmanager
def open_darkroom(*, patience_s: float = PATIENCE_S, memory_bytes_max: int = MEMORY_BYTES_MAX) -> Iterator[Darkroom]:
    """A darkroom for the length of the block; its child starts with the first picture."""
    room = Darkroom(patience_s=patience_s, memory_bytes_max=memory_bytes_max)
    try:
        yield room
    finally:
        room.close()


# ---------------------------------------------------------------- in the child


def work(line: Connection, memory_bytes_max: int) -> None:
    """The child's life: be locked in, then answer until nobody asks any more."""
    warm_up()
    lock_in(memory_bytes_max)
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        line.send_bytes(b"ready")
        while True:
            negative = msgspec.msgpack.decode(line.recv_bytes(), type=Negative)
            line.send_bytes(msgspec.msgpack.encode(develop(negative)))


def warm_up() -> None:
    """Load everything that unpacking will need, since nothing can be opened later."""
    from PIL import Image

    Image.init()
    for name in ENDINGS.values():
        drop = io.BytesIO()
        Image.new("RGB", (4, 4)).save(drop, name)
        develop(Negative(body=drop.getvalue(), format=name.lower(), pixels_max=16))
    to_srgb(Image.new("RGB", (1, 1)), b"no profile")


def lock_in(memory_bytes_max: int) -> None:
    """Give up what unpacking does not need: memory, time, files to write, anything more to open."""
    import resource

    for limit, most in (
        (resource.RLIMIT_AS, memory_bytes_max),
        (resource.RLIMIT_CPU, CPU_S_MAX),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 0),
    ):
        # Not every system has, or lets us set, every limit; the others still hold.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))


def develop(negative: Negative) -> Developed:
    """The copies of one picture, or the reason why there are none."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = negative.pixels_max
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            warnings.filterwarnings("ignore", module="PIL")
            canvas = unpack(negative)
            return Developed(prints=make_prints(canvas, negative.xmp))
    except MemoryError:
        return Developed(reason="unpacking it takes more memory than is allowed")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return Developed(reason=f"it has more than {negative.pixels_max:,} pixels")
    except Exception as error:  # noqa: BLE001 - whatever a library makes of strangers' bytes is about this picture alone
        return Developed(reason=f"it is damaged or cut off ({type(error).__name__})")


def unpack(negative: Negative) -> Canvas:
    """A picture's pixels, turned as it is seen, in plain colours, hardly larger than the largest copy."""
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(negative.body), formats=[ENDINGS[negative.format]]) as picture:
        if picture.width * picture.height > negative.pixels_max:
            raise Image.DecompressionBombError
        # Of JPEG alone: unpack at a half, a quarter ...; CMYK keeps its colours, which a profile may speak of.
        picture.draft(picture.mode, (WIDTHS[-1], WIDTHS[-1]))
        picture.seek(0)
        picture.load()
        for name in NOT_EXIF:
            picture.info.pop(name, None)
        profile = picture.info.get("icc_profile", b"")
        turned = on_paper(ImageOps.exif_transpose(picture))
        turned.thumbnail((WIDTHS[-1] * 2, WIDTHS[-1] * 8), Image.Resampling.BOX)
        return to_srgb(turned, profile)


def on_paper(picture: Canvas) -> Canvas:
    """The picture without transparency, in three colours or in its own where a profile may be needed."""
    from PIL import Image

    if picture.mode in ("RGB", "CMYK"):
        return picture
    if picture.mode.startswith("I"):  # sixteen bits of grey, which would be cut to eight instead of rounded
        return picture.convert("I").point(lambda grey: grey / 256).convert("L").convert("RGB")
    if picture.has_transparency_data:
        clear = picture.convert("RGBA")
        paper = Image.new("RGB", clear.size, PAPER)
        paper.paste(clear, mask=clear.getchannel("A"))
        return paper
    return picture.convert("RGB")


def to_srgb(picture: Canvas, profile: bytes) -> Canvas:
    """The picture in the colours of the web, by its own profile where it has one that can be read."""
    from PIL import ImageCms

    if profile:
        with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError, TypeError):
            own, web = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
            changed = ImageCms.profileToProfile(picture, own, web, outputMode="RGB")
            if changed is not None:
                return changed
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def make_prints(canvas: Canvas, xmp: bytes) -> tuple[Print, ...]:
    """Copies in every width that the picture fills, and one in its own where it fills none."""
    from PIL import Image

    widths = [width for width in WIDTHS if width < canvas.width]
    if len(widths) < len(WIDTHS):
        widths.append(canvas.width)
    return tuple(make_print(canvas, width, xmp, Image.Resampling.LANCZOS) for width in widths)


def make_print(canvas: Canvas, width: int, xmp: bytes, resampling: Image.Resampling) -> Print:
    """One copy; the same picture always gives the same bytes."""
    height = max(1, round(canvas.height * width / canvas.width))
    small = canvas if width == canvas.width else canvas.resize((width, height), resampling, reducing_gap=3.0)
    drop = io.BytesIO()
    small.info = {}
    small.save(drop, "WEBP", quality=QUALITY, method=EFFORT, xmp=xmp, exif=b"", icc_profile=b"")
    return Print(width=width, height=height, body=drop.getvalue())


if __name__ == "__main__":
    work(Connection(int(sys.argv[1])), int(sys.argv[2]))
