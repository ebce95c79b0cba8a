#!/usr/bin/python3
"""Writes metrics.json: labels and numbers that were drawn, and what scikit-learn's metrics say of them.

    apt-get install python3-sklearn
    /usr/bin/python3 packages/estimators/reference/make-metrics.py
"""

import json
import pathlib
import warnings

import numpy
import sklearn
from sklearn import calibration, metrics

SAMPLES = 40
AVERAGES = ["macro", "weighted", "micro"]

generator = numpy.random.default_rng(7)


def drawn(labels, right):
    """Labels, and predictions of which about so large a share is right."""
    actual = generator.choice(labels, SAMPLES)
    other = generator.choice(labels, SAMPLES)
    return actual, numpy.where(generator.random(SAMPLES) < right, actual, other)


def classification(name, actual, predicted, positive):
    """All figures of one pair of lists; those of each class, and binary ones where there are two."""
    labels = numpy.unique(numpy.concatenate([actual, predicted]))
    scores = {
        "precision": metrics.precision_score,
        "recall": metrics.recall_score,
        "f1": metrics.f1_score,
    }
    averages = AVERAGES + (["binary"] if positive is not None else [])
    probabilities = generator.dirichlet(numpy.ones(len(labels)), SAMPLES)
    probabilities[0] = numpy.eye(len(labels))[0]
    return {
        "name": name,
        "actual": actual.tolist(),
        "predicted": predicted.tolist(),
        "positive": positive,
        "labels": labels.tolist(),
        "accuracy": metrics.accuracy_score(actual, predicted),
        "counts": metrics.confusion_matrix(actual, predicted).tolist(),
        "each": {key: score(actual, predicted, average=None, zero_division=0).tolist() for key, score in scores.items()},
        "averages": {
            key: {
                average: score(actual, predicted, average=average, zero_division=0, pos_label=positive)
                for average in averages
            }
            for key, score in scores.items()
        },
        "probabilities": probabilities.tolist(),
        "logLoss": metrics.log_loss(actual, probabilities, labels=labels),
    }


def regression(name, actual, predicted):
    return {
        "name": name,
        "actual": actual.tolist(),
        "predicted": predicted.tolist(),
        "r2": metrics.r2_score(actual, predicted),
        "meanAbsoluteError": metrics.mean_absolute_error(actual, predicted),
        "meanSquaredError": metrics.mean_squared_error(actual, predicted),
    }


def calibrated(name, actual, probabilities, positive, bins):
    """The bins that scikit-learn fills; the expected calibration error follows from them and their counts."""
    observed, predicted = calibration.calibration_curve(actual, probabilities, pos_label=positive, n_bins=bins)
    edges = numpy.linspace(0, 1, bins + 1)
    counts = numpy.bincount(numpy.searchsorted(edges[1:-1], probabilities), minlength=bins)
    counts = counts[counts > 0]
    return {
        "name": name,
        "actual": actual.tolist(),
        "probabilities": probabilities.tolist(),
        "positive": positive,
        "bins": bins,
        "observed": observed.tolist(),
        "predicted": predicted.tolist(),
        "counts": counts.tolist(),
        "expectedCalibrationError": float(numpy.sum(counts * abs(observed - predicted)) / len(actual)),
    }


def main():
    warnings.simplefilter("ignore")
    words, found = drawn(["ant", "bee", "cat", "dog"], 0.6)
    found[found == "dog"] = "cat"
    rows = generator.normal(size=(SAMPLES, 3))
    constant = numpy.full(5, 2.5)
    reference = {
        "scikit-learn": sklearn.__version__,
        "classification": [
            classification("three numbers", *drawn([-1, 2, 10], 0.7), None),
            classification("words, one of which is never predicted", words, found, None),
            classification("0 and 1", *drawn([0, 1], 0.8), 1),
            classification("booleans", *drawn([False, True], 0.8), True),
            classification("two words", *drawn(["no", "yes"], 0.7), "no"),
        ],
        "regression": [
            regression("numbers", rows[:, 0] * 50 + 100, rows[:, 0] * 40 + 110 + rows[:, 1]),
            regression("rows of three", rows, rows * 0.5 + generator.normal(size=rows.shape) * 0.3),
            regression("a constant that was predicted", constant, constant),
            regression("a constant that was not predicted", constant, constant + 1),
            regression("two large numbers that differ little", numpy.array([1e8, 1e8 + 1]), numpy.array([1e8, 1e8])),
        ],
        "calibration": [
            calibrated("0 and 1", generator.integers(0, 2, SAMPLES), generator.random(SAMPLES), 1, 5),
            calibrated("booleans, in ten bins", generator.random(200) < 0.3, generator.beta(2, 5, 200), True, 10),
            calibrated("two words", generator.choice(["no", "yes"], SAMPLES), generator.random(SAMPLES), "no", 3),
            calibrated("the edges of ten bins", generator.integers(0, 2, 11), numpy.linspace(0, 1, 11), 1, 10),
            calibrated("tenths, which are near to edges", generator.integers(0, 2, 11), numpy.arange(11) / 10, 1, 10),
            calibrated("one bin", generator.integers(0, 2, SAMPLES), generator.random(SAMPLES), 1, 1),
        ],
    }
    path = pathlib.Path(__file__).with_name("metrics.json")
    path.write_text(json.dumps(reference, separators=(",", ":")) + "\n")


main()
