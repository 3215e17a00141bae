"""PaddleOCR's own pipeline over a whole page, for comparison: no preparation, no cells of ours."""

from __future__ import annotations

from typing import Any

from extractors.ocr.paddle.engine import library
from extractors.ocr.paddle.models import DETECTOR, RECOGNISER, model_folders


def whole_page_engine(threads: int) -> Any:  # noqa: ANN401 - a library without types
    """`paddleocr.PaddleOCR` on ONNX Runtime with the weights that we use ourselves.

    Raises:
        MissingEngineError: if a package is not installed.
    """
    folders = model_folders()
    return library().PaddleOCR(
        text_detection_model_name=DETECTOR,
        text_detection_model_dir=str(folders[DETECTOR]),
        text_recognition_model_name=RECOGNISER,
        text_recognition_model_dir=str(folders[RECOGNISER]),
        use_doc_orientation_classify=False,
        use_doc_unwarping=False,
        use_textline_orientation=False,
        device="cpu",
        engine="onnxruntime",
        engine_config={"intra_op_num_threads": threads, "enable_cpu_mem_arena": False},
    )
