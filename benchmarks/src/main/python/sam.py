"""The image encoder of Segment Anything in plain PyTorch."""
import os

import torch
import torch.nn.functional as F
from torch import nn

from networks import inputs
import tensors

MEAN = torch.tensor([123.675, 116.28, 103.53]).view(3, 1, 1)
DEVIATION = torch.tensor([58.395, 57.12, 57.375]).view(3, 1, 1)
PREFIX = "image_encoder."


class Attention(nn.Module):
    def __init__(self, width, heads, side):
        super().__init__()
        self.heads, self.scale, self.side = heads, (width // heads) ** -0.5, side
        self.qkv, self.proj = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.rel_pos_h = nn.Parameter(torch.zeros(2 * side - 1, width // heads))
        self.rel_pos_w = nn.Parameter(torch.zeros(2 * side - 1, width // heads))

    def forward(self, x):
        b, s, _, c = x.shape
        qkv = self.qkv(x).reshape(b, s * s, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        q, k, v = qkv.reshape(3, b * self.heads, s * s, -1)
        scores = (q * self.scale) @ k.transpose(-2, -1)
        offsets = torch.arange(s)[:, None] - torch.arange(s)[None, :] + s - 1
        grid = q.reshape(b * self.heads, s, s, -1)
        rows = torch.einsum("bhwc,hkc->bhwk", grid, self.rel_pos_h[offsets])
        columns = torch.einsum("bhwc,wkc->bhwk", grid, self.rel_pos_w[offsets])
        scores = scores.view(-1, s, s, s, s) + rows[..., :, None] + columns[..., None, :]
        mixed = scores.view(b * self.heads, s * s, s * s).softmax(dim=-1) @ v
        mixed = mixed.view(b, self.heads, s, s, -1).permute(0, 2, 3, 1, 4).reshape(b, s, s, c)
        return self.proj(mixed)


class Mlp(nn.Module):
    def __init__(self, width, hidden):
        super().__init__()
        self.lin1, self.lin2 = nn.Linear(width, hidden), nn.Linear(hidden, width)

    def forward(self, x):
        return self.lin2(F.gelu(self.lin1(x)))


class Block(nn.Module):
    def __init__(self, encoder, grid, index):
        super().__init__()
        width, epsilon = encoder["width"], encoder["epsilon"]
        self.window = 0 if index in encoder["globalBlocks"] else encoder["window"]
        self.norm1, self.norm2 = nn.LayerNorm(width, epsilon), nn.LayerNorm(width, epsilon)
        self.attn = Attention(width, encoder["heads"], self.window or grid)
        self.mlp = Mlp(width, encoder["mlpRatio"] * width)

    def forward(self, x):
        y = self.norm1(x)
        x = x + (self.windowed(y) if self.window else self.attn(y))
        return x + self.mlp(self.norm2(x))

    def windowed(self, x):
        b, side, _, c = x.shape
        w = self.window
        padding = -side % w
        n = (side + padding) // w
        x = F.pad(x, (0, 0, 0, padding, 0, padding)).view(b, n, w, n, w, c).transpose(2, 3)
        x = self.attn(x.reshape(-1, w, w, c)).view(b, n, n, w, w, c).transpose(2, 3)
        return x.reshape(b, n * w, n * w, c)[:, :side, :side]


class PixelNorm(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.weight, self.bias = nn.Parameter(torch.ones(width)), nn.Parameter(torch.zeros(width))

    def forward(self, x):
        centred = x - x.mean(1, keepdim=True)
        x = centred / torch.sqrt(centred.pow(2).mean(1, keepdim=True) + 1e-6)
        return self.weight[:, None, None] * x + self.bias[:, None, None]


class ImageEncoder(nn.Module):
    def __init__(self, config):
        super().__init__()
        encoder, out, grid = config["encoder"], config["width"], config["imageSize"] // config["patch"]
        width = encoder["width"]
        self.patch_embed = nn.Module()
        self.patch_embed.proj = nn.Conv2d(3, width, config["patch"], config["patch"])
        self.pos_embed = nn.Parameter(torch.zeros(1, grid, grid, width))
        self.blocks = nn.ModuleList(Block(encoder, grid, i) for i in range(encoder["depth"]))
        self.neck = nn.Sequential(
            nn.Conv2d(width, out, 1, bias=False), PixelNorm(out),
            nn.Conv2d(out, out, 3, padding=1, bias=False), PixelNorm(out))

    def forward(self, images):
        x = self.patch_embed.proj(images).permute(0, 2, 3, 1) + self.pos_embed
        for block in self.blocks:
            x = block(x)
        return self.neck(x.permute(0, 3, 1, 2))


class SamStage:
    def __init__(self, workspace, settings):
        self.encoder = ImageEncoder(settings["sam"])
        weights = tensors.read(os.path.join(workspace, "sam.safetensors"))
        self.encoder.load_state_dict({
            name[len(PREFIX):]: torch.from_numpy(array) for name, array in weights.items() if name.startswith(PREFIX)})
        self.image = inputs(workspace, "sam_image")

    def run(self):
        self.embedding = self.encoder(((self.image - MEAN) / DEVIATION).unsqueeze(0))

    def outputs(self):
        return {"embedding": self.embedding[0].numpy()}


def open_stage(stage, workspace, settings):
    return SamStage(workspace, settings)
