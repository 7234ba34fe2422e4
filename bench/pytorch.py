"""The reference network in PyTorch, its images in memory: prints what bare-loop.ts prints."""

import json
import sys
import time

import torch

folder, epochs, threads, kind = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
torch.set_num_threads(threads)
torch.manual_seed(1)


def read(name, header):
    with open(f"{folder}/{name}", "rb") as file:
        return torch.frombuffer(bytearray(file.read()[header:]), dtype=torch.uint8)


def read_set(part):
    images = read(f"{part}-images-idx3-ubyte", 16).view(-1, 784).float() / 255
    return images, read(f"{part}-labels-idx1-ubyte", 8).long()


train, test = read_set("train"), read_set("t10k")
network = torch.nn.Sequential(torch.nn.Linear(784, 500), torch.nn.ReLU(), torch.nn.Linear(500, 10))
loss_of = torch.nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(network.parameters(), lr=0.001, fused=True if kind == "fused" else None)


def error_of(images, labels):
    wrong = 0
    with torch.no_grad():
        for start in range(0, len(labels), 1000):
            logits = network(images[start : start + 1000])
            loss_of(logits, labels[start : start + 1000]).item()
            wrong += (logits.argmax(1) != labels[start : start + 1000]).sum().item()
    return wrong / len(labels)


steps, whole, test_error = [], [], float("nan")
for epoch in range(epochs):
    began = time.perf_counter()
    order = torch.randperm(len(train[1]))
    for start in range(0, len(order), 100):
        rows = order[start : start + 100]
        images, labels = train[0][rows], train[1][rows]
        logits = network(images)
        loss = loss_of(logits, labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        loss.item()
        (logits.argmax(1) != labels).sum().item()
    steps.append(time.perf_counter() - began)
    error_of(*train)
    test_error = error_of(*test)
    whole.append(time.perf_counter() - began)
print(json.dumps({"steps": steps[1:], "whole": whole[1:], "testError": test_error}))
