package example;

import dev.robis.seg.AnomalySegmenter;
import dev.robis.seg.bundle.Bundle;
import dev.robis.seg.detector.EncoderWeights;
import dev.robis.seg.image.ImageFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How the service bears many clients, beside the same images without a network. Run by hand; takes clients, requests and
 * networks. Memory is that of service and clients together.
 */
final class MeasureLoad {

    private MeasureLoad() {}

    public static void main(String[] arguments) throws Exception {
        int clients = Integer.parseInt(arguments[0]), requests = Integer.parseInt(arguments[1]);
        int networks = Integer.parseInt(arguments[2]);
        Fabric fabric = Fabric.learn(Files.createTempDirectory("load"), 400, 300, 224);
        AnomalySegmenter segmenter =
                AnomalySegmenter.open(Bundle.open(fabric.bundle()), EncoderWeights.standard(), networks);
        Limits limits = new Limits(clients, 1 << 20, 1_000_000, 60_000);
        try (SegmentService service = new SegmentService(segmenter, limits).start(0)) {
            URI address = URI.create("http://localhost:" + service.port() + "/segment");
            Load load = new Load(address, fabric.images(), segmenter);
            load.run(clients, requests / 4); // warm
            say("direct calls", direct(segmenter, fabric, requests / 4));
            long before = resident();
            Load.Result result = load.run(clients, requests);
            long after = resident();
            say("service", result.perSecond());
            say("direct calls again", direct(segmenter, fabric, requests / 4));
            System.out.printf(
                    "%d clients, %d requests, %d networks: p50 %.3f s, p95 %.3f s, p99 %.3f s; %d wrong %s%n",
                    clients,
                    requests,
                    networks,
                    result.percentile(0.5),
                    result.percentile(0.95),
                    result.percentile(0.99),
                    result.wrong().size(),
                    result.wrong());
            System.out.printf("resident before %d MB, after %d MB%n", before / 1024, after / 1024);
        }
    }

    private static void say(String what, double perSecond) {
        System.out.printf("%s: %.2f images per second%n", what, perSecond);
    }

    /** One after the other; decoding included, as in the service. */
    private static double direct(AnomalySegmenter segmenter, Fabric fabric, int count) throws IOException {
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            Path image = fabric.images().get(i % fabric.images().size());
            segmenter.segment(ImageFiles.read(image));
        }
        return count / ((System.nanoTime() - start) / 1e9);
    }

    /** Of this process, in kB. */
    private static long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
