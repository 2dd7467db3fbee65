package dev.robis.weights.catalogue;

import dev.robis.nn.tensor.WeightsHome;
import dev.robis.weights.catalogue.Checksum.Algorithm;
import dev.robis.weights.catalogue.OfficialWeights.Fact;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Downloads with little patience into a folder, and the weights that they are of. */
final class Trial {

    static final int ATTEMPTS = 4;
    static final String FILE = "weights.pth";
    static final Duration PATIENT = Duration.ofSeconds(20);

    final Path folder;
    final List<Duration> pauses = new CopyOnWriteArrayList<>();
    final Downloader downloader;
    final Downloads downloads;

    Trial(Path home) {
        this(home, PATIENT, 1 << 20, Map.of());
    }

    /**
     * @param silence longest wait for an answer, and for a byte of it
     * @param worthwhile bytes after which failures are forgotten
     */
    Trial(Path home, Duration silence, long worthwhile, Map<String, String> environment) {
        RetryPolicy retries = new RetryPolicy(ATTEMPTS, Duration.ofMillis(40), Duration.ofSeconds(10), worthwhile);
        DownloadConfig config = new DownloadConfig(retries, PATIENT, silence, silence, 5);
        folder = new WeightsHome(home).downloads();
        downloader = new Downloader(config, environment, pauses::add);
        downloads = new Downloads(new WeightsHome(home), downloader);
    }

    static OfficialWeights weights(URI address, Checksum... checksums) {
        return new OfficialWeights(
                "test_vit",
                "ViT-T",
                "none",
                FILE,
                new Fact<>(address, "test"),
                Optional.empty(),
                List.of(checksums),
                new Fact<>("MIT", "test"));
    }

    static OfficialWeights sized(OfficialWeights weights, long size) {
        return new OfficialWeights(
                weights.name(),
                weights.architecture(),
                weights.pretraining(),
                weights.file(),
                weights.address(),
                Optional.of(new Fact<>(size, "the catalogue")),
                weights.checksums(),
                weights.licence());
    }

    static Checksum published(byte[] content) {
        return new Checksum(Algorithm.SHA256, sha256(content), "test");
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    Downloaded get(OfficialWeights weights) throws IOException {
        return downloads.get(weights, DownloadListener.none());
    }

    /** Names of what is in the folder, but for the lock. */
    List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> !name.endsWith(".lock"))
                    .sorted()
                    .toList();
        }
    }
}
