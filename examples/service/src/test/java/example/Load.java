package example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.robis.seg.AnomalySegmenter;
import dev.robis.seg.result.Segmentation;
import dev.robis.seg.image.ImageFiles;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many clients at once, each answer compared with what {@link AnomalySegmenter} says of the image when called directly. */
final class Load {

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI address;
    private final List<byte[]> images = new ArrayList<>();
    private final List<Segmentation> expected = new ArrayList<>();

    Load(URI address, List<Path> files, AnomalySegmenter segmenter) throws IOException {
        this.address = address;
        for (Path file : files) {
            images.add(Files.readAllBytes(file));
            expected.add(segmenter.segment(file));
        }
    }

    /**
     * @param seconds from the first request to the last answer
     * @param latencies of every request, ascending, seconds
     * @param wrong answers that differ from the direct call or are none
     */
    record Result(double seconds, double[] latencies, List<String> wrong) {

        double perSecond() {
            return latencies.length / seconds;
        }

        double percentile(double share) {
            return latencies[(int) Math.ceil(share * latencies.length) - 1];
        }
    }

    Result run(int clients, int requests) throws Exception {
        List<Future<Double>> calls = new ArrayList<>();
        List<String> wrong = java.util.Collections.synchronizedList(new ArrayList<>());
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        long start = System.nanoTime();
        try {
            for (int i = 0; i < requests; i++) {
                int image = i % images.size();
                calls.add(threads.submit(() -> timed(image, wrong)));
            }
            double[] latencies = new double[requests];
            for (int i = 0; i < requests; i++) latencies[i] = calls.get(i).get();
            double seconds = (System.nanoTime() - start) / 1e9;
            Arrays.sort(latencies);
            return new Result(seconds, latencies, wrong);
        } finally {
            threads.shutdown();
        }
    }

    private double timed(int image, List<String> wrong) throws Exception {
        long start = System.nanoTime();
        HttpResponse<byte[]> answer = client.send(
                HttpRequest.newBuilder(address).POST(BodyPublishers.ofByteArray(images.get(image))).build(),
                BodyHandlers.ofByteArray());
        double seconds = (System.nanoTime() - start) / 1e9;
        if (answer.statusCode() != 200) wrong.add("status " + answer.statusCode());
        else if (!same(answer.body(), expected.get(image))) wrong.add("another answer to image " + image);
        return seconds;
    }

    private static boolean same(byte[] answer, Segmentation expected) throws IOException {
        JsonNode json = new ObjectMapper().readTree(answer);
        byte[] mask = ImageFiles.read(json.get("mask").binaryValue(), "mask").getBand(0).data;
        for (int i = 0; i < mask.length; i++) if ((mask[i] == 0) != (expected.mask().data[i] == 0)) return false;
        return json.get("score").doubleValue() == expected.score()
                && json.get("threshold").doubleValue() == expected.threshold()
                && json.get("defective").booleanValue() == expected.defective()
                && json.get("regions").size() == expected.regions().size();
    }
}
