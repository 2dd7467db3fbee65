package dev.robis.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ConfigTest {

    private static final OfficialConfig OFFICIAL = OfficialConfig.defaults();

    @Test
    void limitsLieBetweenZeroAndOne() {
        for (double limit : new double[] {0, -0.1, 1.1, Double.NaN})
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> OFFICIAL.withIntegrationLimits(0.3, limit))
                    .withMessageContaining("found " + limit);
        assertThat(OFFICIAL.withIntegrationLimits(1.0).integrationLimits()).containsExactly(1.0);
    }

    @Test
    void edgesRise() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OFFICIAL.withSizeEdges(4, 4))
                .withMessageContaining("[4, 4]");
        assertThatIllegalArgumentException().isThrownBy(() -> OFFICIAL.withSizeEdges(1));
        assertThat(OFFICIAL.withSizeEdges().sizeEdges()).isEmpty();
    }

    @Test
    void sizesArePositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OFFICIAL.withMaxCurvePoints(1))
                .withMessageContaining("found 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReferenceConfig.defaults().withInputSize(0))
                .withMessageContaining("found 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PixelStorage.defaults().withMaxPixelsInMemory(0))
                .withMessageContaining("found 0");
    }
}
