#!/usr/bin/python3
"""Writes standardise.json: columns of numbers, and what scikit-learn's StandardScaler makes of them.

    apt-get install python3-sklearn
    /usr/bin/python3 packages/data/reference/make-standardise.py
"""

import json
import pathlib

import numpy
import sklearn
from sklearn.preprocessing import StandardScaler

SAMPLES = 30

generator = numpy.random.default_rng(3)
columns = {
    "of ordinary numbers": generator.normal(5, 2, SAMPLES),
    "of numbers that are large and near each other": 1e6 + generator.integers(0, 4, SAMPLES),
    "of tiny numbers": generator.normal(0, 1e-20, SAMPLES),
    "of one number, 0": numpy.zeros(SAMPLES),
    "of one number, which float32 rounds": numpy.full(SAMPLES, 0.1),
    "of two numbers": generator.integers(0, 2, SAMPLES),
}

# Both compute in float64 from the same float32 numbers.
X = numpy.stack(list(columns.values()), axis=1).astype(numpy.float32).astype(numpy.float64)
scaler = StandardScaler().fit(X)
reference = {
    "scikit-learn": sklearn.__version__,
    "columns": list(columns),
    "X": X.ravel().tolist(),
    "means": scaler.mean_.tolist(),
    "deviations": scaler.scale_.tolist(),
    "transformed": scaler.transform(X).ravel().tolist(),
}
path = pathlib.Path(__file__).with_name("standardise.json")
path.write_text(json.dumps(reference, separators=(",", ":")) + "\n")
