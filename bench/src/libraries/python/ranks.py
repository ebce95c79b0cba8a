"""One rank of a training by PyTorch's DistributedDataParallel over gloo, started by mpirun; writes its report as ours do."""

import json
import math
import os
import sys
import time

import numpy as np
import torch
import torch.distributed as distributed
from torch.nn.parallel import DistributedDataParallel

BATCHES = 8
WARM_UP_SECONDS = 0.4

folder, seconds = sys.argv[1], float(sys.argv[2])
rank = int(os.environ.get("OMPI_COMM_WORLD_RANK", os.environ.get("PMI_RANK", "0")))
ranks = int(os.environ.get("OMPI_COMM_WORLD_SIZE", os.environ.get("PMI_SIZE", "1")))
torch.set_num_threads(1)
distributed.init_process_group("gloo", init_method=f"file://{folder}/meeting", rank=rank, world_size=ranks)

with open(os.path.join(folder, "problem.json")) as file:
    problem = json.load(file)
m0, m1, m2, n = problem["size"]


def read(name, *shape):
    return torch.from_numpy(np.fromfile(os.path.join(folder, name), dtype=np.float32)).reshape(shape)


def share(samples):
    """The samples of a batch that this rank computes."""
    count = len(samples)
    return samples[rank * count // ranks : (rank + 1) * count // ranks]


network = torch.nn.Sequential(torch.nn.Linear(m0, m1), torch.nn.ReLU(), torch.nn.Linear(m1, m2))
names = ["W1", "b1", "W2", "b2"]
with torch.no_grad():
    for name, parameter in zip(names, network.parameters()):
        parameter.copy_(read(name, *parameter.shape))
model = DistributedDataParallel(network) if ranks > 1 else network
optimizer = torch.optim.SGD(model.parameters(), lr=problem["learningRate"])
X, Y = share(read("X", -1, m0)), share(read("Y", -1, m2))


def step(X, Y):
    optimizer.zero_grad()
    R = model(X) - Y
    loss = (R * R).sum() / len(X)
    loss.backward()
    optimizer.step()


step(X, Y)
if rank == 0:
    for name, parameter in zip(names, network.parameters()):
        parameter.detach().numpy().tofile(os.path.join(folder, f"{name}.after"))

batch = len(X)
X, Y = X.repeat(BATCHES, 1), Y.repeat(BATCHES, 1)


least = math.inf


def epochs(count):
    global least
    for _ in range(count):
        for chosen in torch.randperm(len(X)).split(batch):
            begin = time.perf_counter()
            step(X[chosen], Y[chosen])
            least = min(least, time.perf_counter() - begin)


def slowest(value):
    """The same on all ranks."""
    found = torch.tensor([value], dtype=torch.float64)
    distributed.all_reduce(found, op=distributed.ReduceOp.MAX)
    return found.item()


done, warm_up = 0, time.perf_counter()
while True:
    epochs(1)
    done += 1
    elapsed = slowest(time.perf_counter() - warm_up)
    if elapsed >= WARM_UP_SECONDS:
        break
count = max(1, math.ceil(seconds * done / elapsed))

start = time.perf_counter(), time.process_time(), time.thread_time()
epochs(count)
end = time.perf_counter(), time.process_time(), time.thread_time()
milliseconds, processor, thread = (1e3 * (b - a) for a, b in zip(start, end))

report = {
    "version": torch.__version__,
    "steps": BATCHES * count,
    "milliseconds": milliseconds,
    "least": 1e3 * least,
    "processor": processor,
    "thread": thread,
    "waited": None,
}
with open(os.path.join(folder, f"rank-{rank}.json"), "w") as file:
    json.dump(report, file)
