package dev.robis.nn.tensor;

import java.nio.file.Path;
import java.util.Optional;

/** Where weights are looked for when nobody says where they are. */
public final class WeightsFolder {

    private WeightsFolder() {}

    /**
     * The folder {@code weights} of RoBiS's home: {@code ROBIS_HOME}, else {@code .robis} in the user's home. It may
     * not exist.
     */
    public static Path standard() {
        String home = Optional.ofNullable(System.getenv("ROBIS_HOME"))
                .filter(text -> !text.isBlank())
                .orElse(System.getProperty("user.home") + "/.robis");
        return Path.of(home, "weights");
    }
}
