package dev.robis.nn.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightsHomeTest {

    private static final Path USER = Path.of("user").toAbsolutePath();
    private static final Path CACHE = Path.of("cache").toAbsolutePath();

    @Test
    void robisHomeComesFirst() {
        assertThat(home(Map.of("ROBIS_HOME", "here", "XDG_CACHE_HOME", CACHE.toString())))
                .isEqualTo(Path.of("here"));
    }

    @Test
    void thenTheCacheFolder() {
        assertThat(home(Map.of("ROBIS_HOME", " ", "XDG_CACHE_HOME", CACHE.toString())))
                .isEqualTo(CACHE.resolve("robis"));
    }

    @Test
    void elseTheUsersCache() {
        Path expected = USER.resolve(".cache").resolve("robis");
        assertThat(home(Map.of())).isEqualTo(expected);
        assertThat(home(Map.of("XDG_CACHE_HOME", ""))).isEqualTo(expected);
        assertThat(home(Map.of("XDG_CACHE_HOME", "relative")))
                .as("relative paths are to be ignored")
                .isEqualTo(expected);
    }

    @Test
    void foldersAndNames() {
        WeightsHome home = new WeightsHome(CACHE);
        assertThat(home.weights("sam_vit_b")).isEqualTo(CACHE.resolve("weights").resolve("sam_vit_b.safetensors"));
        assertThat(home.downloads()).isEqualTo(CACHE.resolve("downloads"));
    }

    private static Path home(Map<String, String> environment) {
        return WeightsHome.of(environment, USER).folder();
    }
}
