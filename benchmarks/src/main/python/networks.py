"""DINOv2 and INP-Former in plain PyTorch, as the reference runs them without xFormers."""
import math
import os

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

import tensors


class Mlp(nn.Module):
    def __init__(self, width, hidden):
        super().__init__()
        self.fc1, self.fc2 = nn.Linear(width, hidden), nn.Linear(hidden, width)

    def forward(self, x):
        return self.fc2(F.gelu(self.fc1(x)))


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads, self.scale = heads, (width // heads) ** -0.5
        self.qkv, self.proj = nn.Linear(width, 3 * width), nn.Linear(width, width)

    def forward(self, x):
        b, n, c = x.shape
        q, k, v = self.qkv(x).reshape(b, n, 3, self.heads, c // self.heads).permute(2, 0, 3, 1, 4)
        shares = ((q * self.scale) @ k.transpose(-2, -1)).softmax(dim=-1)
        return self.proj((shares @ v).transpose(1, 2).reshape(b, n, c))


class LayerScale(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(width))

    def forward(self, x):
        return x * self.gamma


class EncoderBlock(nn.Module):
    def __init__(self, width, heads, ratio, epsilon):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(width, epsilon), nn.LayerNorm(width, epsilon)
        self.attn, self.mlp = Attention(width, heads), Mlp(width, ratio * width)
        self.ls1, self.ls2 = LayerScale(width), LayerScale(width)

    def forward(self, x):
        x = x + self.ls1(self.attn(self.norm1(x)))
        return x + self.ls2(self.mlp(self.norm2(x)))


class Encoder(nn.Module):
    """The tokens of chosen blocks; blocks after the last of them do not run."""

    def __init__(self, config, layers):
        super().__init__()
        width = config["width"]
        self.layers, self.grid, self.patch = layers, config["grid"], config["patch"]
        self.cls_token = nn.Parameter(torch.zeros(1, 1, width))
        self.pos_embed = nn.Parameter(torch.zeros(1, 1 + self.grid**2, width))
        self.register_tokens = nn.Parameter(torch.zeros(1, config["registers"], width))
        self.mask_token = nn.Parameter(torch.zeros(1, width))
        self.patch_embed = nn.Module()
        self.patch_embed.proj = nn.Conv2d(3, width, self.patch, self.patch)
        epsilon = config["layerNormEpsilon"]
        self.blocks = nn.ModuleList(
            EncoderBlock(width, config["heads"], config["mlpRatio"], epsilon) for _ in range(config["depth"]))
        self.norm = nn.LayerNorm(width, epsilon)

    def positions(self, rows):
        if rows == self.grid:
            return self.pos_embed
        learned = self.pos_embed[:, 1:].reshape(1, self.grid, self.grid, -1).permute(0, 3, 1, 2)
        factor = (rows + 0.1) / self.grid
        resized = F.interpolate(learned, scale_factor=(factor, factor), mode="bicubic")
        return torch.cat([self.pos_embed[:, :1], resized.permute(0, 2, 3, 1).flatten(1, 2)], 1)

    def forward(self, images):
        b = images.shape[0]
        x = self.patch_embed.proj(images).flatten(2).transpose(1, 2)
        x = torch.cat([self.cls_token.expand(b, -1, -1), x], 1) + self.positions(images.shape[-1] // self.patch)
        x = torch.cat([x[:, :1], self.register_tokens.expand(b, -1, -1), x[:, 1:]], 1)
        outputs = []
        for i in range(self.layers[-1] + 1):
            x = self.blocks[i](x)
            if i in self.layers:
                outputs.append(x)
        return outputs


class PrototypeBlock(nn.Module):
    """INP extractor: prototypes attend to patch tokens."""

    def __init__(self, width, heads):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(width, 1e-8), nn.LayerNorm(width, 1e-8)
        self.attn = nn.Module()
        self.attn.q, self.attn.kv = nn.Linear(width, width), nn.Linear(width, 2 * width)
        self.attn.proj = nn.Linear(width, width)
        self.mlp, self.heads = Mlp(width, 4 * width), heads

    def forward(self, x, tokens):
        b, p, c = x.shape
        d = c // self.heads
        q = self.attn.q(self.norm1(x)).reshape(b, p, self.heads, d).transpose(1, 2)
        k, v = self.attn.kv(self.norm1(tokens)).reshape(b, -1, 2, self.heads, d).permute(2, 0, 3, 1, 4)
        shares = (q @ k.transpose(-2, -1) * d**-0.5).softmax(dim=-1)
        x = x + self.attn.proj((shares @ v).transpose(1, 2).reshape(b, p, c))
        return x + self.mlp(self.norm2(x))


class DecoderBlock(nn.Module):
    """INP-guided decoder: no residual around attention, ReLU of cosines instead of softmax."""

    def __init__(self, width, heads):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(width, 1e-8), nn.LayerNorm(width, 1e-8)
        self.attn = nn.Module()
        self.attn.learn_scale = nn.Parameter(torch.ones(heads, 1, 1))
        self.attn.q, self.attn.kv = nn.Linear(width, width), nn.Linear(width, 2 * width)
        self.attn.proj = nn.Linear(width, width)
        self.mlp, self.heads = Mlp(width, 4 * width), heads

    def forward(self, x, prototypes):
        b, n, c = x.shape
        d = c // self.heads
        q = self.attn.q(self.norm1(x)).reshape(b, n, self.heads, d).transpose(1, 2)
        k, v = self.attn.kv(self.norm1(prototypes)).reshape(b, -1, 2, self.heads, d).permute(2, 0, 3, 1, 4)
        cosines = F.normalize(q, dim=-1) @ F.normalize(k, dim=-1).transpose(-2, -1)
        x = self.attn.proj((F.relu(cosines * self.attn.learn_scale) @ v).transpose(1, 2).reshape(b, n, c))
        return x + self.mlp(self.norm2(x))


class TrainedPart(nn.Module):
    def __init__(self, model):
        super().__init__()
        width, heads = model["encoder"]["width"], model["encoder"]["heads"]
        self.groups = model["groups"]
        self.bottleneck = nn.ModuleList([Mlp(width, 4 * width)])
        self.decoder = nn.ModuleList(DecoderBlock(width, heads) for _ in range(model["decoders"]))
        self.aggregation = nn.ModuleList([PrototypeBlock(width, heads)])
        self.prototype_token = nn.Parameter(torch.zeros(model["prototypes"], width))

    def forward(self, fused):
        """Rebuilt features per group, and the coherence loss."""
        prototypes = self.aggregation[0](self.prototype_token.expand(fused.shape[0], -1, -1), fused)
        distances = 1 - F.cosine_similarity(fused.unsqueeze(2), prototypes.unsqueeze(1), dim=-1)
        coherence = distances.min(dim=2).values.mean()
        x, decoded = self.bottleneck[0](fused), []
        for block in self.decoder:
            x = block(x, prototypes)
            decoded.append(x)
        decoded.reverse()
        return [sum(decoded[i] for i in group) / len(group) for group in self.groups], coherence


class AnomalyModel:
    """Encoder and trained part of a network of settings.json."""

    def __init__(self, network, encoder, trained):
        model = network["model"]
        self.skip, self.groups = 1 + model["encoder"]["registers"], model["groups"]
        self.encoder = loaded(Encoder(model["encoder"], model["targetLayers"]), encoder)
        self.trained = loaded(TrainedPart(model), trained)

    def features(self, images):
        """Mean of all target layers, and of each group of them."""
        targets = [tokens[:, self.skip:] for tokens in self.encoder(images)]
        mean = lambda layers: sum(layers) / len(layers)
        return mean(targets), [mean([targets[i] for i in group]) for group in self.groups]

    def distances(self, images):
        """Per group, [batch, rows, columns]: 1 - cosine."""
        fused, encoded = self.features(images)
        rebuilt, _ = self.trained(fused)
        side = math.isqrt(fused.shape[1])
        return [(1 - F.cosine_similarity(e, r, dim=-1)).unflatten(1, (side, side)) for e, r in zip(encoded, rebuilt)]


def loaded(module, path):
    module.load_state_dict({name: torch.from_numpy(array) for name, array in tensors.read(path).items()})
    return module.eval()


def anomaly_model(workspace, settings, name):
    path = lambda part: os.path.join(workspace, f"{name}-{part}.safetensors")
    return AnomalyModel(settings[name], path("encoder"), path("trained"))


def inputs(workspace, name):
    return torch.from_numpy(tensors.read(os.path.join(workspace, "inputs.safetensors"))[name])


class EncoderStage:
    def __init__(self, workspace, settings):
        model = settings["inference"]["model"]
        path = os.path.join(workspace, "inference-encoder.safetensors")
        self.encoder = loaded(Encoder(model["encoder"], model["targetLayers"][-1:]), path)
        self.images = inputs(workspace, "images")

    def run(self):
        (self.tokens,) = self.encoder(self.images)

    def outputs(self):
        return {"tokens": self.tokens.numpy()}


class ModelStage:
    def __init__(self, workspace, settings):
        self.model = anomaly_model(workspace, settings, "inference")
        self.images = inputs(workspace, "images")

    def run(self):
        self.maps = self.model.distances(self.images)

    def outputs(self):
        return {f"distance{i}": distance.numpy() for i, distance in enumerate(self.maps)}


def open_stage(stage, workspace, settings):
    return {"vit": EncoderStage, "inp": ModelStage}[stage](workspace, settings)
