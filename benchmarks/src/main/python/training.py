"""One training step of INP-Former as the reference takes it."""
import torch
import torch.nn.functional as F

from networks import anomaly_model, inputs

LEARNING_RATE, WEIGHT_DECAY, MAX_NORM = 1e-3, 1e-4, 0.1
MINING, COHERENCE = 3, 0.2


class StableAdamW(torch.optim.Optimizer):
    """AdamW with AMSGrad whose step is divided by the root mean square of gradient over denominator, if above 1."""

    def __init__(self, parameters, rate, decay, betas=(0.9, 0.999), epsilon=1e-10):
        super().__init__(parameters, dict(rate=rate, decay=decay, betas=betas, epsilon=epsilon))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            beta1, beta2 = group["betas"]
            for p in group["params"]:
                if p.grad is None:
                    continue
                p.mul_(1 - group["rate"] * group["decay"])
                state = self.state[p]
                if not state:
                    state.update(step=0, first=torch.zeros_like(p), second=torch.zeros_like(p), most=torch.zeros_like(p))
                state["step"] += 1
                state["first"].mul_(beta1).add_(p.grad, alpha=1 - beta1)
                state["second"].mul_(beta2).addcmul_(p.grad, p.grad, value=1 - beta2)
                torch.maximum(state["most"], state["second"], out=state["most"])
                correction = (1 - beta2 ** state["step"]) ** 0.5
                denominator = (state["most"].sqrt() / correction).add_(group["epsilon"])
                rms = (p.grad / denominator).pow(2).mean().sqrt().item()
                length = group["rate"] / (1 - beta1 ** state["step"]) / max(1.0, rms)
                p.addcdiv_(state["first"], denominator, value=-length)


def reconstruction(encoded, rebuilt):
    """One minus the cosine of whole feature maps; gradients grow where a patch is rebuilt badly."""
    loss = 0
    for e, r in zip(encoded, rebuilt):
        with torch.no_grad():
            distance = 1 - F.cosine_similarity(e, r, dim=-1)
            factor = (distance / distance.mean()).pow(MINING).unsqueeze(-1)
        r.register_hook(lambda gradient, factor=factor: gradient * factor)
        loss = loss + (1 - F.cosine_similarity(e.flatten(1), r.flatten(1))).mean()
    return loss / len(encoded)


class Training:
    def __init__(self, workspace, settings):
        self.model = anomaly_model(workspace, settings, "training")
        self.images = inputs(workspace, "training_images")
        self.optimizer = StableAdamW(self.model.trained.parameters(), LEARNING_RATE, WEIGHT_DECAY)
        self.losses = []

    def run(self):
        fused, encoded = self.model.features(self.images)
        with torch.enable_grad():
            rebuilt, coherence = self.model.trained(fused)
            loss = reconstruction(encoded, rebuilt) + COHERENCE * coherence
            self.optimizer.zero_grad(set_to_none=True)
            loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.trained.parameters(), MAX_NORM)
        self.optimizer.step()
        self.losses.append(loss.item())

    def outputs(self):
        return {"losses": self.losses}


def open_stage(stage, workspace, settings):
    return Training(workspace, settings)
