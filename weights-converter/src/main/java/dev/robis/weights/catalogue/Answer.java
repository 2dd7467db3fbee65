package dev.robis.weights.catalogue;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the head of an answer says of the file (RFC 9110). */
record Answer(int status, HttpHeaders headers) {

    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

    /** The part of a file that is sent; {@code total} is -1 where the server does not say. */
    record Range(long first, long last, long total) {

        /** Whether this is a part from a place on of a file of an expected length, which is -1 if nobody knows it. */
        boolean continues(long have, long expected) {
            return first == have
                    && last >= have
                    && (total < 0 || last < total)
                    && (total < 0 || expected < 0 || total == expected);
        }
    }

    /** Bytes of the body, or -1. */
    long length() {
        try {
            OptionalLong length = headers.firstValueAsLong("Content-Length");
            return Math.max(-1, length.orElse(-1));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Whether a body of no declared length has an end of its own, so that a cut is seen as one. */
    boolean chunked() {
        return headers.firstValue("Transfer-Encoding")
                .filter(value -> value.toLowerCase(Locale.ROOT).contains("chunked"))
                .isPresent();
    }

    Optional<Range> range() {
        return headers.firstValue("Content-Range")
                .map(CONTENT_RANGE::matcher)
                .filter(Matcher::matches)
                .map(found -> new Range(
                        Long.parseLong(found.group(1)),
                        Long.parseLong(found.group(2)),
                        found.group(3).equals("*") ? -1 : Long.parseLong(found.group(3))));
    }

    /** By which the server recognises this version of the file: a strong ETag, else the date. */
    Optional<String> validator() {
        return headers.firstValue("ETag")
                .filter(tag -> tag.startsWith("\""))
                .or(() -> headers.firstValue("Last-Modified"));
    }

    /** What the body is instead of the file's bytes; empty if it may be those. */
    Optional<String> notTheFile() {
        String encoding = headers.firstValue("Content-Encoding").orElse("identity");
        if (!encoding.equalsIgnoreCase("identity")) return Optional.of("a body compressed with " + encoding);
        return headers.firstValue("Content-Type")
                .filter(type -> type.startsWith("text/html"))
                .map(type -> "a web page (" + type + "), perhaps the login page of a network");
    }

    /** How long to wait before the next request, if the server says so. */
    Optional<Duration> retryAfter(Instant now) {
        return headers.firstValue("Retry-After").flatMap(text -> pause(text.trim(), now));
    }

    private static Optional<Duration> pause(String text, Instant now) {
        try {
            if (text.matches("\\d{1,9}")) return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
            Duration until = Duration.between(now, DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
            return Optional.of(until.isNegative() ? Duration.ZERO : until);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
