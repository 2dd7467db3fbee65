package dev.robis.weights.catalogue;

import dev.robis.weights.catalogue.ScriptedServer.Request;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** A file as a good server serves it, ranges and If-Range included. */
final class ServedFile {

    private final byte[] content;
    private final String tag;

    /**
     * @param tag the ETag, or null for a server that gives no validator
     */
    ServedFile(byte[] content, String tag) {
        this.content = content;
        this.tag = tag;
    }

    /** Answers a request in full. */
    void serve(Request request, OutputStream out) throws IOException {
        serve(request, out, content.length);
    }

    /** Answers a request, and ends the connection after so many bytes of the body. */
    void serve(Request request, OutputStream out, int bytes) throws IOException {
        boolean changed = request.headers().containsKey("if-range")
                && !request.headers().get("if-range").equals(tag);
        int from = changed ? 0 : request.from();
        head(out, from);
        out.write(content, from, Math.min(bytes, content.length - from));
        out.flush();
    }

    /** The head of an answer that begins at a byte. */
    void head(OutputStream out, int from) throws IOException {
        List<String> headers = new ArrayList<>(List.of("Content-Length: " + (content.length - from)));
        if (tag != null) headers.add("ETag: " + tag);
        if (from > 0) headers.add("Content-Range: bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        ScriptedServer.head(out, from > 0 ? 206 : 200, headers.toArray(String[]::new));
    }
}
