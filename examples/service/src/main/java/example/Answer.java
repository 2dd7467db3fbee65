package example;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.robis.seg.result.Segmentation;
import dev.robis.seg.image.ImageFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * An answer in JSON: score, threshold, defective and regions, and the mask.
 *
 * @param mask a PNG of 0 and 255; Base64 in JSON
 */
record Answer(@JsonUnwrapped Segmentation found, byte[] mask) {

    static Answer of(Segmentation found) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageFiles.writeMask(png, found.mask());
        return new Answer(found, png.toByteArray());
    }
}
