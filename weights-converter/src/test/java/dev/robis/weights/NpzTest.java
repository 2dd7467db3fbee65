package dev.robis.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.robis.nn.tensor.DType;
import dev.robis.nn.tensor.MalformedTensorFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** NumPy archives: orders of bytes and axes, versions, compression, and what is refused. */
class NpzTest {

    @TempDir
    Path folder;

    private Path write(byte[] npz) throws Exception {
        return Files.write(folder.resolve("arrays.npz"), npz);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ordersOfBytesAndAxesAreUndone(boolean compressed) throws Exception {
        byte[] rows = {1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0}; // 1 to 6, little-endian
        byte[] swapped = {0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6};
        byte[] columns = {1, 0, 4, 0, 2, 0, 5, 0, 3, 0, 6, 0};
        Path file = write(NpzWriter.of("rows", DType.I16, "<i2", false, List.of(2L, 3L), rows)
                .and("swapped", DType.I16, ">i2", false, List.of(2L, 3L), swapped)
                .and("columns", DType.I16, "<i2", true, List.of(2L, 3L), columns)
                .and("scalar", DType.BOOL, "|b1", false, List.of(), new byte[] {1})
                .and("none", DType.F64, "<f8", false, List.of(0L, 7L), new byte[0])
                .bytes(compressed));
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThat(checkpoint.names()).containsExactly("rows", "swapped", "columns", "scalar", "none");
            for (String name : List.of("rows", "swapped", "columns")) {
                assertThat(checkpoint.require(name).dtype()).isEqualTo(DType.I16);
                assertThat(checkpoint.tensor(name).shape()).as(name).containsExactly(2, 3);
                assertThat(checkpoint.tensor(name).data()).as(name).containsExactly(1, 2, 3, 4, 5, 6);
            }
            assertThat(checkpoint.tensor("scalar").data()).containsExactly(1);
            assertThat(checkpoint.tensor("none").shape()).containsExactly(0, 7);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "<f8,F64",
        "<f4,F32",
        "<f2,F16",
        "<i8,I64",
        "<i4,I32",
        "<i2,I16",
        "|i1,I8",
        "<u8,U64",
        "<u4,U32",
        "<u2,U16",
        "|u1,U8",
        "|b1,BOOL"
    })
    void everyTypeAndVersionIsRead(String descr, DType dtype) throws Exception {
        for (int version = 1; version <= 3; version++) {
            byte[] npy =
                    NpzWriter.npy(version, NpzWriter.dictionary(descr, "False", "(3,)"), new byte[3 * dtype.bytes()]);
            try (Checkpoint checkpoint =
                    Checkpoint.open(write(new NpzWriter().raw("a", npy).bytes(false)))) {
                assertThat(checkpoint.require("a").dtype()).isEqualTo(dtype);
                assertThat(checkpoint.require("a").shape()).containsExactly(3L);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }",
                "{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }",
                "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }",
                "{'descr': '<f4', 'fortran_order': 0, 'shape': (1,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1, , 1), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387905,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387905, 4), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (), }__import__('os')",
                "__import__('os').system('id')"
            })
    void otherHeadersAreRefused(String dictionary) throws Exception {
        Path file = write(new NpzWriter()
                .raw("a", NpzWriter.npy(1, dictionary, new byte[4]))
                .bytes(false));
        assertThatThrownBy(() -> Checkpoint.open(file))
                .isInstanceOf(MalformedTensorFileException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining("array \"a.npy\"");
    }

    @Test
    void headersThatEndOrAreNoneAreRefused() throws Exception {
        byte[] npy = NpzWriter.npy(2, NpzWriter.dictionary("<f4", "False", "(1,)"), new byte[4]);
        byte[] giant = npy.clone();
        giant[11] = 0x7f;
        for (byte[] wrong : List.of(new byte[0], new byte[64], giant, Arrays.copyOf(npy, 40))) {
            Path file = write(new NpzWriter().raw("a", wrong).bytes(false));
            assertThatThrownBy(() -> Checkpoint.open(file)).isInstanceOf(MalformedTensorFileException.class);
        }
    }
}
