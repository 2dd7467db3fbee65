package dev.robis.nn.tensor;

import java.nio.file.Path;
import java.util.Map;

/**
 * The folder that holds what RoBiS downloads and converts: {@code ROBIS_HOME}, else {@code robis} in the user's cache
 * folder ({@code XDG_CACHE_HOME}, else {@code .cache} in the user's home). Creates nothing. Immutable.
 *
 * @param folder may be missing
 */
public record WeightsHome(Path folder) {

    /** As the environment of this process says. */
    public static WeightsHome standard() {
        return of(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    static WeightsHome of(Map<String, String> environment, Path userHome) {
        String home = environment.getOrDefault("ROBIS_HOME", "");
        if (!home.isBlank()) return new WeightsHome(Path.of(home));
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        // The XDG base directory specification has relative paths ignored.
        boolean useCache = !cache.isBlank() && Path.of(cache).isAbsolute();
        return new WeightsHome((useCache ? Path.of(cache) : userHome.resolve(".cache")).resolve("robis"));
    }

    /** Weights that networks are built from, as safetensors. */
    public Path weights() {
        return folder.resolve("weights");
    }

    /**
     * @param name of a network, such as {@code dinov2reg_vit_base_14} or {@code sam_vit_b}
     * @return where its weights belong
     */
    public Path weights(String name) {
        return weights().resolve(name + ".safetensors");
    }

    /** Official checkpoints as they were published. */
    public Path downloads() {
        return folder.resolve("downloads");
    }
}
