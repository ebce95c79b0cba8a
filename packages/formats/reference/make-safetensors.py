#!/usr/bin/env python3
"""Writes other.safetensors beside it with the reference implementation of the format, and other-safetensors.json: what it holds.

    python3 -m venv venv && venv/bin/pip install safetensors==0.8.0 numpy
    venv/bin/python packages/formats/reference/make-safetensors.py
"""

import json
import pathlib

import numpy
from safetensors.numpy import save_file

FOLDER = pathlib.Path(__file__).parent

tensors = {
    "W1": (numpy.arange(6, dtype=numpy.float32) / 7 - 1).reshape(2, 3),
    "b1": numpy.array([-0.0, 1e-40, 3e38], dtype=numpy.float32),
    "curve, €": numpy.array([[0.1, -2.0], [5e-324, 1e300]]),
    "empty": numpy.zeros((0, 4), dtype=numpy.float32),
}
metadata = {"made by": "safetensors 0.8.0", "quote": '"\\ ü 😀'}

save_file(tensors, FOLDER / "other.safetensors", metadata)
held = {name: {"shape": tensor.shape, "values": tensor.ravel().tolist()} for name, tensor in tensors.items()}
(FOLDER / "other-safetensors.json").write_text(json.dumps({"tensors": held, "metadata": metadata}, indent=1) + "\n")
