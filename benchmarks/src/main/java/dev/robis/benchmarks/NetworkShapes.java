package dev.robis.benchmarks;

import dev.robis.nn.inp.InpFormerConfig;
import dev.robis.nn.vit.Backbone;

/** The anomaly models that are measured: DINOv2 with registers, in two sizes. */
public final class NetworkShapes {

    private static final int PROTOTYPES = 6;

    private NetworkShapes() {}

    /** @param size {@code small} or {@code base} */
    public static InpFormerConfig anomalyModel(String size) {
        return InpFormerConfig.of(Backbone.named(encoder(size)), PROTOTYPES);
    }

    /** Name of the encoder. */
    public static String encoder(String size) {
        return "dinov2reg_vit_" + size + "_14";
    }
}
