"""Decoding, records and the cache, without a model."""

import numpy as np
import pytest

from extractors.ocr.cache import build_once, write_whole
from extractors.ocr.codec import line_from_json, line_to_json
from extractors.ocr.engines import engine
from extractors.ocr.paddle.decode import Decoder
from extractors.ocr.rapid import even_line
from extractors.ocr.recorded import Recorded, Replay, image_key
from extractors.protocols import OcrCharacter, OcrLine
from schemas.errors import MissingEngineError

ALPHABET = ["blank", "1", "7", ","]


def scores(*places):
    return np.array(places, dtype=np.float32)


def test_repeats_are_one_character_and_blanks_part_them():
    decoded = Decoder(ALPHABET).decode(
        scores([0, 1, 0, 0], [0, 0.9, 0.1, 0], [1, 0, 0, 0], [0, 0.6, 0.4, 0], [0, 0, 0, 1])
    )
    assert [c.character for c in decoded] == ["1", "1", ","]
    assert (decoded[0].first, decoded[0].last, decoded[0].total) == (0, 1, 5)
    assert decoded[0].score == pytest.approx(1.0)
    assert [(r, round(s, 3)) for r, s in decoded[1].rivals] == [("7", 0.4)]


def test_a_rival_that_is_no_character_is_kept_as_nothing():
    (only,) = Decoder(ALPHABET).decode(scores([0.3, 0.7, 0, 0]))
    assert [(r, round(s, 3)) for r, s in only.rivals] == [("", 0.3)]


def test_lines_go_through_json_unchanged():
    line = OcrLine(
        (OcrCharacter("7", 0.5, (1.5, 9.0), (("1", 0.4), ("", 0.1))),),
        ((0.0, 0.0), (10.0, 0.0), (10.0, 5.0), (0.0, 5.0)),
        0.5,
    )
    assert line_from_json(line_to_json(line)) == line


class Counting:
    name, version, options = "counting", "1", ""

    def __init__(self):
        self.calls = 0

    def find_lines(self, image):
        self.calls += 1
        return [((0.0, 0.0), (4.0, 0.0), (4.0, 2.0), (0.0, 2.0))]

    def read_lines(self, images):
        self.calls += 1
        return [even_line(f"{image.shape[1]}", 0.9, image.shape) for image in images]


def picture(width):
    return np.full((8, width, 3), width, np.uint8)


def test_nothing_is_read_twice(tmp_path):
    inner = Counting()
    page = picture(50)
    for _ in range(2):
        reader = Recorded(inner, tmp_path)
        reader.begin(page)
        found = reader.find_lines(page)
        read = reader.read_lines([picture(12), picture(13)])
        reader.finish()
    assert inner.calls == 2
    assert len(found) == 1
    assert [line.characters[0].character for line in read] == ["1", "1"]


def test_only_new_pictures_of_a_page_are_read(tmp_path):
    inner = Counting()
    reader = Recorded(inner, tmp_path)
    reader.begin(picture(50))
    reader.read_lines([picture(12)])
    read = reader.read_lines([picture(30), picture(12)])
    assert inner.calls == 2
    assert "".join(c.character for c in read[0].characters) == "30"
    assert "".join(c.character for c in read[1].characters) == "12"


def test_another_version_or_option_reads_anew(tmp_path):
    inner = Counting()
    for version in ("1", "2"):
        inner.version = version
        reader = Recorded(inner, tmp_path)
        reader.begin(picture(50))
        reader.read_lines([picture(12)])
        reader.finish()
    assert inner.calls == 2


def test_a_broken_record_is_read_anew(tmp_path):
    inner = Counting()
    reader = Recorded(inner, tmp_path)
    reader.begin(picture(50))
    reader.read_lines([picture(12)])
    reader.finish()
    (kept,) = tmp_path.rglob("*.gz")
    kept.write_bytes(kept.read_bytes()[:20])
    reader.begin(picture(50))
    reader.read_lines([picture(12)])
    assert inner.calls == 2


def test_a_replay_gives_what_was_recorded_and_nothing_else(tmp_path):
    live = Recorded(Counting(), tmp_path)
    live.begin(picture(50))
    live.read_lines([picture(12)])
    live.finish()
    replay = Recorded(Replay("counting", "1", ""), tmp_path)
    replay.begin(picture(50))
    assert replay.read_lines([picture(12)])[0].characters[1].character == "2"
    with pytest.raises(MissingEngineError, match="no recorded result"):
        replay.read_lines([picture(13)])


def test_shape_is_part_of_a_picture_s_key():
    assert image_key(np.zeros((2, 6, 3), np.uint8)) != image_key(np.zeros((6, 2, 3), np.uint8))


def test_a_folder_is_built_once_and_whole(tmp_path):
    built = []

    def build(folder):
        built.append(folder)
        (folder / "file").write_text("x", encoding="utf-8")

    for _ in range(2):
        folder = build_once(tmp_path / "made", build)
    assert len(built) == 1
    assert (folder / "file").read_text(encoding="utf-8") == "x"

    def fail(folder):
        (folder / "file").write_text("x", encoding="utf-8")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        build_once(tmp_path / "broken", fail)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["made"]


def test_a_file_is_written_whole(tmp_path):
    write_whole(tmp_path / "a" / "b", b"1")
    write_whole(tmp_path / "a" / "b", b"22")
    assert [p.read_bytes() for p in (tmp_path / "a").iterdir()] == [b"22"]


def test_an_unknown_engine_is_named():
    with pytest.raises(MissingEngineError, match="paddleocr, rapidocr, tesseract"):
        engine("abacus")
