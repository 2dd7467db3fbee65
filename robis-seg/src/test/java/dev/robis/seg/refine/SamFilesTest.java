package dev.robis.seg.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.robis.nn.sam.SamConfig;
import dev.robis.nn.tensor.SafetensorsWriter;
import dev.robis.nn.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Finding weights, and refusing those that do not fit. */
class SamFilesTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"vit_b, sam_vit_b_01ec64", "vit_l, sam_vit_l_0b3195", "vit_h, sam_vit_h_4b8939"})
    void weightsAreFoundByTheirNameOrTheOfficialOne(String name, String official) throws IOException {
        SamFiles files = new SamFiles(folder);
        Path second = Files.createFile(folder.resolve(official + ".safetensors"));
        assertThat(files.model(name)).isEqualTo(new SamModel(name, SamConfig.named(name), second));
        Path first = Files.createFile(folder.resolve("sam_" + name + ".safetensors"));
        assertThat(files.model(name).file()).isEqualTo(first);
    }

    @Test
    void whatIsMissingIsNamedWithWhatToDo() throws IOException {
        SamFiles files = new SamFiles(folder.resolve("nowhere"));
        assertThatThrownBy(() -> files.model("vit_h"))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContainingAll("nowhere", "sam_vit_h.safetensors", "robis weights download sam_vit_h");
        Files.createFile(folder.resolve("sam_vit_h_4b8939.pth"));
        Files.createFile(folder.resolve("sam_vit_b.safetensors"));
        assertThatThrownBy(() -> new SamFiles(folder).model("vit_h"))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContainingAll(
                        "convert", "sam_vit_h_4b8939.pth", "robis weights convert", "choose what is there: vit_b");
        assertThatThrownBy(() -> files.model("vit_g"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("vit_g", "vit_b, vit_l, vit_h");
    }

    @Test
    void aModelOfAnotherShapeIsRefusedByItsFirstTensor() throws IOException {
        Path tiny = folder.resolve("tiny.safetensors");
        TinySam.write(tiny, 1);
        assertRefused(tiny, "image_encoder.pos_embed: expected [1, 64, 64, 768], found [1, 8, 8, 12]");
    }

    @Test
    void aFileOfAnotherNetworkIsRefusedByTheTensorItLacks() throws IOException {
        Path dino = folder.resolve("dinov2.safetensors");
        SafetensorsWriter.write(dino, Map.of("pos_embed", Tensor.zeros(1, 5, 8)), Map.of());
        assertRefused(dino, "image_encoder.pos_embed: expected [1, 64, 64, 768], found no such tensor");
        assertThatThrownBy(() -> SamModel.inferred(dino))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("image_encoder.pos_embed", "dinov2.safetensors");
    }

    private void assertRefused(Path file, String message) {
        SamModel model = SamModel.named("vit_b", file);
        assertThatThrownBy(model::check)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(message, file.toString());
        assertThatThrownBy(model::open)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aFileThatIsCutOffIsNamedWithTheTensor() throws IOException {
        Path whole = folder.resolve("whole.safetensors");
        SamModel model = TinySam.write(whole, 1);
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(folder.resolve("cut.safetensors"), Arrays.copyOf(bytes, bytes.length - 100));
        assertThatThrownBy(() -> new SamModel("tiny", model.config(), cut).open())
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("cut.safetensors", "mask_decoder.");
    }

    @Test
    void aCheckpointOfPyTorchIsToBeConverted() throws IOException {
        Path file = Files.createFile(folder.resolve("sam_vit_b_01ec64.pth"));
        assertThatThrownBy(SamModel.named("vit_b", file)::check)
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("sam_vit_b_01ec64.pth", "robis weights convert");
    }
}
