#!/usr/bin/python3
"""Writes reference.json: gradients and ten steps of training, by PyTorch's automatic differentiation in float64.

PyTorch knows nothing of the derivation's formulas, which is what makes it a witness. All inputs are float32 numbers, so
that every backend starts from the same bits. Samples are columns, as in the derivation.

    apt-get install python3-torch
    /usr/bin/python3 packages/mlp/reference/make-reference.py
"""

import json
import pathlib

import torch

LEARNING_RATE = 0.0625
STEPS = 10


def float32_numbers(rows, cols, scale, generator):
    values = torch.randn(rows, cols, generator=generator, dtype=torch.float32) * scale
    return values.to(torch.float64)


def forward(parameters, X):
    A = X
    for index, (W, b) in enumerate(parameters):
        Z = W @ A + b
        A = torch.relu(Z) if index < len(parameters) - 1 else Z
    return A


def loss_of(parameters, X, Y):
    R = forward(parameters, X) - Y
    return (R * R).sum() / X.shape[1]


def named(tensors):
    matrices = [matrix for layer in tensors for matrix in layer]
    names = [f"{kind}{layer + 1}" for layer in range(len(tensors)) for kind in ("W", "b")]
    return [
        {"name": name, "rows": m.shape[0], "cols": m.shape[1], "values": m.detach().flatten().tolist()}
        for name, m in zip(names, matrices)
    ]


def reference(layers, samples, seed):
    generator = torch.Generator().manual_seed(seed)
    parameters = [
        (
            float32_numbers(outputs, inputs, (2 / inputs) ** 0.5, generator).requires_grad_(),
            float32_numbers(outputs, 1, 0.5, generator).requires_grad_(),
        )
        for inputs, outputs in zip(layers, layers[1:])
    ]
    X = float32_numbers(layers[0], samples, 1, generator)
    Y = float32_numbers(layers[-1], samples, 1, generator)
    start = named(parameters)

    flat = [matrix for layer in parameters for matrix in layer]
    optimiser = torch.optim.SGD(flat, lr=LEARNING_RATE)
    losses = []
    gradients = None
    for _ in range(STEPS):
        optimiser.zero_grad()
        loss = loss_of(parameters, X, Y)
        loss.backward()
        losses.append(loss.item())
        if gradients is None:
            gradients = named([(W.grad.clone(), b.grad.clone()) for W, b in parameters])
        optimiser.step()
    return {
        "layers": layers,
        "samples": samples,
        "learningRate": LEARNING_RATE,
        "X": X.flatten().tolist(),
        "Y": Y.flatten().tolist(),
        "parameters": start,
        "gradients": gradients,
        "losses": losses,
    }


runs = [reference([8, 6, 3], 5, 1), reference([4, 7, 5, 2], 9, 2), reference([6, 1], 3, 3)]
document = {"madeBy": f"PyTorch {torch.__version__}, float64", "runs": runs}
path = pathlib.Path(__file__).parent / "reference.json"
path.write_text(json.dumps(document, separators=(",", ":")) + "\n")
