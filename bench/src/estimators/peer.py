"""Trains scikit-learn's estimators on demand: reads commands from stdin, one JSON object a line, and answers each with one."""

import base64
import json
import sys
import time
import warnings

import numpy as np
import sklearn
from sklearn.neural_network import MLPClassifier, MLPRegressor

ESTIMATORS = {"classifier": MLPClassifier, "regressor": MLPRegressor}
NAMES = {
    "hiddenLayerSizes": "hidden_layer_sizes",
    "activation": "activation",
    "alpha": "alpha",
    "learningRateInit": "learning_rate_init",
    "maxIter": "max_iter",
}


def numbers(text):
    return np.frombuffer(base64.b64decode(text), dtype=np.float32).astype(np.float64)


def samples(part):
    y = numbers(part["y"])
    return numbers(part["X"]).reshape(len(y), -1), y


def run(command):
    settings = {NAMES[name]: value for name, value in command["settings"].items()}
    estimator = ESTIMATORS[command["kind"]](random_state=command["seed"], **settings)
    X, y = samples(command["train"])
    start = time.perf_counter()
    estimator.fit(X, y)
    seconds = time.perf_counter() - start
    score = estimator.score(*samples(command["test"]))
    return {"score": score, "seconds": seconds, "iterations": estimator.n_iter_}


# Where the most iterations are reached, both go on with what they have.
warnings.simplefilter("ignore")
for line in sys.stdin:
    command = json.loads(line)
    answer = run(command) if command["command"] == "run" else {"version": sklearn.__version__}
    print(json.dumps(answer), flush=True)
