"""The reference network in PyTorch as its tutorials have it: a data set that transforms one image at a time, and a DataLoader.

Data set and transform take the steps of torchvision's MNIST and ToTensor, so that torchvision itself need not be there:
it exists for few pairs of versions.
"""

import json
import sys
import time

import numpy as np
import torch
from PIL import Image
from torch.utils.data import DataLoader, Dataset

from reference_torch import error_of, make_network, read_set

folder, epochs, threads = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
torch.set_num_threads(threads)
torch.manual_seed(1)


def to_tensor(picture):
    pixels = torch.from_numpy(np.array(picture, np.uint8, copy=True))
    rows = pixels.view(picture.size[1], picture.size[0], len(picture.getbands()))
    return rows.permute((2, 0, 1)).contiguous().to(torch.get_default_dtype()).div(255)


class Digits(Dataset):
    def __init__(self, images, labels, transform):
        self.images = images.view(-1, 28, 28)
        self.labels = labels
        self.transform = transform

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, index):
        image, label = self.images[index], int(self.labels[index])
        return self.transform(Image.fromarray(image.numpy(), mode="L")), label


(train_bytes, train_labels), (test_bytes, test_labels) = (
    read_set(folder, part) for part in ("train", "t10k")
)
loader = DataLoader(Digits(train_bytes, train_labels, to_tensor), batch_size=100, shuffle=True)
network = make_network()
loss_of = torch.nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(network.parameters(), lr=0.001)

steps, whole, test_error = [], [], float("nan")
for epoch in range(epochs):
    began = time.perf_counter()
    correct, total = 0, 0
    for step, (images, labels) in enumerate(loader, 1):
        images = images.reshape(-1, 28 * 28)
        logits = network(images)
        loss = loss_of(logits, labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        _, predicted = torch.max(logits, 1)
        total += labels.size(0)
        correct += (predicted == labels).sum().item()
        if step % 200 == 0:
            accuracy = 100 * correct / total
            print(f"Step [{step}/{len(loader)}], Loss: {loss.item():.4f}, Accuracy: {accuracy:.2f}")
    steps.append(time.perf_counter() - began)
    test_error = error_of(network, loss_of, test_bytes.float() / 255, test_labels)
    whole.append(time.perf_counter() - began)
print(json.dumps({"steps": steps, "whole": whole, "testError": test_error}))
