#!/usr/bin/python3
"""Writes training.json: what scikit-learn's MLPClassifier and MLPRegressor make of the same start, batches and settings.

The weights that they would draw are replaced by stored ones, and nothing is shuffled, so that all that is left is
arithmetic. Everything is in float64; all inputs are float32 numbers. Weights are transposed to ours: outputs × inputs.

    apt-get install python3-sklearn
    /usr/bin/python3 packages/estimators/reference/make-training.py
"""

import json
import pathlib
import warnings

import numpy
import sklearn
from sklearn.neural_network import MLPClassifier, MLPRegressor

SAMPLES = 14
INPUTS = 4
HIDDEN = [5, 3]
ITERATIONS = 12

# Named as scikit-learn has them; what is left out is its default. Some batches do not divide the samples. Two things that
# scikit-learn does otherwise than PyTorch, and we with it, are kept out: a momentum while the rate changes, and an epsilon that
# counts beside a tiny gradient.
RUNS = [
    ("classes, relu, adam", MLPClassifier, 3, {"alpha": 0, "batch_size": 7}),
    ("classes, tanh, adam, a penalty", MLPClassifier, 3, {"activation": "tanh", "alpha": 0.5, "batch_size": 7}),
    ("two classes, logistic, sgd", MLPClassifier, 2, {"activation": "logistic", "solver": "sgd", "alpha": 0, "batch_size": 5}),
    ("two classes, relu, sgd without Nesterov's momentum", MLPClassifier, 2, {"solver": "sgd", "nesterovs_momentum": False, "alpha": 0}),
    ("numbers, tanh, sgd, invscaling", MLPRegressor, 1, {"activation": "tanh", "solver": "sgd", "learning_rate": "invscaling", "momentum": 0, "alpha": 0, "batch_size": 6}),
    ("numbers, identity, sgd, adaptive", MLPRegressor, 1, {"activation": "identity", "solver": "sgd", "learning_rate": "adaptive", "momentum": 0, "n_iter_no_change": 1, "tol": 0.5, "alpha": 0}),
    ("rows of two, relu, adam", MLPRegressor, 2, {"alpha": 0, "batch_size": 7}),
    ("rows of two, logistic, adam, a penalty", MLPRegressor, 2, {"activation": "logistic", "alpha": 2, "batch_size": 14}),
    ("an end, since nothing becomes better", MLPRegressor, 1, {"n_iter_no_change": 2, "tol": 0.5, "alpha": 0, "epsilon": 1e-12}),
]


def float32_numbers(generator, *shape):
    return generator.normal(size=shape).astype(numpy.float32).astype(numpy.float64)


def run(name, estimator, outputs, settings):
    generator = numpy.random.default_rng(len(name))
    X = float32_numbers(generator, SAMPLES, INPUTS)
    if estimator is MLPClassifier:
        y = numpy.arange(SAMPLES) % outputs
        units = 1 if outputs == 2 else outputs
    else:
        y = float32_numbers(generator, SAMPLES, outputs).squeeze()
        units = outputs
    layers = [INPUTS, *HIDDEN, units]
    start = [(float32_numbers(generator, *shape) * 0.5, float32_numbers(generator, shape[1]) * 0.5) for shape in zip(layers, layers[1:])]

    drawn = iter(start)
    model = estimator(**{"hidden_layer_sizes": HIDDEN, "shuffle": False, "max_iter": ITERATIONS, "learning_rate_init": 0.03125, "random_state": 0, **settings})
    model._init_coef = lambda inputs, outputs, dtype: tuple(array.copy() for array in next(drawn))
    model.fit(X, y)
    return {
        "name": name,
        "estimator": estimator.__name__,
        "settings": settings,
        "X": X.tolist(),
        "y": y.tolist(),
        "start": parameters(start),
        "losses": model.loss_curve_,
        "parameters": parameters(zip(model.coefs_, model.intercepts_)),
        "predictions": (model.predict_proba(X) if estimator is MLPClassifier else model.predict(X)).tolist(),
    }


def parameters(layers):
    return [
        {"name": f"{kind}{number}", "rows": array.shape[0], "cols": array.shape[1], "values": array.ravel().tolist()}
        for number, (weights, biases) in enumerate(layers, 1)
        for kind, array in (("W", weights.T), ("b", biases[:, None]))
    ]


def main():
    warnings.simplefilter("ignore")
    reference = {
        "scikit-learn": sklearn.__version__,
        "iterations": ITERATIONS,
        "rate": 0.03125,
        "runs": [run(*each) for each in RUNS],
    }
    path = pathlib.Path(__file__).with_name("training.json")
    path.write_text(json.dumps(reference, separators=(",", ":")) + "\n")


main()
