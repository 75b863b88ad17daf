"""The sides' colours stay apart in grey and for colour-blind readers, and weigh alike."""

from __future__ import annotations

import numpy as np
import pytest

import frontwatch.showing.settings as s

# Full dichromacy in linear RGB: Machado, Oliveira and Fernandes (2009), table 1, severity 1.
BLIND = {
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    "none": np.eye(3),
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = TO_XYZ.sum(axis=1)


def lab(colour: str, sight: str = "none") -> np.ndarray:
    """CIE L*a*b* of "#rrggbb" as it is seen."""
    rgb = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    x, y, z = TO_XYZ @ np.clip(np.array(BLIND[sight]) @ linear, 0, 1) / WHITE
    f = [v ** (1 / 3) if v > 216 / 24389 else (24389 / 27 * v + 16) / 116 for v in (x, y, z)]
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("sight", BLIND)
@pytest.mark.parametrize("colours", [s.SIDE_FILLS, s.SIDE_DEEP])
def test_two_sides_are_told_apart(colours, sight):
    assert np.linalg.norm(lab(colours[0], sight) - lab(colours[1], sight)) > 15


def test_two_sides_are_told_apart_in_grey():
    assert abs(lab(s.SIDE_FILLS[0])[0] - lab(s.SIDE_FILLS[1])[0]) > 4
    assert abs(lab(s.SIDE_DEEP[0])[0] - lab(s.SIDE_DEEP[1])[0]) > 12


@pytest.mark.parametrize("colours, most", [(s.SIDE_FILLS, 3.0), (s.SIDE_DEEP, 1.8)])
def test_neither_side_is_much_the_louder(colours, most):
    a, b = (float(np.hypot(*lab(c)[1:])) for c in colours[:2])
    assert max(a, b) / min(a, b) < most


def test_changed_ground_is_darker_than_held():
    for held, changed in zip(s.SIDE_FILLS, s.SIDE_DEEP, strict=True):
        assert lab(held)[0] - lab(changed)[0] > 8
