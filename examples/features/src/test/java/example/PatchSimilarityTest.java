package example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.robis.nn.feature.Features;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatchSimilarityTest {

    @Test
    void stripesAreMoreLikeStripesThanLikeAPlainArea(@TempDir Path folder) throws Exception {
        BufferedImage image = new BufferedImage(230, 120, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(Color.LIGHT_GRAY);
        pen.fillRect(0, 0, 230, 120);
        pen.setColor(Color.RED);
        for (int x = 0; x < 112; x += 4) pen.fillRect(x, 0, 2, 120); // the left half: patches 0 to 7
        pen.dispose();
        File file = folder.resolve("stripes.png").toFile();
        ImageIO.write(image, "png", file);

        Features features = PatchSimilarity.of(file);

        assertThat(features.patches().shape()).containsExactly(8, 16, 192);
        float[] stripes = features.patch(4, 3);
        assertThat(PatchSimilarity.cosine(stripes, stripes)).isCloseTo(1, within(1e-6));
        assertThat(PatchSimilarity.cosine(stripes, features.patch(2, 3)))
                .isGreaterThan(PatchSimilarity.cosine(stripes, features.patch(4, 12)));
    }
}
