"""What is fuzzed: each reader with its sound file; a call gives something or says why not."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from extractors.ocr.image import page_pictures
from extractors.protocols import ReadOptions
from extractors.readers.archive import Budget, members
from extractors.readers.protected import unlocked
from extractors.registry import reader_for
from extractors.sniff import sniff
from pipeline.convert import convert
from pipeline.settings import Settings
from schemas.document import MediaType, SourceFile
from tests.fuzz import seeds

#: Small limits: a fuzzer looks for faults, not for how long a large file takes.
OPTIONS = ReadOptions(ocr="never", max_pages=5, max_bytes=2_000_000, max_text_bytes=500_000)


@dataclass(frozen=True)
class Target:
    """A reader under a name: the sound file, and what is called with spoilt copies of it."""

    seed: Callable[[], bytes]
    call: Callable[[bytes], object]


def _reader(media_type: MediaType) -> Callable[[bytes], object]:
    def call(data: bytes) -> object:
        source = SourceFile("a", "0" * 64, len(data), media_type)
        return reader_for(media_type)(data, source, OPTIONS)

    return call


def _archive(media_type: MediaType) -> Callable[[bytes], object]:
    def call(data: bytes) -> object:
        budget = Budget(unpacked=5_000_000, largest=2_000_000)
        return list(members(data, media_type, "a", budget))

    return call


def _convert(data: bytes) -> object:
    """The whole way of a file, as the command line goes it."""
    with tempfile.TemporaryDirectory(prefix="gongkai-fuzz-") as folder:
        path = Path(folder) / "a"
        path.write_bytes(data)
        settings = Settings(ocr="never", max_pages=5, max_text_bytes=500_000)
        return [report.model_dump_json() for report in convert(path, settings)]


def _pictures(data: bytes) -> object:
    return [size for _, size in page_pictures(data, OPTIONS.max_pages)]


TARGETS: dict[str, Target] = {
    "pdf": Target(seeds.pdf, _reader(MediaType.PDF)),
    "text": Target(seeds.text, _reader(MediaType.TEXT)),
    "csv": Target(seeds.csv, _reader(MediaType.CSV)),
    "html": Target(seeds.html, _reader(MediaType.HTML)),
    "mhtml": Target(seeds.mhtml, _reader(MediaType.MHTML)),
    "docx": Target(seeds.docx_file, _reader(MediaType.DOCX)),
    "xlsx": Target(seeds.xlsx, _reader(MediaType.XLSX)),
    "xls": Target(seeds.xls, _reader(MediaType.XLS)),
    "ods": Target(seeds.ods, _reader(MediaType.ODS)),
    "ofd": Target(seeds.ofd, _reader(MediaType.OFD)),
    "png": Target(lambda: seeds.picture("PNG"), _pictures),
    "jpeg": Target(lambda: seeds.picture("JPEG"), _pictures),
    "tiff": Target(lambda: seeds.picture("TIFF"), _pictures),
    "zip": Target(seeds.archive, _archive(MediaType.ZIP)),
    "tar": Target(seeds.tarball, _archive(MediaType.TAR)),
    "gzip": Target(seeds.packed_tarball, _archive(MediaType.GZIP)),
    "7z": Target(seeds.seven_zip, _archive(MediaType.SEVEN_ZIP)),
    "rar": Target(seeds.rar, _archive(MediaType.RAR)),
    "sniff": Target(seeds.archive, sniff),
    "protected": Target(seeds.xls, lambda data: unlocked(data, "a", None)),
}
#: A call of these takes long (LibreOffice starts anew): they are left out of quick tests.
SLOW: dict[str, Target] = {
    "rtf": Target(seeds.rtf, _reader(MediaType.RTF)),
    "convert": Target(seeds.reports, _convert),
}
