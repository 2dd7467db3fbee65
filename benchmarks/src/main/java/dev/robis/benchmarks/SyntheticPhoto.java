package dev.robis.benchmarks;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.seg.synthetic.Product;
import dev.robis.seg.synthetic.SyntheticConfig;
import dev.robis.seg.synthetic.SyntheticGenerator;

/** A photograph with texture and sensor noise, so that compression and decoding cost what they cost in reality. */
public final class SyntheticPhoto {

    private SyntheticPhoto() {}

    /** @return bands red, green, blue; the same for equal sizes */
    public static Planar<GrayU8> of(int width, int height) {
        SyntheticConfig config = SyntheticConfig.defaults().withSize(width, height);
        return new SyntheticGenerator(config).bad(Product.BRUSHED_METAL, 0).image();
    }
}
