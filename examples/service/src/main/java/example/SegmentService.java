package example;

import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.robis.seg.AnomalySegmenter;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.image.ImageSize;
import dev.robis.seg.image.UnreadableImageException;
import io.javalin.Javalin;
import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.ServiceUnavailableResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * POST /segment, with the bytes of an image as the body, is answered with what is defective in it: JSON, or the mask
 * alone to those who accept image/png. GET /health says that it is up.
 */
public final class SegmentService implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final AnomalySegmenter segmenter;
    private final Limits limits;
    private final Semaphore places;
    private final Javalin server;
    private volatile boolean stopping;

    /** @param segmenter closed with this service */
    SegmentService(AnomalySegmenter segmenter, Limits limits) {
        this.segmenter = segmenter;
        this.limits = limits;
        this.places = new Semaphore(limits.images());
        this.server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.routes.post("/segment", this::segment);
            config.routes.get("/health", call -> call.json(Map.of("free", places.availablePermits())));
            config.routes.exception(UnreadableImageException.class, (e, call) -> refuse(call, 400, e));
            config.routes.exception(HttpResponseException.class, (e, call) -> refuse(call, e.getStatus(), e));
        });
    }

    /** @param arguments bundle and port */
    public static void main(String[] arguments) throws IOException {
        AnomalySegmenter segmenter = AnomalySegmenter.open(Path.of(arguments[0]));
        SegmentService service = new SegmentService(segmenter, Limits.defaults());
        Runtime.getRuntime().addShutdownHook(new Thread(service::close));
        service.start(Integer.parseInt(arguments[1]));
    }

    /** @param port 0 for any that is free */
    SegmentService start(int port) {
        server.start(port);
        return this;
    }

    int port() {
        return server.port();
    }

    private void segment(Context call) throws IOException {
        if (stopping) throw new ServiceUnavailableResponse("stopping");
        if (!places.tryAcquire()) {
            call.header("Retry-After", "1");
            throw new ServiceUnavailableResponse("busy: " + limits.images() + " images are in work or waiting");
        }
        try {
            Answer answer = Answer.of(segmenter.segment(image(call)));
            if ("image/png".equals(call.header("Accept"))) send(call, "image/png", answer.mask());
            else send(call, "application/json", JSON.writeValueAsBytes(answer));
        } finally {
            places.release();
        }
    }

    /** Now, not after the handler: who stops the service waits for places. */
    private static void send(Context call, String type, byte[] body) throws IOException {
        call.contentType(type);
        call.res().setContentLength(body.length);
        call.outputStream().write(body);
        call.outputStream().flush();
    }

    private Planar<GrayU8> image(Context call) throws IOException {
        byte[] body = call.bodyInputStream().readNBytes(limits.bytes() + 1);
        if (body.length > limits.bytes())
            throw new ContentTooLargeResponse("expected an image of at most " + limits.bytes() + " bytes");
        ImageSize size = ImageFiles.size(body, "the body");
        if ((long) size.width() * size.height() > limits.pixels())
            throw new ContentTooLargeResponse(
                    "expected an image of at most " + limits.pixels() + " pixels, found " + size);
        return ImageFiles.read(body, "the body");
    }

    private static void refuse(Context call, int status, Exception reason) {
        call.status(status).json(Map.of("error", reason.getMessage()));
    }

    /** Takes no more images, waits for those in work as long as the limits say, then stops. */
    @Override
    public synchronized void close() {
        if (stopping) return;
        stopping = true;
        try {
            places.tryAcquire(limits.images(), limits.stopMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.stop();
        segmenter.close();
    }
}
