package dev.robis.nn.graph.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** The backend that the profile chose loads and computes. */
class BackendTest {

    @Test
    void multiplies() {
        var two = Nd4j.valueArrayOf(new long[] {3, 3}, 2f, DataType.FLOAT);
        assertThat(two.mmul(two).getFloat(1, 2)).isEqualTo(12f);
    }
}
