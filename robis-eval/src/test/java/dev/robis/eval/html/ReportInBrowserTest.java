package dev.robis.eval.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import com.sun.net.httpserver.HttpServer;
import dev.robis.eval.ImageResult;
import dev.robis.eval.overlay.HeatScale;
import dev.robis.eval.overlay.Overlays;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** What the page does, in a real browser; skipped where there is none. */
class ReportInBrowserTest {

    private static final HeatScale SCALE = new HeatScale(Samples.TOP);
    private static final String TO_GALLERY = "document.querySelector('.gallery').scrollIntoView()";
    private static final int SIDE = 70;
    private static final String ALL_DRAWN =
            "[...document.querySelectorAll('.card:not([hidden])')].every(card => 'drawn' in card.dataset)";

    private static Browser browser;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        browser = Browser.start();
    }

    @AfterAll
    static void stop() {
        if (browser != null) browser.close();
    }

    private Path write(ReportConfig config, List<ReportImage> images) throws IOException {
        Path file = folder.resolve("report.html");
        try (ReportWriter report = ReportWriter.open(file, config)) {
            if (images.stream().anyMatch(image -> image.label() == ImageResult.Label.UNKNOWN))
                report.category("unlabelled", SCALE);
            else report.category("spots", SCALE, Samples.scores(images));
            for (ReportImage image : images) report.image(image);
            report.finish();
        }
        return file;
    }

    private static List<ReportImage> images(int bad, int good) {
        List<ReportImage> images = new ArrayList<>();
        for (int i = 0; i < bad; i++) images.add(Samples.bad("bad/" + i, 40, 30, i));
        for (int i = 0; i < good; i++) images.add(Samples.good("good/" + i, 40, 30, 1000 + i));
        return images;
    }

    /** The charts above the gallery may fill the screen. */
    private static void openAtGallery(Path page) {
        browser.open(page);
        browser.script(TO_GALLERY);
    }

    private static WebElement card(String name) {
        return browser.findAll(".card").stream()
                .filter(card -> name.equals(card.getDomAttribute("data-name")))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> shown() {
        return browser.findAll(".card:not([hidden])").stream()
                .map(card -> card.getDomAttribute("data-name"))
                .toList();
    }

    private static void choose(String list, String value) {
        browser.find("#" + list + " option[value='" + value + "']").click();
    }

    @Test
    void ofManyImagesOnlyThoseOnTheScreenAreDecoded() throws Exception {
        openAtGallery(write(ReportConfig.of("many"), images(250, 250)));
        browser.await("document.querySelectorAll('[data-drawn]').length > 0");
        browser.script("window.scrollTo(0, document.body.scrollHeight)");
        browser.await("'drawn' in [...document.querySelectorAll('.card')].at(-1).dataset");
        browser.await("!('drawn' in document.querySelector('.card').dataset)");
        assertThat(browser.count(".card")).isEqualTo(500);
        assertThat(browser.count("[data-drawn]")).isBetween(1L, 100L);
        browser.script(TO_GALLERY);
        browser.await("'drawn' in document.querySelector('.card').dataset");
        assertThat(browser.console()).isEmpty();
        assertThat(browser.requests()).allMatch(address -> address.startsWith("file:"));
    }

    @Test
    void theSliderMarksWhatJavaMarksAtThatThreshold() throws Exception {
        ReportImage image = Samples.bad("bad/large", 210, 160, 5);
        openAtGallery(write(ReportConfig.of("slider").withMaxSide(SIDE), List.of(image)));
        browser.await(ALL_DRAWN);
        WebElement card = card("bad/large");
        assertMask(card, reduced(image.mask()), image);
        assertThat(card.findElement(By.cssSelector(".at")).getText()).isEqualTo("as predicted");

        for (int level : new int[] {0, 1, 40, 128, 200, 255, 256}) {
            browser.script(
                    "const s = arguments[0].querySelector('input'); s.value = arguments[1];"
                            + "s.dispatchEvent(new Event('input', {bubbles: true}))",
                    card,
                    level);
            assertMask(card, reduced(Samples.above(image.map(), level * Samples.TOP / 255.0)), image);
        }
        WebElement slider = card.findElement(By.cssSelector("input"));
        slider.sendKeys(Keys.ARROW_LEFT);
        assertThat(slider.getDomProperty("value")).isEqualTo("255");
        WebElement reset = card.findElement(By.cssSelector(".reset"));
        reset.click();
        assertMask(card, reduced(image.mask()), image);
        assertThat(slider.getDomProperty("value")).isEqualTo(card.getDomAttribute("data-level"));
        assertThat(browser.console()).isEmpty();
    }

    /** To the 70x53 pixels of the report: one is marked if one of those it stands for is. */
    private static GrayU8 reduced(GrayU8 mask) {
        GrayU8 reduced = new GrayU8(SIDE, 53);
        for (int y = 0; y < mask.height; y++)
            for (int x = 0; x < mask.width; x++)
                if (mask.get(x, y) != 0)
                    reduced.set(x * reduced.width / mask.width, y * reduced.height / mask.height, 1);
        return reduced;
    }

    private static void assertMask(WebElement card, GrayU8 expected, ReportImage image) {
        GrayU8 truth = reduced(image.groundTruth().orElseThrow());
        long marked = 0;
        long hit = 0;
        long defect = 0;
        long border = 0;
        for (int y = 0; y < expected.height; y++)
            for (int x = 0; x < expected.width; x++) {
                marked += expected.get(x, y);
                defect += truth.get(x, y);
                hit += expected.get(x, y) & truth.get(x, y);
                if (expected.get(x, y) == 0) continue;
                for (int[] side : new int[][] {{-1, 0}, {1, 0}, {0, -1}, {0, 1}}) {
                    int nx = x + side[0];
                    int ny = y + side[1];
                    if (!expected.isInBounds(nx, ny) || expected.get(nx, ny) == 0) border++;
                }
            }
        assertThat(card.getDomAttribute("data-marked")).isEqualTo(Long.toString(marked));
        assertThat(card.getDomAttribute("data-contour")).isEqualTo(Long.toString(border));
        assertThat(Double.parseDouble(card.getDomAttribute("data-f1-now")))
                .isEqualTo(2.0 * hit / (marked + defect), within(1e-12));
    }

    @Test
    void filtersAndOrdersShowWhatTheySay() throws Exception {
        List<ReportImage> images = new ArrayList<>(images(6, 5));
        ReportImage missed = Samples.bad("missed", 40, 30, 77);
        images.add(Samples.bad(
                missed.name(),
                missed.photo(),
                missed.map(),
                new GrayU8(40, 30),
                missed.groundTruth().orElseThrow()));
        ReportImage alarm = Samples.good("alarm", 40, 30, 78);
        images.add(Samples.good(alarm.name(), alarm.photo(), alarm.map(), Samples.above(alarm.map(), 20)));
        openAtGallery(write(ReportConfig.of("filters"), images));

        List<String> byScore = images.stream()
                .sorted(Comparator.comparingDouble((ReportImage image) -> -maximum(image.map())))
                .map(ReportImage::name)
                .toList();
        assertThat(shown()).isEqualTo(byScore);
        choose("filter", "missed");
        assertThat(shown()).containsExactly("missed");
        assertThat(browser.find("#count").getText()).isEqualTo("1 of 13");
        choose("filter", "false-alarm");
        assertThat(shown()).containsExactly("alarm");
        choose("filter", "right");
        assertThat(shown()).hasSize(11).doesNotContain("missed", "alarm");
        choose("filter", "good");
        assertThat(shown()).hasSize(6).contains("alarm");
        choose("sort", "name");
        assertThat(shown()).containsExactly("alarm", "good/0", "good/1", "good/2", "good/3", "good/4");
        choose("filter", "bad");
        choose("sort", "f1");
        assertThat(shown()).hasSize(7).first().isEqualTo("missed");
        choose("filter", "all");
        choose("sort", "-score");
        assertThat(shown())
                .containsExactlyElementsOf(byScore.stream()
                        .sorted(Comparator.comparingInt(name -> -byScore.indexOf(name)))
                        .toList());
        assertThat(browser.console()).isEmpty();
    }

    private static float maximum(GrayF32 map) {
        float maximum = 0;
        for (float score : map.data) maximum = Math.max(maximum, score);
        return maximum;
    }

    @Test
    void heatHasTheColoursOfTheOverlaysAndLayersCanBeSwitchedOff() throws Exception {
        Planar<GrayU8> photo = new Planar<>(GrayU8.class, 64, 64, 3);
        for (int band = 0; band < 3; band++) Arrays.fill(photo.getBand(band).data, (byte) (60 + 40 * band));
        GrayF32 map = new GrayF32(64, 64);
        Arrays.fill(map.data, 70);
        openAtGallery(write(
                ReportConfig.of("heat"),
                List.of(Samples.bad("flat", photo, map, new GrayU8(64, 64), new GrayU8(64, 64)))));
        browser.await(ALL_DRAWN);
        assertColour(middle(), Overlays.heat(photo, map, SCALE));
        browser.find("#heat").click();
        assertColour(middle(), photo);
    }

    @SuppressWarnings("unchecked")
    private static List<Number> middle() {
        return (List<Number>) browser.script("const c = document.querySelector('canvas');"
                + "return [...c.getContext('2d').getImageData(c.width / 2, c.height / 2, 1, 1).data]");
    }

    /** Up to what JPEG and the 256 levels take. */
    private static void assertColour(List<Number> found, Planar<GrayU8> expected) {
        for (int band = 0; band < 3; band++)
            assertThat(found.get(band).intValue())
                    .as("band %d", band)
                    .isCloseTo(expected.getBand(band).get(32, 32), within(4));
    }

    @Test
    void namesAreNothingButText() throws Exception {
        List<String> names = List.of(
                "<script>window.hacked = 1</script>",
                "</script><img src=x onerror=\"window.hacked = 1\">",
                "\" onmouseover=\"window.hacked = 1\" x=\"",
                "{{name}} & 'quotes' ünïcödé");
        Path file = folder.resolve("names.html");
        try (ReportWriter report =
                ReportWriter.open(file, ReportConfig.of(names.get(1)).withNote(names.get(0)))) {
            for (String name : names) {
                report.category(name, SCALE);
                report.image(Samples.bad(name, 40, 30, 1));
            }
            report.finish();
        }
        openAtGallery(file);
        browser.await("document.querySelectorAll('[data-drawn]').length > 0");
        assertThat(browser.findAll("h3").stream().map(WebElement::getText)).containsExactlyElementsOf(names);
        assertThat(browser.findAll(".category h2").stream().map(WebElement::getText))
                .containsExactlyElementsOf(names);
        assertThat(browser.find("h1").getText()).isEqualTo(names.get(1));
        assertThat(browser.count("img")).isZero();
        assertThat(browser.script("return window.hacked")).isNull();
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void thePageCannotReachANetwork() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            openAtGallery(write(ReportConfig.of("alone"), images(1, 1)));
            Object answer = browser.asyncScript(
                    """
                    const [address, done] = arguments;
                    const picture = new Promise((settle) => {
                      const image = new Image();
                      image.onload = () => settle('loaded');
                      image.onerror = () => settle('refused');
                      image.src = address;
                    });
                    const fetched = fetch(address, {mode: 'no-cors'}).then(() => 'loaded', () => 'refused');
                    Promise.all([picture, fetched]).then(done);
                    """,
                    "http://127.0.0.1:" + server.getAddress().getPort() + "/");
            assertThat(answer).isEqualTo(List.of("refused", "refused"));
            assertThat(asked).hasValue(0);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void withoutGroundTruthThereIsAGalleryAndNoVerdict() throws Exception {
        List<ReportImage> images = List.of(unlabelled(1), unlabelled(2));
        openAtGallery(write(ReportConfig.of("unlabelled"), images));
        browser.await(ALL_DRAWN);
        assertThat(browser.count("figure")).isZero();
        assertThat(browser.findAll("#filter option:disabled")).hasSize(5);
        assertThat(browser.find(".f1").getText()).isEqualTo("–");
        assertThat(browser.find(".verdict").getText()).isEqualTo("marked");
        assertThat(browser.console()).isEmpty();
    }

    private static ReportImage unlabelled(long seed) {
        GrayF32 map = Samples.spots(40, 30, seed);
        return Samples.unlabelled("image " + seed, Samples.photo(40, 30, seed), map, Samples.above(map, 60));
    }

    @Test
    void printingDrawsEverythingAndGivesItBackAfterwards() throws Exception {
        openAtGallery(write(ReportConfig.of("print"), images(60, 0)));
        browser.await("document.querySelectorAll('[data-drawn]').length > 0");
        browser.script("window.print = () => { window.printed = document.querySelectorAll('[data-drawn]').length }");
        browser.find("#print").click();
        browser.await("window.printed !== undefined");
        assertThat(browser.script("return window.printed")).isEqualTo(60L);
        browser.script("window.dispatchEvent(new Event('afterprint'))");
        assertThat(browser.count("[data-drawn]")).isLessThan(60);
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void aPictureGrowsAndShrinksByKeyboard() throws Exception {
        openAtGallery(write(ReportConfig.of("large"), images(2, 0)));
        browser.await(ALL_DRAWN);
        WebElement picture = browser.find(".picture");
        int before = picture.getSize().width;
        picture.sendKeys(Keys.ENTER);
        assertThat(picture.getDomAttribute("aria-expanded")).isEqualTo("true");
        assertThat(picture.getSize().width).isGreaterThan(before);
        picture.sendKeys(Keys.ENTER);
        assertThat(picture.getSize().width).isEqualTo(before);
    }
}
