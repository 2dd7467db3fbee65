package example;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.robis.seg.AnomalySegmenter;
import dev.robis.seg.bundle.Bundle;
import dev.robis.seg.detector.EncoderWeights;
import dev.robis.seg.image.ImageFiles;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class SegmentServiceTest {

    /** Places for two images of 200,000 bytes and 60,000 pixels. */
    private static final Limits LIMITS = new Limits(2, 200_000, 60_000, 60_000);

    @TempDir
    static Path folder;

    private static Fabric fabric;

    private final HttpClient client = HttpClient.newHttpClient();
    private AnomalySegmenter segmenter;
    private SegmentService service;

    @BeforeAll
    static void learn() throws Exception {
        fabric = Fabric.learn(folder, 200, 200, 56);
    }

    @BeforeEach
    void start() throws Exception {
        start(LIMITS);
    }

    private void start(Limits limits) throws Exception {
        segmenter = AnomalySegmenter.open(Bundle.open(fabric.bundle()), EncoderWeights.standard(), 2);
        service = new SegmentService(segmenter, limits).start(0);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private URI address(String path) {
        return URI.create("http://localhost:" + service.port() + path);
    }

    private HttpResponse<byte[]> post(BodyPublisher body, String accept) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address("/segment"))
                .header("Accept", accept)
                .POST(body)
                .build();
        return client.send(request, BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> post(byte[] body) throws Exception {
        return post(BodyPublishers.ofByteArray(body), "application/json");
    }

    private static String error(HttpResponse<byte[]> answer) throws Exception {
        return new ObjectMapper().readTree(answer.body()).get("error").asText();
    }

    private static byte[] image() throws Exception {
        return Files.readAllBytes(fabric.images().get(0));
    }

    @Test
    void eachOfManyClientsGetsWhatADirectCallSays() throws Exception {
        service.close();
        start(new Limits(8, LIMITS.bytes(), LIMITS.pixels(), 60_000));
        Load.Result result = new Load(address("/segment"), fabric.images(), segmenter).run(8, 40);
        assertThat(result.wrong()).isEmpty();
        assertThat(result.latencies()).hasSize(40);
    }

    @Test
    void theMaskAloneIsForThoseWhoAcceptAPicture() throws Exception {
        for (Path file : fabric.images()) {
            HttpResponse<byte[]> answer = post(BodyPublishers.ofFile(file), "image/png");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("image/png");
            Path mask = Files.write(folder.resolve("mask.png"), answer.body());
            assertThat(ImageFiles.readMask(mask).data).isEqualTo(segmenter.segment(file).mask().data);
        }
    }

    @Test
    void whatIsNoImageIsRefusedWithTheReason() throws Exception {
        HttpResponse<byte[]> text = post("a poem".getBytes());
        assertThat(text.statusCode()).isEqualTo(400);
        assertThat(error(text)).isEqualTo("the body: expected PNG, JPEG, BMP or TIFF, found something else");
        assertThat(post(new byte[0]).statusCode()).isEqualTo(400);
        byte[] whole = image();
        assertThat(post(Arrays.copyOf(whole, whole.length / 2)).statusCode()).isEqualTo(400);
        assertThat(post(whole).statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsTooLargeIsRefusedWhetherItsLengthIsToldOrNot() throws Exception {
        byte[] body = new byte[LIMITS.bytes() + 1];
        assertThat(post(body).statusCode()).isEqualTo(413);
        HttpResponse<byte[]> chunked =
                post(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)), "application/json");
        assertThat(chunked.statusCode()).isEqualTo(413);
        assertThat(error(chunked)).isEqualTo("expected an image of at most 200000 bytes");
    }

    @Test
    void aSmallFileOfAHugeImageIsRefusedBeforeItIsDecoded() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(3000, 2000, BufferedImage.TYPE_BYTE_BINARY), "png", bytes);
        HttpResponse<byte[]> answer = post(bytes.toByteArray());
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(error(answer)).contains("at most 60000 pixels", "3000");
    }

    @Test
    void moreThanThereArePlacesForAreSentAwayUntilOneIsFree() throws Exception {
        try (SlowUpload first = new SlowUpload(service.port(), image());
                SlowUpload second = new SlowUpload(service.port(), image())) {
            awaitFree(0);
            HttpResponse<byte[]> third = post(image());
            assertThat(third.statusCode()).isEqualTo(503);
            assertThat(third.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(error(third)).isEqualTo("busy: 2 images are in work or waiting");
            assertThat(first.finish()).startsWith("HTTP/1.1 200");
            assertThat(second.finish()).startsWith("HTTP/1.1 200");
        }
        assertThat(post(image()).statusCode()).isEqualTo(200);
    }

    @Test
    void stoppingLetsImagesInWorkBeAnswered() throws Exception {
        try (SlowUpload upload = new SlowUpload(service.port(), image())) {
            awaitFree(1);
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(service::close);
            while (post(image()).statusCode() == 200) Thread.onSpinWait();
            assertThat(error(post(image()))).isEqualTo("stopping");
            assertThat(stopped).isNotDone();
            assertThat(upload.finish()).startsWith("HTTP/1.1 200");
            stopped.get();
        }
    }

    private void awaitFree(int places) throws Exception {
        String body;
        do {
            HttpRequest request = HttpRequest.newBuilder(address("/health")).build();
            body = client.send(request, BodyHandlers.ofString()).body();
        } while (!body.equals("{\"free\":" + places + "}"));
    }
}
