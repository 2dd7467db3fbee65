package dev.robis.seg.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.robis.seg.sam.PointGrid.Position;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Point grids, stability scores and boxes. */
class PartsTest {

    @Test
    void regularPointsAreTheCentresOfCells() {
        assertThat(PointGrid.regular(1).positions()).containsExactly(new Position(0.5, 0.5));
        assertThat(PointGrid.regular(2).positions())
                .containsExactly(
                        new Position(0.25, 0.25),
                        new Position(0.75, 0.25),
                        new Position(0.25, 0.75),
                        new Position(0.75, 0.75));
        assertThat(PointGrid.regular(32).positions()).hasSize(1024);
    }

    @Test
    void impossiblePointsAreRefused() {
        assertThatThrownBy(() -> PointGrid.regular(0)).hasMessageContaining("found 0");
        assertThatThrownBy(() -> new PointGrid(List.of())).hasMessageContaining("at least one");
        assertThatThrownBy(() -> new Position(0.5, 1.1)).hasMessageContaining("0.5, 1.1");
        assertThatThrownBy(() -> new Position(Double.NaN, 0)).hasMessageContaining("NaN");
    }

    @Test
    void stabilityIsTheShareOfPixelsThatStay() {
        float[] logits = {9, 9, /* of the mask: */ -2, -1, -0.5f, 0, 1, 1.5f, 3, /* of the next: */ 9};
        assertThat(Stability.score(logits, 2, 9, 1)).isEqualTo(2f / 5); // above 1: 2; above -1: 5
        assertThat(Stability.score(logits, 2, 9, 0)).isEqualTo(1);
        assertThat(Stability.score(logits, 2, 4, 0.5)).isNaN();
        assertThat(Stability.score(logits, 2, 5, 1)).isZero();
    }

    @Test
    void boxesHaveNoNegativeSides() {
        assertThatThrownBy(() -> new BoundingBox(3, 3, -1, 2)).hasMessageContaining("-1x2");
    }
}
