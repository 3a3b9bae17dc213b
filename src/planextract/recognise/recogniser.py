"""Pictures of single lines of text to characters, each with its place and how sure it is.

The model is PP-OCRv6 (recognition only), run by ONNX Runtime on one thread: pages are spread over processes,
and one thread adds numbers up in one order, so that the same picture gives the same characters.
"""

from __future__ import annotations

import math
from functools import cache
from typing import Any, NamedTuple

import cv2
import numpy as np
import onnxruntime

from planextract.model.recognition import GreyPicture
from planextract.recognise.alphabet import group_alike, list_foreign
from planextract.recognise.extra import find_model, require_installed
from planextract.recognise.old_forms import NEW_FORM

Picture = np.ndarray[Any, np.dtype[Any]]
"""Rows of grey pixels, 0 black to 255 white."""

_HEIGHT = 48
"""Pixels of a line's height that the model was trained on."""

_STEP = 8
"""Pixels across for which the model gives one answer."""

_WIDEST = 6400
"""Pixels: a line so much longer than it is high is no text."""

_LEAST_NEW_FORM = 0.01
"""Probability from which a new form is meant where its old one looks likelier."""

OLD_FORM = 0.75
"""Confidence of an old form, at most."""

_MIN_JAPANESE_SHARE = 0.02
"""Probability of all characters of the alphabet together, under which a best one among them says nothing."""


class ReadCharacter(NamedTuple):
    """A character as the model sees it in the picture of a line."""

    text: str
    middle: float
    """Pixels from the left edge of the picture that was given."""
    confidence: float
    """0 to 1, among the characters of the alphabet."""
    rival: str
    """The next best character; empty where that is none at all."""


class Recogniser:
    """The model, loaded."""

    def __init__(self) -> None:
        require_installed()
        # One thread here, too: pages are spread over processes, and each thread takes 70 MiB of room.
        cv2.setNumThreads(1)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(find_model()), options, providers=["CPUExecutionProvider"]
        )
        self._input = self._session.get_inputs()[0].name
        listed = self._session.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._characters = ["", *listed, " "]
        """By output of the model: first none, last the space."""
        self._foreign = np.array(list_foreign(self._characters), dtype=np.intp)
        self._alike: dict[int, list[int]] = {}
        groups: dict[int, list[int]] = {}
        for index, first in enumerate(group_alike(self._characters)):
            groups.setdefault(first, []).append(index)
        for members in groups.values():
            if len(members) > 1:
                self._alike.update(dict.fromkeys(members, members))

        places = {character: place for place, character in enumerate(self._characters)}
        self._new_forms = {
            places[old]: places[new] for old, new in NEW_FORM.items() if old in places and new in places
        }

    def read_line(self, line: Picture) -> list[ReadCharacter]:
        """Return the characters of a line of dark type on a light ground, from left to right."""
        height, width = line.shape
        scale = _HEIGHT / height
        wide = min(max(_STEP, math.ceil(width * scale)), _WIDEST)
        shrink = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        small = cv2.resize(line, (wide, _HEIGHT), interpolation=shrink).astype(np.float32) / 127.5 - 1
        padded = np.ones((1, 3, _HEIGHT, math.ceil(wide / _STEP) * _STEP), np.float32)
        padded[0, :, :, :wide] = small
        answers = self._session.run(None, {self._input: padded})[0][0]
        return self._decode(answers, padded.shape[3] / len(answers) * width / wide)

    def _decode(self, answers: Picture, step: float) -> list[ReadCharacter]:
        """Collapse the answers of all steps (CTC): a character is what lasts until another or none."""
        japanese = answers.copy()
        japanese[:, self._foreign] = 0
        mass = japanese.sum(axis=1, keepdims=True)
        lost = mass[:, 0] < _MIN_JAPANESE_SHARE
        japanese /= np.maximum(mass, _MIN_JAPANESE_SHARE)
        best = japanese.argmax(axis=1)
        best[lost] = 0
        found = []
        start = 0
        while start < len(best):
            end = start + 1
            while end < len(best) and best[end] == best[start]:
                end += 1
            if best[start]:
                found.append(self._character(japanese[start:end], int(best[start]), start, step))
            start = end
        return found

    def _character(self, run: Picture, index: int, start: int, step: float) -> ReadCharacter:
        new = self._new_forms.get(index)
        if new is not None and run[:, new].max() >= _LEAST_NEW_FORM:
            run = run.copy()
            run[:, new] += run[:, index]
            run[:, index] = 0
            index, new = new, None
        chances = run[:, index]
        middle = start + 0.5 + float((chances * np.arange(len(run))).sum() / chances.sum())
        peak = run[int(chances.argmax())].copy()
        alike = self._alike.get(index, [index])
        confidence = float(peak[alike].sum())
        peak[alike] = 0
        rival = self._characters[int(peak.argmax()) if new is None else new]
        most = 1.0 if new is None else OLD_FORM
        return ReadCharacter(self._characters[index], middle * step, min(confidence, most), rival)


def to_picture(grey: GreyPicture) -> Picture:
    """Return a rendered page as the array that everything here works on."""
    return np.frombuffer(grey.pixels, np.uint8).reshape(grey.height, grey.width)


@cache
def load_recogniser() -> Recogniser:
    """Return the model of this process, loaded at its first use."""
    return Recogniser()
