package dev.robis.eval.html;

import boofcv.alg.filter.misc.AverageDownSampleOps;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A photograph for the page, reduced by averaging and compressed.
 *
 * @param width in pixels
 * @param height in pixels
 * @param jpeg the file
 */
record Photo(int width, int height, byte[] jpeg) {

    static Photo of(Planar<GrayU8> image, ReportConfig config) {
        Reduction to = Reduction.within(image.width, image.height, config.maxSide());
        BufferedImage reduced = new BufferedImage(to.width(), to.height(), BufferedImage.TYPE_3BYTE_BGR);
        byte[] samples = ((DataBufferByte) reduced.getRaster().getDataBuffer()).getData();
        GrayU8 small = new GrayU8(to.width(), to.height());
        for (int band = 0; band < 3; band++) {
            GrayU8 whole = image.getBand(band);
            if (small.width == whole.width && small.height == whole.height) small.setTo(whole);
            else AverageDownSampleOps.down(whole, small);
            for (int i = 0; i < small.width * small.height; i++) samples[3 * i + 2 - band] = small.data[i];
        }
        return new Photo(to.width(), to.height(), jpeg(reduced, config.jpegQuality()));
    }

    private static byte[] jpeg(BufferedImage image, float quality) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(quality);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // not from an array in memory
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
