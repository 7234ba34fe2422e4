"""The reference network in JAX: each epoch is one compiled program over images that stay on the device."""

import json
import os
import sys
import time

folder, epochs, threads = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
# JAX has no option for its number of threads: it starts one for each processor that it may use.
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:threads])

import jax  # noqa: E402
import jax.numpy as jnp  # noqa: E402
import numpy as np  # noqa: E402

BATCH = 100


def read(name, header):
    return np.fromfile(f"{folder}/{name}", dtype=np.uint8)[header:]


def read_set(part):
    images = read(f"{part}-images-idx3-ubyte", 16).reshape(-1, 784)
    return jnp.asarray(images), jnp.asarray(read(f"{part}-labels-idx1-ubyte", 8).astype(np.int32))


def first_weights(key):
    def uniform(key, shape, fan_in):
        return jax.random.uniform(key, shape, minval=-(fan_in**-0.5), maxval=fan_in**-0.5)

    a, b, c, d = jax.random.split(key, 4)
    return (
        uniform(a, (784, 500), 784),
        uniform(b, (500,), 784),
        uniform(c, (500, 10), 500),
        uniform(d, (10,), 500),
    )


def loss_and_wrong(weights, images, labels):
    w1, b1, w2, b2 = weights
    logits = jax.nn.relu(images.astype(jnp.float32) / 255 @ w1 + b1) @ w2 + b2
    chosen = jnp.take_along_axis(jax.nn.log_softmax(logits), labels[:, None], 1)
    return -chosen.mean(), (logits.argmax(1) != labels).sum()


def adam(weights, means, squares, count, gradients):
    means = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, means, gradients)
    squares = jax.tree.map(lambda s, g: 0.999 * s + 0.001 * g * g, squares, gradients)
    rate = 0.001 * jnp.sqrt(1 - 0.999**count) / (1 - 0.9**count)
    weights = jax.tree.map(
        lambda w, m, s: w - rate * m / (jnp.sqrt(s) + 1e-8), weights, means, squares
    )
    return weights, means, squares


def epoch_of(state, images, labels, order):
    def step(state, rows):
        weights, means, squares, count = state
        (loss, wrong), gradients = jax.value_and_grad(loss_and_wrong, has_aux=True)(
            weights, images[rows], labels[rows]
        )
        count = count + 1
        return (*adam(weights, means, squares, count, gradients), count), (loss, wrong)

    return jax.lax.scan(step, state, order.reshape(-1, BATCH))


def error_of(weights, images, labels):
    def part(_, both):
        return None, loss_and_wrong(weights, *both)

    parts = (images.reshape(-1, 1000, 784), labels.reshape(-1, 1000))
    _, (losses, wrong) = jax.lax.scan(part, None, parts)
    return losses.mean(), wrong.sum() / len(labels)


run_epoch = jax.jit(epoch_of, donate_argnums=0)
run_scoring = jax.jit(error_of)
train, test = read_set("train"), read_set("t10k")
weights = first_weights(jax.random.key(1))
zeros = [jax.tree.map(jnp.zeros_like, weights) for _ in range(2)]
state = (weights, *zeros, jnp.float32(0))
random = np.random.default_rng(1)

steps, whole, test_error = [], [], float("nan")
for epoch in range(epochs):
    began = time.perf_counter()
    order = random.permutation(len(train[1])).astype(np.int32)
    state, (losses, wrong) = run_epoch(state, *train, order)
    losses.mean().item(), wrong.sum().item()
    steps.append(time.perf_counter() - began)
    run_scoring(state[0], *train)[1].item()
    test_error = run_scoring(state[0], *test)[1].item()
    whole.append(time.perf_counter() - began)
print(json.dumps({"steps": steps, "whole": whole, "testError": test_error}))
