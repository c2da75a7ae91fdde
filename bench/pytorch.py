"""
Times the benchmark's training steps in PyTorch, both eager and captured as a CUDA graph that is replayed. Networks, initial
weights, data and rates are those of the other contestants (cases.ts, problem.ts). Prints JSON of the same form (result.ts).

    python bench/pytorch.py [--reference | --grid] [--quick] [--only text] [--against result.json] [--device cuda]

--against gives a result of `node bench.mjs` or of the page. A case is then timed only if its first losses agree with that
result's.
On a CPU (--device cpu) there is no graph, and the times are those of the CPU.

Needs numpy and torch; matrices are multiplied in full f32, without TF32.
"""

import argparse
import datetime
import json
import math
import platform
import statistics
import sys
import time

import numpy as np
import torch
from torch import nn

# As in cases.ts.
REFERENCE = [
    dict(features=2, depth=8, width=32, classes=2, batch=32),
    dict(features=784, depth=8, width=128, classes=10, batch=64),
    dict(features=16, depth=32, width=64, classes=26, batch=64),
]
GRID = dict(widths=[64, 256, 1024], depths=[4, 16, 64], batches=[64, 256, 1024])
PROCESSOR_GRID = dict(widths=[64, 256], depths=[4, 16], batches=[64])
TREATMENTS = [
    dict(optimizer="sgd", dropout=0),
    dict(optimizer="sgd", dropout=0.1),
    dict(optimizer="adam", dropout=0),
    dict(optimizer="adam", dropout=0.1),
]
QUICK_TREATMENTS = [TREATMENTS[0], TREATMENTS[3]]

# As in problem.ts and the defaults of an experiment.
LEARNING_RATES = dict(sgd=1e-3, adam=1e-4)
BETAS = (0.9, 0.999)
EPSILON = 1e-8
TRAINING_SEED = 1
DATA_SEED = 5

# As in benchmark.ts.
SETTINGS = dict(rounds=7, milliseconds=500, warmUpSteps=20, warmUpMilliseconds=5000, slowestStep=20000)
QUICK_SETTINGS = dict(rounds=3, milliseconds=100, warmUpSteps=20, warmUpMilliseconds=200, slowestStep=5000)
SIZES = dict(cuda=[2048, 4096], cpu=[512])
MOST_STEPS = 5000

# As in first-losses.ts.
PLAIN_STEPS = 4
DROPOUT_STEPS = 8
TOLERANCE = 1e-3
SAMPLING_TOLERANCE = 5

# As in limit.ts.
WEIGHT_ACCESSES = dict(sgd=4, adam=8)
ACTIVATION_ACCESSES = 3.5


# The playground's draws: Threefry-2x32 with 20 rounds, keyed by seed and stream, and Box and Muller's transform.

PURPOSES = dict(weight=1, dataset=4)
ROTATIONS = [[13, 15, 26, 6], [17, 29, 16, 24]]


def threefry(key0, key1, counter1):
    """Encrypts the counters (0, counter1) under the key. Returns two arrays of words."""
    keys = [np.uint32(key0), np.uint32(key1), np.uint32(0x1BD11BDA ^ key0 ^ key1)]
    x0 = np.full_like(counter1, keys[0])
    x1 = counter1 + keys[1]
    for group in range(5):
        for rotation in ROTATIONS[group % 2]:
            x0 += x1
            x1 = ((x1 << np.uint32(rotation)) | (x1 >> np.uint32(32 - rotation))) ^ x0
        x0 += keys[(group + 1) % 3]
        x1 += keys[(group + 2) % 3]
        x1 += np.uint32(group + 1)
    return x0, x1


