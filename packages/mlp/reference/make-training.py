#!/usr/bin/python3
"""Writes training.json: gradients for each activation and loss, and 50 steps of each optimiser and schedule, by PyTorch.

PyTorch knows nothing of our formulas, which is what makes it a witness. It computes in float64; all inputs are float32
numbers, so that every backend starts from the same bits. Samples are columns, as in the derivation.

    apt-get install python3-torch
    /usr/bin/python3 packages/mlp/reference/make-training.py
"""

import json
import pathlib

import torch
from torch.nn import functional
from torch.optim import lr_scheduler

LAYERS = [5, 6, 4]
SAMPLES = 7
STEPS = 50
RATE = 0.0625

ACTIVATIONS = {
    "identity": lambda Z: Z,
    "relu": torch.relu,
    "leakyRelu": functional.leaky_relu,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
}

# Summed over the outputs, averaged over the samples. PyTorch's losses take samples as rows.
LOSSES = {
    "meanSquaredError": lambda F, Y: functional.mse_loss(F.T, Y.T, reduction="sum") / F.shape[1],
    "softmaxCrossEntropy": lambda F, Y: functional.cross_entropy(F.T, Y.T, reduction="mean"),
    "binaryCrossEntropy": lambda F, Y: functional.binary_cross_entropy_with_logits(F.T, Y.T, reduction="sum")
    / F.shape[1],
    "huber": lambda F, Y: functional.huber_loss(F.T, Y.T, reduction="sum") / F.shape[1],
}

OPTIMISERS = {
    "sgd": lambda p: torch.optim.SGD(p, lr=RATE),
    "momentum": lambda p: torch.optim.SGD(p, lr=RATE, momentum=0.9),
    "nesterov": lambda p: torch.optim.SGD(p, lr=RATE, momentum=0.9, nesterov=True),
    "rmsProp": lambda p: torch.optim.RMSprop(p, lr=RATE / 4),
    "adam": lambda p: torch.optim.Adam(p, lr=RATE),
    "adamW": lambda p: torch.optim.AdamW(p, lr=RATE),
}

SCHEDULES = {
    "constant": lambda o: lr_scheduler.ConstantLR(o, factor=1),
    "stepDecay": lambda o: lr_scheduler.StepLR(o, step_size=20, gamma=0.5),
    "cosine": lambda o: lr_scheduler.CosineAnnealingLR(o, T_max=STEPS),
    "reduceOnPlateau": lambda o: lr_scheduler.ReduceLROnPlateau(o, factor=0.5, patience=1, threshold=0.2),
}


def float32_numbers(rows, cols, scale, generator):
    values = torch.randn(rows, cols, generator=generator, dtype=torch.float32) * scale
    return values.to(torch.float64)


def start(seed):
    """The same network and samples for each run."""
    generator = torch.Generator().manual_seed(seed)
    parameters = [
        matrix.requires_grad_()
        for inputs, outputs in zip(LAYERS, LAYERS[1:])
        for matrix in (
            float32_numbers(outputs, inputs, (2 / inputs) ** 0.5, generator),
            float32_numbers(outputs, 1, 0.5, generator),
        )
    ]
    X = float32_numbers(LAYERS[0], SAMPLES, 1, generator)
    labels = torch.randint(LAYERS[-1], (SAMPLES,), generator=generator)
    Y = functional.one_hot(labels, LAYERS[-1]).T.to(torch.float64)
    return parameters, X, Y


def forward(parameters, X, activation):
    W1, b1, W2, b2 = parameters
    return W2 @ activation(W1 @ X + b1) + b2


def listed(matrices):
    return [
        {"name": name, "rows": m.shape[0], "cols": m.shape[1], "values": m.detach().flatten().tolist()}
        for name, m in zip(("W1", "b1", "W2", "b2"), matrices)
    ]


def gradients(activation, loss):
    parameters, X, Y = start(1)
    value = LOSSES[loss](forward(parameters, X, ACTIVATIONS[activation]), Y)
    value.backward()
    return {
        "activation": activation,
        "loss": loss,
        "value": value.item(),
        "gradients": listed([matrix.grad for matrix in parameters]),
    }


def trajectory(optimiser, schedule="constant", most=None, decay=0.0):
    """50 steps. `most` cuts the gradients' global norm; `decay` is the L2 penalty of the weights."""
    parameters, X, Y = start(1)
    chosen = OPTIMISERS[optimiser](parameters)
    rate = chosen.param_groups[0]["lr"]
    scheduler = SCHEDULES[schedule](chosen)
    losses = []
    for _ in range(STEPS):
        chosen.zero_grad()
        loss = LOSSES["softmaxCrossEntropy"](forward(parameters, X, torch.tanh), Y)
        losses.append(loss.item())
        penalty = sum((W * W).sum() for W in parameters[::2]) * (decay / 2)
        (loss + penalty).backward()
        if most is not None:
            torch.nn.utils.clip_grad_norm_(parameters, most)
        chosen.step()
        scheduler.step(*([loss.item()] if schedule == "reduceOnPlateau" else []))
    return {
        "optimiser": optimiser,
        "learningRate": rate,
        "schedule": schedule,
        **({} if most is None else {"clipNorm": most}),
        "weightDecay": decay,
        "losses": losses,
        "parameters": listed(parameters),
    }


parameters, X, Y = start(1)
document = {
    "madeBy": f"PyTorch {torch.__version__}, float64",
    "layers": LAYERS,
    "samples": SAMPLES,
    "X": X.flatten().tolist(),
    "Y": Y.flatten().tolist(),
    "parameters": listed(parameters),
    "gradients": [gradients(activation, loss) for activation in ACTIVATIONS for loss in LOSSES],
    "trajectories": [
        *(trajectory(optimiser) for optimiser in OPTIMISERS),
        *(trajectory("momentum", schedule) for schedule in SCHEDULES if schedule != "constant"),
        trajectory("sgd", most=0.05),
        trajectory("adam", decay=0.125),
    ],
}
path = pathlib.Path(__file__).parent / "training.json"
path.write_text(json.dumps(document, separators=(",", ":")) + "\n")
