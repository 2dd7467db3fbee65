"""AU-PRO as the reference's compute_pro: 200 steps, at each of which regions are labelled and measured anew."""
import os

import numpy as np
from skimage import measure

import tensors

STEPS, LIMIT = 200, 0.3


def au_pro(maps, truths):
    points = []
    low, high = maps.min(), maps.max()
    normal = 1 - truths
    for threshold in np.arange(low, high, (high - low) / STEPS):
        marked = maps > threshold
        coverages = []
        for binary, truth in zip(marked, truths):
            for region in measure.regionprops(measure.label(truth)):
                coverages.append(binary[region.coords[:, 0], region.coords[:, 1]].sum() / region.area)
        points.append((np.logical_and(normal, marked).sum() / normal.sum(), np.mean(coverages)))
    rates, coverages = np.array([point for point in points if point[0] < LIMIT]).T[:, ::-1]
    return np.trapz(coverages, rates / rates.max())


class AuPro:
    def __init__(self, workspace, settings):
        inputs = tensors.read(os.path.join(workspace, "inputs.safetensors"))
        self.maps, self.truths = inputs["split_maps"], inputs["split_truths"].astype(np.uint8)

    def run(self):
        self.value = au_pro(self.maps, self.truths)

    def outputs(self):
        return {"aupro": [self.value]}


def open_stage(stage, workspace, settings):
    return AuPro(workspace, settings)
