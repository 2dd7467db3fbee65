package dev.robis.seg.refine;

import dev.robis.nn.sam.SamConfig;
import dev.robis.nn.tensor.WeightsHome;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A folder with weights of the published Segment Anything models: {@code sam_vit_b.safetensors}, or the name of the
 * official checkpoint with that ending ({@code sam_vit_b_01ec64.safetensors}); likewise for the others.
 *
 * @param folder need not exist
 */
public record SamFiles(Path folder) {

    private static final String ENDING = ".safetensors";
    private static final Map<String, String> OFFICIAL =
            Map.of("vit_b", "sam_vit_b_01ec64", "vit_l", "sam_vit_l_0b3195", "vit_h", "sam_vit_h_4b8939");

    /** The weights folder of RoBiS's home. */
    public static SamFiles standard() {
        return new SamFiles(WeightsHome.standard().weights());
    }

    /**
     * @param name one of {@link SamConfig#NAMES}
     * @throws NoSuchFileException if there are no weights of it, saying where they were looked for and what to do
     * @throws IllegalArgumentException if there is no such model
     */
    public SamModel model(String name) throws NoSuchFileException {
        SamConfig.named(name);
        return SamModel.named(name, find(name).orElseThrow(() -> missing(name)));
    }

    private Optional<Path> find(String name) {
        return List.of("sam_" + name, OFFICIAL.get(name)).stream()
                .map(stem -> folder.resolve(stem + ENDING))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private NoSuchFileException missing(String name) {
        String official = OFFICIAL.get(name);
        StringBuilder message = new StringBuilder()
                .append(folder.resolve("sam_" + name + ENDING))
                .append(": no weights of SAM ")
                .append(name)
                .append(" there, nor as ")
                .append(official)
                .append(ENDING);
        Path checkpoint = folder.resolve(official + ".pth");
        if (Files.isRegularFile(checkpoint))
            message.append("; convert ")
                    .append(checkpoint)
                    .append(": robis weights convert ")
                    .append(checkpoint)
                    .append(' ')
                    .append(folder.resolve("sam_" + name + ENDING))
                    .append(" --as ")
                    .append(name);
        else message.append("; get them with: robis weights download sam_").append(name);
        List<String> others = SamConfig.NAMES.stream()
                .filter(other -> find(other).isPresent())
                .toList();
        if (!others.isEmpty()) message.append(", or choose what is there: ").append(String.join(", ", others));
        return new NoSuchFileException(message.toString());
    }
}
