package dev.robis.weights.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.robis.weights.catalogue.Checksum.Algorithm;
import dev.robis.weights.catalogue.OfficialWeights.Fact;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    private static final Catalogue BUNDLED = Catalogue.bundled();

    @Test
    void everyFamilyOfTheReferenceIsThere() {
        assertThat(BUNDLED.all())
                .extracting(OfficialWeights::name)
                .contains(
                        "dinov2reg_vit_small_14",
                        "dinov2reg_vit_base_14",
                        "dinov2reg_vit_large_14",
                        "dinov2_vit_small_14",
                        "dinov2_vit_base_14",
                        "dinov2_vit_large_14",
                        "sam_vit_b",
                        "sam_vit_l",
                        "sam_vit_h",
                        "dino_vit_base_16",
                        "mae_vit_base_16",
                        "ibot_vit_base_16",
                        "deit_vit_base_16",
                        "moco_vit_base_16",
                        "beitv2_vit_base_16");
    }

    @Test
    void everyEntryIsWhole() {
        for (OfficialWeights weights : BUNDLED.all()) {
            assertThat(weights.name()).matches("[a-z0-9]+_vit_(b|l|h|(small|base|large)_\\d+)");
            assertThat(weights.address().value().getScheme()).as(weights.name()).isEqualTo("https");
            assertThat(weights.file()).as(weights.name()).matches("[\\w.-]+\\.(pth|pth\\.tar)");
            assertThat(weights.licence().value()).as(weights.name()).isIn("Apache-2.0", "MIT", "CC-BY-NC-4.0");
            assertThat(List.of(
                            weights.architecture(),
                            weights.pretraining(),
                            weights.licence().source()))
                    .as(weights.name())
                    .noneMatch(String::isBlank);
            assertThat(weights.size().map(Fact::value).orElse(80_000_000L))
                    .as(weights.name())
                    .isGreaterThanOrEqualTo(80_000_000L);
        }
    }

    @Test
    void theDigitsInAFilesNameAreAmongItsChecksums() {
        Pattern hub = Pattern.compile("-([0-9a-f]{8})\\.pth"); // torch.hub: SHA-256
        Pattern sam = Pattern.compile("sam_vit_\\w_([0-9a-f]{6})\\.pth"); // Segment Anything: MD5
        int found = 0;
        for (OfficialWeights weights : BUNDLED.all()) {
            String address = weights.address().value().toString();
            for (Algorithm algorithm : Algorithm.values()) {
                Matcher digits = (algorithm == Algorithm.MD5 ? sam : hub).matcher(address);
                if (!digits.find()) continue;
                found++;
                assertThat(weights.checksums())
                        .as(weights.name())
                        .anyMatch(each ->
                                each.algorithm() == algorithm && each.digits().startsWith(digits.group(1)));
            }
        }
        assertThat(found).isEqualTo(5);
    }

    @Test
    void anUnknownNameIsToldTheKnownOnes() {
        assertThat(BUNDLED.named("sam_vit_b").file()).isEqualTo("sam_vit_b_01ec64.pth");
        assertThatThrownBy(() -> BUNDLED.named("sam_vit_x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"sam_vit_x\"")
                .hasMessageContaining("sam_vit_b");
    }

    @Test
    void aMirrorIsCheckedLikeTheOfficialAddress() throws Exception {
        OfficialWeights official = BUNDLED.named("sam_vit_b");
        OfficialWeights mirror = official.from(new URI("http://mirror/x"));
        assertThat(mirror.checksums()).isEqualTo(official.checksums());
        assertThat(mirror.file()).isEqualTo(official.file());
    }

    @Test
    void theDocumentationNamesAll() throws Exception {
        String page = Files.readString(Path.of("../docs/weights-catalogue.md"));
        for (OfficialWeights weights : BUNDLED.all())
            assertThat(page)
                    .contains("| `" + weights.name() + "` | " + weights.architecture() + " | ")
                    .contains(weights.licence().value());
    }

    @Test
    void mistakesInTheDataAreNamed() {
        String entry = "name: a_vit, architecture: x, pretraining: x, address: {value: 'https://h/%s', source: s}, "
                + "licence: {value: MIT, source: %s}";
        refused("[{" + entry.formatted("f.pth", "t") + "}]", "a_vit: no source \"t\"; known names are [s]");
        refused(
                "[{" + entry.formatted("f.pth", "s") + "}, {" + entry.formatted("g.pth", "s") + "}]",
                "a_vit: this name is used twice");
        refused(
                "[{" + entry.formatted("f.pth", "s") + "}, {"
                        + entry.formatted("f.pth", "s").replace("a_vit", "b_vit") + "}]",
                "b_vit: its file f.pth is used twice");
        refused("[{name: a_vit}]", "weights a_vit: expected a name, an architecture");
        refused("[{nome: a_vit}]", "nome");
        refused(
                "[{" + entry.formatted("f.pth", "s") + ", checksums: [{algorithm: MD5, digits: XY, source: s}]}]",
                "MD5: expected 1 to 32 lower-case hexadecimal digits, found \"XY\"");
    }

    private static void refused(String weights, String message) {
        byte[] yaml = ("sources: {s: somewhere}\nweights: " + weights).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Catalogue.read(new ByteArrayInputStream(yaml)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(message);
    }

    @Test
    void checksumsAgreeAsFarAsTheyGo() {
        Checksum eight = new Checksum(Algorithm.SHA256, "b5f2ef4d", "test");
        assertThat(eight.agrees("b5f2ef4d" + "0".repeat(56))).isTrue();
        assertThat(eight.agrees("b5f2ef4e" + "0".repeat(56))).isFalse();
        assertThat(eight.identifies()).isFalse();
        assertThat(eight).hasToString("SHA-256 beginning with b5f2ef4d");
        assertThat(new Checksum(Algorithm.SHA256, "0".repeat(64), "test").identifies())
                .isTrue();
        assertThat(new Checksum(Algorithm.MD5, "0".repeat(32), "test").identifies())
                .as("MD5 can be forged")
                .isFalse();
    }
}
