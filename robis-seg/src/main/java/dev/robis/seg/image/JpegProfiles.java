package dev.robis.seg.image;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Takes the colour profiles out of a JPEG. Java's decoder would convert the pixels by them, which neither OpenCV nor
 * PIL does, and has no way to be told not to.
 */
final class JpegProfiles {

    private static final int MARKER = 0xff, START_OF_IMAGE = 0xd8, START_OF_SCAN = 0xda, PROFILE = 0xe2;
    private static final byte[] PROFILE_NAME = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);

    private JpegProfiles() {}

    /**
     * @param file from its first byte on; closed with the stream returned
     * @return the same bytes; without the profiles if they are a JPEG's. What lies behind the header is not read ahead.
     */
    static InputStream removed(InputStream file) throws IOException {
        BufferedInputStream in = new BufferedInputStream(file);
        in.mark(2);
        boolean jpeg = in.read() == MARKER && in.read() == START_OF_IMAGE;
        in.reset();
        return jpeg ? new SequenceInputStream(header(in), in) : in;
    }

    /** Up to the first scan, or to the first thing that is not a segment: that is the decoder's to judge. */
    private static InputStream header(InputStream in) throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        kept.writeBytes(in.readNBytes(2));
        while (true) {
            byte[] head = in.readNBytes(4); // marker and length
            int length = head.length < 4 ? 0 : (head[2] & 0xff) << 8 | (head[3] & 0xff);
            boolean segment = length >= 2 && (head[0] & 0xff) == MARKER && (head[1] & 0xff) != MARKER;
            boolean last = !segment || (head[1] & 0xff) == START_OF_SCAN;
            byte[] content = last ? new byte[0] : in.readNBytes(length - 2);
            if (!last && (head[1] & 0xff) == PROFILE && startsWith(content, PROFILE_NAME)) continue;
            kept.writeBytes(head);
            kept.writeBytes(content);
            if (last) return new ByteArrayInputStream(kept.toByteArray());
        }
    }

    private static boolean startsWith(byte[] content, byte[] prefix) {
        return content.length >= prefix.length && Arrays.equals(content, 0, prefix.length, prefix, 0, prefix.length);
    }
}