def normals(seed, purpose, layer, count):
    """Returns standard normals, a pair from each block of two words."""
    words0, words1 = threefry(seed, PURPOSES[purpose] << 16 | layer, np.arange((count + 1) // 2, dtype=np.uint32))
    radius = np.sqrt(-2 * np.log((words0 + 0.5) * 2.0**-32))
    angle = 2 * np.pi * ((words1 + 0.5) * 2.0**-32)
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1).reshape(-1)[:count]


# Cases, and the FLOPs and bytes of their steps.


def choose_cases(options, on_gpu):
    grid = GRID if on_gpu else PROCESSOR_GRID
    shapes = [] if options.grid else list(REFERENCE)
    if not options.reference:
        shapes += [
            dict(features=784, depth=depth, width=width, classes=10, batch=batch)
            for width in grid["widths"]
            for depth in grid["depths"]
            for batch in grid["batches"]
        ]
    treatments = QUICK_TREATMENTS if options.quick else TREATMENTS
    cases = [{**shape, **treatment} for shape in shapes for treatment in treatments]
    return [case for case in cases if options.only in case_name(case)]


def case_name(case):
    network = "{features} → {depth}×{width} → {classes}, batch {batch}".format(**case)
    treatment = "SGD" if case["optimizer"] == "sgd" else "Adam"
    return f"{network}, {treatment}" + (f", alpha dropout {case['dropout']}" if case["dropout"] else "")


def layer_sizes(case):
    return [case["features"], *[case["width"]] * case["depth"], case["classes"]]


def flops_of(case):
    sizes = layer_sizes(case)
    weights = sum(m * n for m, n in zip(sizes, sizes[1:]))
    return 6 * case["batch"] * weights - 2 * case["batch"] * sizes[0] * sizes[1]


def bytes_of(case):
    sizes = layer_sizes(case)
    accesses = WEIGHT_ACCESSES[case["optimizer"]]
    return 4 * sum(accesses * m * n + ACTIVATION_ACCESSES * case["batch"] * (m + n) for m, n in zip(sizes, sizes[1:]))


def least_seconds(case, machine):
    work = max(flops_of(case) / machine["flopsPerSecond"], bytes_of(case) / machine["bytesPerSecond"])
    return work + (2 * case["depth"] + 3) * machine["secondsPerDispatch"]


# A step.


class Contestant:
    """The network, data and optimizer of one case on a device, the same as for the other contestants."""

    def __init__(self, case, device, graph):
        self.device = device
        self.features, self.labels = data_of(case, device)
        self.network = network_of(case, device)
        self.loss_function = nn.CrossEntropyLoss()
        self.optimizer = optimizer_of(case, self.network, graph)
        self.loss = None
        self.graph = None
        if graph:
            self.capture()

    def step(self):
        # With gradients set to None, the backward pass overwrites them instead of adding to them.
        self.optimizer.zero_grad(set_to_none=True)
        loss = self.loss_function(self.network(self.features), self.labels)
        loss.backward()
        self.optimizer.step()
        self.loss = loss.detach()

    def capture(self):
        """Warms up on a side stream, as capturing requires, restores the initial state, and records one step."""
        before = {name: value.clone() for name, value in self.network.state_dict().items()}
        stream = torch.cuda.Stream()
        stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(stream):
            for _ in range(3):
                self.step()
        torch.cuda.current_stream().wait_stream(stream)
        self.graph = torch.cuda.CUDAGraph()
        self.optimizer.zero_grad(set_to_none=True)
        with torch.cuda.graph(self.graph):
            self.step()
        with torch.no_grad():
            for name, value in self.network.state_dict().items():
                value.copy_(before[name])
            for moments in self.optimizer.state.values():
                for value in moments.values():
                    if torch.is_tensor(value):
                        value.zero_()

    def run(self, count):
        """Takes `count` steps. Reads and returns only the last step's loss."""
        for _ in range(count):
            if self.graph:
                self.graph.replay()
            else:
                self.step()
        return self.loss.item()

    def timed_run(self, count):
        """Returns the milliseconds, measured by the GPU's own clock if there is one."""
        if self.device.type != "cuda":
            start = time.perf_counter()
            loss = self.run(count)
            elapsed = (time.perf_counter() - start) * 1000
        else:
            start, end = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
            torch.cuda.synchronize()
            start.record()
            for _ in range(count):
                if self.graph:
                    self.graph.replay()
                else:
                    self.step()
            end.record()
            end.synchronize()
            loss = self.loss.item()
            elapsed = start.elapsed_time(end)
        if not math.isfinite(loss):
            raise RuntimeError(f"its loss is {loss}")
        return elapsed


def data_of(case, device):
    batch, features, classes = case["batch"], case["features"], case["classes"]
    rows = normals(DATA_SEED, "dataset", 0, batch * features).astype(np.float32).reshape(batch, features)
    labels = np.arange(batch) % classes
    return torch.from_numpy(rows).to(device), torch.from_numpy(labels).to(device)


def network_of(case, device):
    sizes = layer_sizes(case)
    layers = []
    for layer, (inputs, outputs) in enumerate(zip(sizes, sizes[1:])):
        linear = nn.Linear(inputs, outputs, device=device)
        weight = normals(TRAINING_SEED, "weight", layer, inputs * outputs) * math.sqrt(1 / inputs)
        with torch.no_grad():
            # PyTorch keeps weights as [out, in].
            linear.weight.copy_(torch.from_numpy(weight.astype(np.float32).reshape(inputs, outputs).T.copy()))
            linear.bias.zero_()
        layers.append(linear)
        if layer < case["depth"]:
            layers.append(nn.SELU())
            if case["dropout"]:
                layers.append(nn.AlphaDropout(case["dropout"]))
    return nn.Sequential(*layers)


def optimizer_of(case, network, graph):
    rate = LEARNING_RATES[case["optimizer"]]
    if case["optimizer"] == "sgd":
        return torch.optim.SGD(network.parameters(), lr=rate)
    return torch.optim.Adam(network.parameters(), lr=rate, betas=BETAS, eps=EPSILON, capturable=graph)


# Agreement and timing.


def agree(case, losses, expected):
    if not case["dropout"]:
        pairs = zip(losses, expected)
        return all(abs(loss - wanted) <= TOLERANCE * max(1, abs(wanted)) for loss, wanted in pairs)
    error = math.sqrt(statistics.variance(losses) / len(losses) + statistics.variance(expected) / len(expected))
    return abs(statistics.mean(losses) - statistics.mean(expected)) <= SAMPLING_TOLERANCE * error + TOLERANCE


def warm_up(contestant, settings):
    """Returns the number of steps that make a measurement of the intended duration."""
    taken, spent, steps, step = 0, 0.0, 1, math.inf
    while taken < settings["warmUpSteps"] or steps * step < settings["milliseconds"] / 2:
        elapsed = contestant.timed_run(steps)
        step = elapsed / steps
        taken += steps
        spent += elapsed
        if spent > settings["warmUpMilliseconds"]:
            break
        steps = max(1, min(steps * 2, MOST_STEPS, math.ceil(settings["milliseconds"] / step)))
    return max(1, min(MOST_STEPS, round(settings["milliseconds"] / step)))


def measure(case, device, machine, settings, expected):
    modes = [("PyTorch eager", False)] + ([("PyTorch CUDA graph", True)] if device.type == "cuda" else [])
    count = DROPOUT_STEPS if case["dropout"] else PLAIN_STEPS
    entries = []
    for engine, graph in modes:
        print(f"{case_name(case)}: {engine}", file=sys.stderr)
        entry = dict(
            engine=engine, version=torch.__version__, computesOn="gpu" if device.type == "cuda" else "cpu",
            firstLosses=[], timing=None, refused=None,
        )
        entries.append((entry, None, 0, []))
        try:
            torch.manual_seed(TRAINING_SEED)
            contestant = Contestant(case, device, graph)
            entry["firstLosses"] = [contestant.run(1) for _ in range(count)]
            wanted = expected.get(case_name(case))
            if wanted is not None and not agree(case, entry["firstLosses"], wanted):
                entry["refused"] = f"its first losses are {entry['firstLosses']} where {wanted} are expected"
                continue
            entries[-1] = (entry, contestant, warm_up(contestant, settings), [])
        except RuntimeError as error:
            entry["refused"] = str(error)
    ready = [each for each in entries if each[1] is not None]
    for number in range(settings["rounds"]):
        for turn in range(len(ready)):
            entry, contestant, steps, times = ready[(number + turn) % len(ready)]
            if entry["refused"]:
                continue
            try:
                times.append(contestant.timed_run(steps) / steps)
            except RuntimeError as error:
                entry["refused"] = str(error)
    for entry, _, steps, times in ready:
        if not entry["refused"]:
            entry["timing"] = timing_of(case, machine, steps, times)
    return dict(
        name=case_name(case), case=case, flops=flops_of(case), bytes=bytes_of(case),
        leastMilliseconds=least_seconds(case, machine) * 1000,
        expectedLosses=expected.get(case_name(case)),
        contestants=[entry for entry, *_ in entries],
    )


def timing_of(case, machine, steps, times):
    median = statistics.median(times)
    return dict(
        steps=steps,
        milliseconds=dict(median=median, minimum=min(times), maximum=max(times), all=times),
        dispatches=None, submissions=None, javascriptMilliseconds=None,
        samplesPerSecond=case["batch"] / median * 1000,
        gigaflopsPerSecond=flops_of(case) / median / 1e6,
        shareOfLimit=least_seconds(case, machine) * 1000 / median,
    )


# The machine.


def time_of(work, device):
    """Returns the seconds, the shortest of three measurements."""
    best = math.inf
    for _ in range(4):
        if device.type == "cuda":
            torch.cuda.synchronize()
        start = time.perf_counter()
        work()
        if device.type == "cuda":
            torch.cuda.synchronize()
        best = min(best, time.perf_counter() - start)
    return best


def multiplication_rate(size, device):
    a = torch.ones(size, size, device=device)
    b = torch.ones(size, size, device=device)
    out = torch.empty(size, size, device=device)
    rounds = 10

    def products():
        for _ in range(rounds):
            torch.mm(a, b, out=out)

    return 2 * size**3 * rounds / time_of(products, device)


def triad_rate(device):
    floats = 2**26 if device.type == "cuda" else 2**22
    b = torch.ones(floats, device=device)
    c = torch.ones(floats, device=device)
    out = torch.empty(floats, device=device)
    rounds = 20

    def triads():
        for _ in range(rounds):
            torch.add(b, c, alpha=0.5, out=out)

    return 3 * 4 * floats * rounds / time_of(triads, device)


def dispatch_latency(device):
    """Returns the time per kernel, from the difference of 1000 and 100 queued kernels on one number."""
    x = torch.zeros(1, device=device)

    def increments(count):
        for _ in range(count):
            x.add_(1)

    return (time_of(lambda: increments(1000), device) - time_of(lambda: increments(100), device)) / 900


def expected_losses(path):
    """Returns the expected losses of each case: float64's if the result has them, else those of its first timed contestant."""
    if path is None:
        return {}
    with open(path, encoding="utf-8") as file:
        result = json.load(file)
    expected = {}
    for case in result["cases"]:
        agreed = [each["firstLosses"] for each in case["contestants"] if each["timing"]]
        losses = case["expectedLosses"] or (agreed[0] if agreed else None)
        if losses:
            expected[case["name"]] = losses
    return expected


def main():
    parser = argparse.ArgumentParser(description="Times training steps in PyTorch.")
    parser.add_argument("--reference", action="store_true", help="the three small networks only")
    parser.add_argument("--grid", action="store_true", help="the grid only")
    parser.add_argument("--quick", action="store_true", help="fewer and shorter measurements")
    parser.add_argument("--only", default="", help="only the cases whose name contains this text")
    parser.add_argument("--against", help="a result with which the first losses must agree")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    options = parser.parse_args()

    device = torch.device(options.device)
    on_gpu = device.type == "cuda"
    torch.backends.cuda.matmul.allow_tf32 = False
    torch.backends.cudnn.allow_tf32 = False
    settings = QUICK_SETTINGS if options.quick else SETTINGS
    expected = expected_losses(options.against)

    multiplications = [
        dict(engine="PyTorch", size=size, flopsPerSecond=multiplication_rate(size, device)) for size in SIZES[device.type]
    ]
    adapter = dict(
        name=torch.cuda.get_device_name(device) if on_gpu else platform.processor() or platform.machine(),
        software=not on_gpu,
        bytesPerSecond=triad_rate(device),
        secondsPerDispatch=dispatch_latency(device),
    )
    machine = {**adapter, "flopsPerSecond": max(each["flopsPerSecond"] for each in multiplications)}
    result = dict(
        made=datetime.datetime.now(datetime.timezone.utc).isoformat(),
        host=f"Python {platform.python_version()}, PyTorch {torch.__version__}, CUDA {torch.version.cuda}",
        crossOriginIsolated=None,
        settings=settings, adapter=adapter, multiplications=multiplications,
        cases=[measure(case, device, machine, settings, expected) for case in choose_cases(options, on_gpu)],
    )
    json.dump(result, sys.stdout, indent=2, ensure_ascii=False)
    print()
    if any(each["refused"] for case in result["cases"] for each in case["contestants"]):
        sys.exit(1)


if __name__ == "__main__":
    main()
