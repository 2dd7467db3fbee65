package dev.robis.eval.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.eval.ImageResult;
import dev.robis.eval.overlay.HeatScale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportWriterTest {

    private static final HeatScale SCALE = new HeatScale(Samples.TOP);

    @TempDir
    Path folder;

    private String page(ReportConfig config, List<ReportImage> images, boolean scored) throws IOException {
        Path file = folder.resolve("deep/er/report.html");
        try (ReportWriter report = ReportWriter.open(file, config)) {
            if (scored) report.category("spots", SCALE, Samples.scores(images));
            else report.category("spots", SCALE);
            for (ReportImage image : images) report.image(image);
            report.finish();
        }
        assertThat(file.getParent()).isDirectoryContaining("glob:**report.html");
        return Files.readString(file);
    }

    @Test
    void theFileAppearsWholeOrNotAtAll() throws Exception {
        Path file = Files.writeString(folder.resolve("report.html"), "the last one");
        try (ReportWriter report = ReportWriter.open(file, ReportConfig.of("unfinished"))) {
            report.category("spots", SCALE);
            report.image(Samples.good("good", 20, 20, 1));
            assertThat(file).hasContent("the last one");
        }
        assertThat(file).hasContent("the last one");
        try (ReportWriter report = ReportWriter.open(file, ReportConfig.of("finished"))) {
            report.category("spots", SCALE);
            report.finish();
        }
        assertThat(file).content().startsWith("<!DOCTYPE html>").endsWith("</html>\n");
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void numbersAreThoseOfTheScoresAndUndefinedIsADash() throws Exception {
        List<ReportImage> both = List.of(Samples.bad("bad", 40, 30, 1), Samples.good("good", 40, 30, 2));
        String page = page(ReportConfig.of("both"), both, true);
        var scores = Samples.scores(both);
        for (var value : List.of(
                scores.pixels().auroc(), scores.pixels().averagePrecision(), scores.auPro(0.05), scores.segF1()))
            assertThat(page).contains("<td>" + Numbers.rate(value) + "</td>");
        assertThat(page).contains("AU-PRO 5 %").contains("AU-PRO 30 %");

        String good = page(ReportConfig.of("good"), List.of(Samples.good("good", 40, 30, 2)), true);
        assertThat(good)
                .contains("<td>–</td>")
                .contains("Undefined for these images.")
                .doesNotContain("NaN");
    }

    @Test
    void aMeanIsTakenOverTheCategoriesThatDefineIt() throws Exception {
        Path file = folder.resolve("report.html");
        List<ReportImage> one = List.of(Samples.bad("bad", 40, 30, 1), Samples.good("good", 40, 30, 2));
        List<ReportImage> other = List.of(Samples.bad("bad", 40, 30, 3), Samples.good("good", 40, 30, 4));
        try (ReportWriter report = ReportWriter.open(file, ReportConfig.of("means"))) {
            report.category("one", SCALE, Samples.scores(one));
            report.category("other", SCALE, Samples.scores(other));
            report.category("none", SCALE);
            report.finish();
        }
        double mean = (Samples.scores(one).pixels().auroc().orElseThrow()
                        + Samples.scores(other).pixels().auroc().orElseThrow())
                / 2;
        Matcher row = Pattern.compile("<tr class=\"mean\">(.*)</tr>").matcher(Files.readString(file));
        assertThat(row.find()).isTrue();
        assertThat(row.group(1)).contains("<td></td><td>" + Numbers.rate(mean) + "</td>");
    }

    @Test
    void verdictsFollowTheMask() throws Exception {
        GrayF32 map = new GrayF32(8, 8);
        Planar<GrayU8> photo = Samples.photo(8, 8, 1);
        GrayU8 nothing = new GrayU8(8, 8);
        GrayU8 something = nothing.clone();
        something.set(3, 3, 255);
        String page = page(
                ReportConfig.of("verdicts"),
                List.of(
                        Samples.good("a", photo, map, nothing),
                        Samples.good("b", photo, map, something),
                        Samples.bad("c", photo, map, nothing, something),
                        Samples.bad("d", photo, map, something),
                        Samples.unlabelled("e", photo, map, something)),
                false);
        assertThat(verdict(page, "a")).isEqualTo("right");
        assertThat(verdict(page, "b")).isEqualTo("false-alarm");
        assertThat(verdict(page, "c")).isEqualTo("missed");
        assertThat(verdict(page, "d")).isEqualTo("right");
        assertThat(verdict(page, "e")).isEqualTo("unknown");
        assertThat(page).contains("<td>2</td><td>2</td><td>1</td><td>1</td>"); // good, bad, missed, false alarms
    }

    private static String verdict(String page, String name) {
        Matcher card = Pattern.compile("data-name=\"" + name + "\"[^>]*data-verdict=\"([^\"]*)\"")
                .matcher(page);
        assertThat(card.find()).isTrue();
        return card.group(1);
    }

    @Test
    void theSliderStartsAtAThresholdThatIsKnown() throws Exception {
        ReportImage image = Samples.bad("bad", 40, 30, 1);
        ReportImage known = ReportImage.of(
                image.photo(),
                ImageResult.bad("bad")
                        .withMap(image.map())
                        .withMask(image.mask())
                        .withThreshold(50));
        assertThat(page(ReportConfig.of("known"), List.of(known), false))
                .contains("data-level=\"128\""); // the first of 255 that reaches 50 of 100
        assertThat(page(ReportConfig.of("guessed"), List.of(image), false))
                .contains("data-level=\"153\""); // the mask was made at 60
    }

    @Test
    void whatIsInNamesCannotLeaveTheirPlace() throws Exception {
        String name = "</script><script>alert(1)</script>\" onload='x' {{policy}}";
        Path file = folder.resolve("report.html");
        try (ReportWriter report = ReportWriter.open(file, ReportConfig.of(name).withNote(name))) {
            report.category(name, SCALE);
            report.image(Samples.good(name, 20, 20, 1));
            report.finish();
        }
        String page = Files.readString(file);
        assertThat(page).doesNotContain("<script>alert").doesNotContain("\" onload=");
        assertThat(page.split("</script>", -1)).as("photo, planes, program").hasSize(1 + 3);
    }

    @Test
    void nothingOnThePageAsksForAnything() throws Exception {
        String page = page(ReportConfig.of("alone"), List.of(Samples.good("good", 20, 20, 1)), false);
        assertThat(page).contains("default-src 'none'").doesNotContain("http:", "https:", " src=", "url(http");
        assertThat(page).doesNotContainPattern("href=\"(?!#)");
    }

    @Test
    void badInputIsNamedAndDoesNotSpoilTheReport() throws Exception {
        Path file = folder.resolve("report.html");
        GrayF32 broken = new GrayF32(8, 6);
        broken.set(5, 2, Float.NaN);
        Planar<GrayU8> photo = Samples.photo(8, 6, 1);
        GrayU8 mask = new GrayU8(8, 6);
        try (ReportWriter report = ReportWriter.open(file, ReportConfig.of("bad input"))) {
            assertThatThrownBy(() -> report.image(Samples.good("early", 8, 6, 1)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("early");
            assertThatThrownBy(report::finish).hasMessageContaining("needs a category");
            report.category("spots", SCALE);
            assertThatThrownBy(() -> report.image(Samples.good("nan.png", photo, broken, mask)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("nan.png")
                    .hasMessageContaining("column 5, row 2");
            report.image(Samples.good("fine", 8, 6, 1));
            report.finish();
            assertThatThrownBy(() -> report.category("late", SCALE)).isInstanceOf(IllegalStateException.class);
        }
        assertThat(Files.readString(file)).contains("fine").doesNotContain("nan.png");
        assertThatThrownBy(() -> Samples.good("small", photo, new GrayF32(8, 6), new GrayU8(7, 6)))
                .hasMessageContaining("small: expected a mask at least as large as the map, 8x6, found 7x6");
        assertThatThrownBy(() -> Samples.good("grey", new Planar<>(GrayU8.class, 8, 6, 1), broken, mask))
                .hasMessageContaining("3 bands, found 1");
        assertThatThrownBy(() -> ReportWriter.open(folder, ReportConfig.of("folder")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(folder.toString());
        assertThatThrownBy(() -> ReportConfig.of(" ")).hasMessageContaining("blank");
        assertThatThrownBy(() -> ReportConfig.of("x").withMaxSide(8)).hasMessageContaining("found 8");
        assertThatThrownBy(() -> ReportConfig.of("x").withJpegQuality(0)).hasMessageContaining("found 0");
    }
}
