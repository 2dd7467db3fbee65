package dev.robis.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.robis.nn.tensor.DType;
import dev.robis.nn.tensor.MalformedTensorFileException;
import dev.robis.weights.PickleWriter.TestTensor;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that mean harm. */
class HostileZipTest {

    @TempDir
    Path folder;

    private Path file;
    private byte[] pickle;
    private final StoredData data = SampleFiles.random(DType.F32, 300, 1);

    @BeforeEach
    void prepare() {
        file = folder.resolve("hostile.pth");
        pickle = PickleWriter.pickle(Map.of("w", TestTensor.dense("0", data, List.of(300L))));
    }

    private void assertRefused(String... reason) {
        assertThatThrownBy(() -> Checkpoint.open(file))
                .isInstanceOf(MalformedTensorFileException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContainingAll(reason);
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "archive/../../evil", "/tmp/evil", "C:/evil", "archive\\..\\evil", "archive/.."})
    void entriesThatLeadOutAreRefused(String name) throws Exception {
        try (TorchZipWriter zip = new TorchZipWriter(file)) {
            zip.add("archive/data.pkl", pickle);
            zip.add("archive/data/0", data.content()::open);
            zip.add(name, new byte[] {1});
        }
        assertRefused("points outside the archive");
    }

    @Test
    void twoEntriesOfOneNameAreRefused() throws Exception {
        try (TorchZipWriter zip = new TorchZipWriter(file)) {
            zip.add("archive/data.pkl", pickle);
            zip.add("archive/data/0", data.content()::open);
            zip.add("archive/data/0", data.content()::open);
        }
        assertRefused("two entries \"archive/data/0\"");
    }

    @Test
    void twoPicklesAreRefused() throws Exception {
        try (TorchZipWriter zip = new TorchZipWriter(file)) {
            zip.add("archive/data.pkl", pickle);
            zip.add("other/data.pkl", pickle);
        }
        assertRefused("with one data.pkl");
    }

    /** Entries over the same bytes, which together would unpack to more than the file. */
    @Test
    void overlappingEntriesAreRefused() throws Exception {
        try (TorchZipWriter zip = new TorchZipWriter(file)) {
            zip.add("archive/data.pkl", pickle);
            long begin = zip.position();
            zip.add("archive/data/0", data.content()::open);
            for (int i = 1; i < 9; i++) zip.list(SampleFiles.ascii("archive/data/" + i), 0, data.bytes(), begin);
        }
        assertRefused("overlap");
    }

    @Test
    void entriesLargerThanTheFileAreRefused() throws Exception {
        try (TorchZipWriter zip = new TorchZipWriter(file)) {
            zip.add("archive/data.pkl", pickle);
            zip.list(SampleFiles.ascii("archive/data/0"), 0, 0xfffffffeL, 0);
        }
        assertRefused("overlap");
    }

    @Test
    void aFlippedBitIsFoundBeforeTheFirstElementIsGivenOut() throws Exception {
        TorchFiles.writeZip(file, pickle, Map.of("0", data), Map.of());
        byte[] bytes = Files.readAllBytes(file);
        byte[] content = data.content().open().readAllBytes();
        bytes[indexOf(bytes, content) + content.length - 1] ^= 4;
        Files.write(file, bytes);
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThatThrownBy(() -> checkpoint.read("w", 0, FloatBuffer.allocate(1)))
                    .rootCause()
                    .isInstanceOf(MalformedTensorFileException.class)
                    .hasMessageContainingAll(file.toString(), "CRC-32", "archive/data/0");
        }
    }

    /** 300 MB of zeros, squeezed into 300 KB. */
    @Test
    void aCompressedEntryThatWouldNeedMuchMemoryIsRefused() throws Exception {
        Path npz = folder.resolve("hostile.npz");
        try (var zip = new ZipOutputStream(Files.newOutputStream(npz))) {
            zip.putNextEntry(new ZipEntry("a.npy"));
            zip.write(NpzWriter.npy(1, NpzWriter.dictionary("|u1", "False", "(300000000,)"), new byte[0]));
            for (int i = 0; i < 300; i++) zip.write(new byte[1_000_000]);
        }
        file = npz;
        assertRefused("compressed", "store it");
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int at = 0; at + part.length <= bytes.length; at++)
            if (Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) return at;
        throw new AssertionError("not there");
    }
}
