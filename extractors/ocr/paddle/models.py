"""PP-OCRv6 weights out of the rapidocr wheel, in the folders that PaddleOCR opens.

The wheel ships ONNX files alone; PaddleOCR wants a folder with `inference.onnx` and an
`inference.yml` that says how pictures are prepared and results decoded. Values as upstream's own
PP-OCRv6 configuration; the alphabet comes from the recogniser's metadata.
"""

from __future__ import annotations

import json
import os
import shutil
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from extractors.ocr.cache import build_once, cache_folder
from schemas.errors import MissingEngineError

DETECTOR = "PP-OCRv6_small_det"
RECOGNISER = "PP-OCRv6_small_rec"
_WEIGHTS = {DETECTOR: "PP-OCRv6_det_small.onnx", RECOGNISER: "PP-OCRv6_rec_small.onnx"}
#: Raise it when the folders' content changes: a cache of an older layout is left alone.
_LAYOUT = 2
_DECODE_IMAGE = {"DecodeImage": {"channel_first": False, "img_mode": "BGR"}}
_NORMALISE = {
    "mean": [0.485, 0.456, 0.406],
    "std": [0.229, 0.224, 0.225],
    "scale": "1./255.",
    "order": "hwc",
}
_DETECTOR_STEPS: list[dict[str, Any]] = [
    _DECODE_IMAGE,
    {"DetLabelEncode": None},
    {"DetResizeForTest": {"resize_long": 960}},
    {"NormalizeImage": _NORMALISE},
    {"ToCHWImage": None},
    {"KeepKeys": {"keep_keys": ["image", "shape", "polys", "ignore_tags"]}},
]
_RECOGNISER_STEPS: list[dict[str, Any]] = [
    _DECODE_IMAGE,
    {"MultiLabelEncode": {"gtc_encode": "NRTRLabelEncode"}},
    {"RecResizeImg": {"image_shape": [3, 48, 320]}},
    {"KeepKeys": {"keep_keys": ["image", "label_ctc", "label_gtc", "length", "valid_ratio"]}},
]
_BOXES = {
    "name": "DBPostProcess",
    "thresh": 0.3,
    "box_thresh": 0.6,
    "max_candidates": 1000,
    "unclip_ratio": 1.5,
}


def weights_version() -> str:
    """Which wheel the weights come from.

    Raises:
        MissingEngineError: if it is not installed.
    """
    try:
        return version("rapidocr")
    except PackageNotFoundError as error:
        raise _missing("rapidocr") from error


def model_folders() -> dict[str, Path]:
    """Folders of the detector and the recogniser, built on first use.

    Raises:
        MissingEngineError: if the package with the weights, or ONNX Runtime, is not installed.
    """
    source = _weights_folder()
    base = cache_folder() / "models" / f"rapidocr-{weights_version()}-{_LAYOUT}"
    detector = base / DETECTOR
    build_once(detector, lambda f: _fill(f, source, DETECTOR, _DETECTOR_STEPS, _BOXES))
    recogniser = base / RECOGNISER
    build_once(recogniser, lambda f: _fill_recogniser(f, source))
    return {DETECTOR: detector, RECOGNISER: recogniser}


def _fill_recogniser(folder: Path, source: Path) -> None:
    decoding = {"name": "CTCLabelDecode", "character_dict": _alphabet(source)}
    _fill(folder, source, RECOGNISER, _RECOGNISER_STEPS, decoding)


def _fill(
    folder: Path, source: Path, name: str, steps: list[dict[str, Any]], after: dict[str, Any]
) -> None:
    shutil.copyfile(source / _WEIGHTS[name], folder / "inference.onnx")
    settings = {
        "Global": {"model_name": name},
        "PreProcess": {"transform_ops": steps},
        "PostProcess": after,
    }
    # JSON is YAML too, and needs no further package.
    text = json.dumps(settings, ensure_ascii=False)
    (folder / "inference.yml").write_text(text, encoding="utf-8")
    os.chmod(folder, 0o755)  # noqa: PTH101, S103 - made private by mkdtemp, but holds no secret


def _alphabet(source: Path) -> list[str]:
    try:
        import onnxruntime  # noqa: PLC0415 - heavy, and optional
    except ModuleNotFoundError as error:
        raise _missing("onnxruntime") from error
    session = onnxruntime.InferenceSession(
        str(source / _WEIGHTS[RECOGNISER]), providers=["CPUExecutionProvider"]
    )
    written: str = session.get_modelmeta().custom_metadata_map["character"]
    return written.splitlines()


def _weights_folder() -> Path:
    found = find_spec("rapidocr")
    if found is None or found.origin is None:
        raise _missing("rapidocr")
    folder = Path(found.origin).parent / "models"
    if not all((folder / name).is_file() for name in _WEIGHTS.values()):
        raise MissingEngineError(f"rapidocr {weights_version()} holds no PP-OCRv6 weights")
    return folder


def _missing(package: str) -> MissingEngineError:
    return MissingEngineError(
        f"OCR needs the package {package}, which is not installed",
        remedy="Install the extra `ocr` (pip install gongkai[ocr]); see `gongkai doctor`.",
    )
