package dev.robis.nn.inp;

import dev.robis.nn.graph.Scope;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Soft-mining reconstruction loss (INP-Former, section 3.4): one minus the cosine of the flattened features of an
 * image, averaged over batch and groups. The gradient arriving at a reconstructed feature is multiplied by
 * (its distance / mean distance)<sup>y</sup>; the value of the loss is not, and the factor carries no gradient.
 *
 * @param mining the exponent y; 3 in the reference, 0 for the plain gradient
 */
record AdaptiveCosineLoss(double mining) {

    private static final double FLOOR = 1e-8;

    /**
     * @param encoded per group, {@code [batch * tokens, width]}
     * @param reconstructed likewise
     */
    SDVariable build(
            Scope at, InpFormerGraph model, int batch, List<SDVariable> encoded, List<SDVariable> reconstructed) {
        SDVariable sum = null;
        for (int group = 0; group < encoded.size(); group++) {
            SDVariable mined = mine(at, model, encoded.get(group), reconstructed.get(group));
            int length = model.featuresPerImage();
            SDVariable cosine = at.layers()
                    .l2Normalize(encoded.get(group).reshape(batch, length), length, FLOOR)
                    .mul(at.layers().l2Normalize(mined.reshape(batch, length), length, FLOOR))
                    .sum(false, 1);
            SDVariable loss = cosine.rsub(1.0).mean(false, 0);
            sum = sum == null ? loss : sum.add(loss);
        }
        return at.named("recon_loss", sum.mul(1.0 / encoded.size()));
    }

    /** The same value, whose gradient is scaled: still + factor * (x - still). */
    private SDVariable mine(Scope at, InpFormerGraph model, SDVariable encoded, SDVariable reconstructed) {
        SDVariable still = at.stopGradient(reconstructed);
        SDVariable distance = model.distance(at, encoded, still);
        SDVariable factor = at.stopGradient(at.graph()
                .math()
                .pow(distance.div(distance.mean(true, 0, 1)), mining)
                .reshape(-1, 1));
        return still.add(at.layers().scaleRows(reconstructed.sub(still), factor, model.width()));
    }
}
