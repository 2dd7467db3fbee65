package dev.robis.weights.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static Answer with(String name, String value) {
        return new Answer(200, HttpHeaders.of(Map.of(name, List.of(value)), (key, text) -> true));
    }

    @ParameterizedTest
    @CsvSource({"120, 120", "0, 0", "'Thu, 01 Jan 2026 00:01:40 GMT', 100", "'Wed, 31 Dec 2025 00:00:00 GMT', 0"})
    void retryAfterIsSecondsOrADate(String value, long seconds) {
        assertThat(with("Retry-After", value).retryAfter(NOW)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"soon", "-1", "''", "99999999999999"})
    void otherWordsAreNotHeard(String value) {
        assertThat(with("Retry-After", value).retryAfter(NOW)).isEmpty();
    }

    @Test
    void ranges() {
        assertThat(with("Content-Range", "bytes 5-9/10").range()).contains(new Answer.Range(5, 9, 10));
        assertThat(with("Content-Range", "bytes 5-9/*").range()).contains(new Answer.Range(5, 9, -1));
        for (String wrong : List.of("bytes */10", "items 5-9/10", "bytes 5-9", "bytes 5-9/99999999999999999999"))
            assertThat(with("Content-Range", wrong).range()).as(wrong).isEmpty();
    }

    @Test
    void lengths() {
        assertThat(with("Content-Length", "17").length()).isEqualTo(17);
        assertThat(with("Content-Length", "-5").length()).isEqualTo(-1);
        assertThat(with("Content-Length", "many").length()).isEqualTo(-1);
        assertThat(with("X", "y").length()).isEqualTo(-1);
    }

    @Test
    void onlyStrongTagsRecogniseBytes() {
        assertThat(with("ETag", "\"abc\"").validator()).contains("\"abc\"");
        assertThat(with("ETag", "W/\"abc\"").validator()).isEmpty();
        assertThat(with("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT").validator())
                .contains("Thu, 01 Jan 2026 00:00:00 GMT");
    }
}
