package example;

import dev.robis.nn.feature.FeatureExtractor;
import dev.robis.nn.feature.Features;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import javax.imageio.ImageIO;

/** What a vision transformer sees in each patch of an image, with robis-nn and nothing else of RoBiS. */
public final class PatchSimilarity {

    private PatchSimilarity() {}

    /** Features of the image's upper left part in whole patches of 14 pixels. */
    static Features of(File file) throws IOException {
        BufferedImage image = ImageIO.read(file);
        int width = image.getWidth() / 14 * 14, height = image.getHeight() / 14 * 14;
        try (FeatureExtractor extractor = FeatureExtractor.open("robis_vit_tiny_14", height, width)) {
            return extractor.features(image.getRGB(0, 0, width, height, null, 0, width));
        }
    }

    static double cosine(float[] a, float[] b) {
        double product = 0, squareA = 0, squareB = 0;
        for (int i = 0; i < a.length; i++) {
            product += a[i] * b[i];
            squareA += a[i] * a[i];
            squareB += b[i] * b[i];
        }
        return product / Math.sqrt(squareA * squareB);
    }

    /** Prints how much each patch is like the one in the middle. */
    public static void main(String[] arguments) throws IOException {
        Features features = of(new File(arguments[0]));
        int rows = features.patches().shape()[0], columns = features.patches().shape()[1];
        float[] middle = features.patch(rows / 2, columns / 2);
        for (int row = 0; row < rows; row++) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < columns; column++)
                line.append(String.format("%6.2f", cosine(middle, features.patch(row, column))));
            System.out.println(line);
        }
    }
}
