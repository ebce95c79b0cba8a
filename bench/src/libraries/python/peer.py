"""Trains with PyTorch or NumPy on demand: reads commands from stdin, one JSON object a line, and answers each with one."""

import base64
import gzip
import json
import os
import re
import sys
import time

import numpy as np

library, threads = sys.argv[1], int(sys.argv[2])
if library == "torch":
    import torch

    torch.set_num_threads(threads)


def decoded(text):
    return np.frombuffer(base64.b64decode(text), dtype=np.float32).copy()


def encoded(array):
    return base64.b64encode(np.ascontiguousarray(array, dtype=np.float32).tobytes()).decode()


class TorchTrainer:
    """Automatic differentiation and torch.optim.SGD."""

    def __init__(self, size, learning_rate, W1, b1, W2, b2, X, Y):
        m0, m1, m2, n = self.size = size
        self.parameters = [
            torch.nn.Parameter(torch.from_numpy(decoded(values)).reshape(shape))
            for values, shape in ((W1, (m1, m0)), (b1, (m1,)), (W2, (m2, m1)), (b2, (m2,)))
        ]
        self.optimizer = torch.optim.SGD(self.parameters, lr=learning_rate)
        self.load(decoded(X), decoded(Y))

    def load(self, X, Y):
        m0, _, m2, n = self.size
        self.X = torch.from_numpy(X).reshape(-1, m0)
        self.Y = torch.from_numpy(Y).reshape(-1, m2)

    def run(self):
        W1, b1, W2, b2 = self.parameters
        self.optimizer.zero_grad()
        S = torch.relu(torch.nn.functional.linear(self.X, W1, b1))
        R = torch.nn.functional.linear(S, W2, b2) - self.Y
        loss = (R * R).sum() / len(self.X)
        loss.backward()
        self.optimizer.step()

    def values(self):
        return [encoded(parameter.detach().numpy()) for parameter in self.parameters]


class TorchClassifier:
    """Automatic differentiation and torch.optim.Adam on the images of a folder, gathered into batches by their numbers."""

    def __init__(self, parameters, batch_size, learning_rate, folder):
        self.parameters = [
            torch.nn.Parameter(torch.from_numpy(decoded(p["values"])).reshape(*shape(p))) for p in parameters
        ]
        self.batch_size = batch_size
        self.optimizer = torch.optim.Adam(self.parameters, lr=learning_rate)
        self.images, self.labels = images_and_labels(folder, "train")
        self.test_images, self.test_labels = images_and_labels(folder, "t10k")

    def outputs(self, X):
        *hidden, last = zip(self.parameters[::2], self.parameters[1::2])
        for W, b in hidden:
            X = torch.relu(torch.nn.functional.linear(X, W, b))
        return torch.nn.functional.linear(X, *last)

    def epoch(self, count):
        for chosen in torch.randperm(count).split(self.batch_size):
            self.optimizer.zero_grad()
            loss = torch.nn.functional.cross_entropy(self.outputs(self.images[chosen]), self.labels[chosen])
            loss.backward()
            self.optimizer.step()

    def accuracy(self):
        with torch.no_grad():
            named = self.outputs(self.test_images).argmax(1)
        return {"share": (named == self.test_labels).float().mean().item()}


def shape(parameter):
    """A column is a vector to PyTorch."""
    rows, cols = parameter["rows"], parameter["cols"]
    return (rows,) if cols == 1 else (rows, cols)


def images_and_labels(folder, part):
    """From the IDX files: pixels from 0 to 1, one image a row."""

    def numbers(name, header):
        with gzip.open(os.path.join(folder, f"{part}-{name}-ubyte.gz")) as file:
            return np.frombuffer(file.read(), np.uint8, offset=header)

    labels = numbers("labels-idx1", 8)
    images = numbers("images-idx3", 16).reshape(len(labels), -1)
    return torch.from_numpy(images.astype(np.float32) / 255), torch.from_numpy(labels.astype(np.int64))


class NumpyTrainer:
    """The derivation's formulas. Samples are rows."""

    def __init__(self, size, learning_rate, W1, b1, W2, b2, X, Y):
        m0, m1, m2, n = self.size = size
        self.learning_rate = np.float32(learning_rate)
        self.W1, self.b1 = decoded(W1).reshape(m1, m0), decoded(b1)
        self.W2, self.b2 = decoded(W2).reshape(m2, m1), decoded(b2)
        self.load(decoded(X), decoded(Y))

    def load(self, X, Y):
        m0, _, m2, n = self.size
        self.X, self.Y = X.reshape(-1, m0), Y.reshape(-1, m2)

    def run(self):
        S = np.maximum(self.X @ self.W1.T + self.b1, np.float32(0))
        G2 = np.float32(2 / len(self.X)) * (S @ self.W2.T + self.b2 - self.Y)
        G1 = (G2 @ self.W2) * (S > 0)
        self.W2 -= self.learning_rate * (G2.T @ S)
        self.b2 -= self.learning_rate * G2.sum(axis=0)
        self.W1 -= self.learning_rate * (G1.T @ self.X)
        self.b1 -= self.learning_rate * G1.sum(axis=0)

    def values(self):
        return [encoded(values) for values in (self.W1, self.b1, self.W2, self.b2)]


class Calculation:
    """One operation on given matrices."""

    def __init__(self, name, operands):
        of = torch.from_numpy if library == "torch" else lambda array: array
        a, *rest = [of(decoded(m["values"]).reshape(m["rows"], m["cols"])) for m in operands]
        b = rest[0] if rest else None
        self.run = {
            "matmul": lambda: a @ b,
            "relu": (lambda: torch.relu(a)) if library == "torch" else (lambda: np.maximum(a, np.float32(0))),
            "hadamard": lambda: a * b,
            "add": lambda: a + b,
            "colsum": lambda: a.sum(1),
        }[name]

    def values(self):
        return [encoded(np.asarray(self.run()))]


def loaded_blas():
    """The file that provides the BLAS functions, as the loader found it."""
    with open("/proc/self/maps") as maps:
        paths = {line.split()[-1] for line in maps if re.search(r"/lib[^/]*(openblas|mkl|blis|blas)[^/]*\.so", line)}
    return sorted(path.rsplit("/", 1)[1] for path in paths)


def version():
    np.ones((2, 2), np.float32) @ np.ones((2, 2), np.float32)
    return {"version": torch.__version__ if library == "torch" else np.__version__, "blas": loaded_blas()}


def elapsed(run, count=1):
    start = time.perf_counter()
    for _ in range(count):
        run()
    return {"milliseconds": 1e3 * (time.perf_counter() - start)}


works = {}


def answer(command, work=None, **arguments):
    if command == "version":
        return version()
    if command == "train":
        works[work] = (TorchTrainer if library == "torch" else NumpyTrainer)(**arguments)
    elif command == "calculate":
        works[work] = Calculation(**arguments)
    elif command == "classify":
        works[work] = TorchClassifier(**arguments)
    elif command == "epoch":
        return elapsed(lambda: works[work].epoch(arguments["count"]))
    elif command == "accuracy":
        return works[work].accuracy()
    elif command == "load":
        X, Y = decoded(arguments["X"]), decoded(arguments["Y"])
        return elapsed(lambda: works[work].load(X, Y))
    elif command == "time":
        return elapsed(works[work].run, arguments["count"])
    elif command == "values":
        return {"values": works[work].values()}
    elif command == "drop":
        del works[work]
    return {}


for line in sys.stdin:
    try:
        reply = answer(**json.loads(line))
    except Exception as error:
        reply = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(reply), flush=True)
