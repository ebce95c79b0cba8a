#!/usr/bin/python3
"""Writes scikit-learn's small data sets beside this file: one sample a line, its target last.

    apt-get install python3-sklearn
    /usr/bin/python3 bench/data/export.py
"""

import gzip
import pathlib

from sklearn import datasets

SETS = {
    "iris": datasets.load_iris(),
    "wine": datasets.load_wine(),
    "breast-cancer": datasets.load_breast_cancer(),
    "digits": datasets.load_digits(),
    "diabetes": datasets.load_diabetes(scaled=False),
}

for name, found in SETS.items():
    lines = (",".join(f"{value:.12g}" for value in [*row, target]) for row, target in zip(found.data, found.target))
    text = "".join(f"{line}\n" for line in lines)
    path = pathlib.Path(__file__).with_name(f"{name}.csv.gz")
    path.write_bytes(gzip.compress(text.encode(), mtime=0))
