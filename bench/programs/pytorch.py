"""The reference network in PyTorch, its images in memory as floats."""

import json
import sys
import time

import torch

from reference_torch import error_of, make_network, read_set

folder, epochs, threads, kind = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
torch.set_num_threads(threads)
torch.manual_seed(1)

(train_bytes, train_labels), (test_bytes, test_labels) = (
    read_set(folder, part) for part in ("train", "t10k")
)
train_images, test_images = train_bytes.float() / 255, test_bytes.float() / 255
network = make_network()
loss_of = torch.nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(network.parameters(), lr=0.001, fused=True if kind == "fused" else None)

steps, whole, test_error = [], [], float("nan")
for epoch in range(epochs):
    began = time.perf_counter()
    order = torch.randperm(len(train_labels))
    for start in range(0, len(order), 100):
        rows = order[start : start + 100]
        images, labels = train_images[rows], train_labels[rows]
        logits = network(images)
        loss = loss_of(logits, labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        loss.item()
        (logits.argmax(1) != labels).sum().item()
    steps.append(time.perf_counter() - began)
    error_of(network, loss_of, train_images, train_labels)
    test_error = error_of(network, loss_of, test_images, test_labels)
    whole.append(time.perf_counter() - began)
print(json.dumps({"steps": steps, "whole": whole, "testError": test_error}))
