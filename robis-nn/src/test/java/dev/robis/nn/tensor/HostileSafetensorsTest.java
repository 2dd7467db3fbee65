package dev.robis.nn.tensor;

import static dev.robis.nn.tensor.RawSafetensors.entry;
import static dev.robis.nn.tensor.RawSafetensors.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that lie. Each is refused by name and reason, from the disk and from memory. */
@Timeout(60)
class HostileSafetensorsTest {

    private static final byte[] NOTHING = {};

    @TempDir
    Path folder;

    static Stream<Arguments> files() {
        return Stream.of(
                bad("empty", NOTHING, "expected at least 8 bytes, found 0"),
                bad("seven bytes", new byte[7], "expected at least 8 bytes, found 7"),
                bad("no header", length(0), "found a length of 0"),
                bad("length alone", length(2), "header of 2 bytes reaches beyond the file of 8 bytes"),
                bad("negative length", length(-1), "found a length of 18446744073709551615"),
                bad("header above the limit", length(100_000_001), "expected a header of 2 to 100000000 bytes"),
                bad("header beyond the file", length(99_999_999), "reaches beyond the file"),
                bad(
                        "PyTorch file",
                        "PK\3\4 and so on".getBytes(StandardCharsets.US_ASCII),
                        "is this a safetensors file?"),
                bad("array", "[]", "does not begin with '{' but with byte 91"),
                bad("space first", " {}", "does not begin with '{'"),
                bad("cut short", "{\"a\":", "not acceptable JSON"),
                bad("cut in the shape", "{\"a\":{\"shape\":[1", "not acceptable JSON"),
                bad("not JSON", "{a:1}", "not acceptable JSON"),
                bad("UTF-16", file("{}".getBytes(StandardCharsets.UTF_16LE), NOTHING), "not acceptable JSON"),
                bad("not UTF-8", file(new byte[] {'{', '"', (byte) 0xff, '"', '}'}, NOTHING), "not UTF-8"),
                bad("trailing object", "{}{}", "goes on after its closing brace"),
                bad("trailing word", "{} x", "not acceptable JSON"),
                bad("deep nesting", "{\"a\":{\"x\":" + "[".repeat(1_000_000), "not acceptable JSON"),
                bad("long number", one("F32", "[" + "1".repeat(1_000_000) + "]", "[0,4]"), "not acceptable JSON"),
                bad("long name", "{\"" + "n".repeat(1_000_000) + "\":1}", "not acceptable JSON"),
                bad(
                        "long string",
                        "{\"__metadata__\":{\"a\":\"" + "s".repeat(17_000_000) + "\"}}",
                        "not acceptable JSON"),
                bad("same name twice", "{" + good("a") + "," + good("a") + "}", "Duplicate field 'a'"),
                bad("same field twice", "{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\"}}", "Duplicate field 'dtype'"),
                bad("metadata of numbers", "{\"__metadata__\":{\"a\":1}}", "__metadata__ \"a\" must be a string"),
                bad("metadata array", "{\"__metadata__\":[]}", "__metadata__ must be an object"),
                bad("metadata twice", "{\"__metadata__\":{},\"__metadata__\":{}}", "Duplicate field"),
                bad("tensor is a number", "{\"a\":3}", "a must be an object, found VALUE_NUMBER_INT"),
                bad("no dtype", "{\"a\":{\"shape\":[],\"data_offsets\":[0,0]}}", "a lacks dtype"),
                bad("no shape", "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,0]}}", "a lacks shape"),
                bad("no offsets", "{\"a\":{\"dtype\":\"F32\",\"shape\":[]}}", "a lacks data_offsets"),
                bad("unknown dtype", one("F8_E4M3", "[1]", "[0,4]"), "dtype must be one of [F64, F32,"),
                bad("dtype in lower case", one("f32", "[1]", "[0,4]"), "found \"f32\""),
                bad(
                        "dtype is an object",
                        "{\"a\":{\"dtype\":{},\"shape\":[],\"data_offsets\":[0,0]}}",
                        "found \"START_OBJECT\""),
                bad("shape is a number", one("F32", "1", "[0,4]"), "a: shape must be an array"),
                bad(
                        "negative length of an axis",
                        one("F32", "[-1]", "[0,4]"),
                        "whole numbers from 0 to 2^63 - 1, found -1"),
                bad("broken length", one("F32", "[1.0]", "[0,4]"), "found \"1.0\""),
                bad("text as length", one("F32", "[\"1\"]", "[0,4]"), "found \"1\""),
                bad("null as length", one("F32", "[null]", "[0,4]"), "found \"null\""),
                bad("nested shape", one("F32", "[[1]]", "[0,4]"), "found \"[\""),
                bad("length of 2^63", one("F32", "[9223372036854775808]", "[0,4]"), "found 9223372036854775808"),
                bad("elements overflow", one("F32", "[4294967296,4294967296]", "[0,4]"), "is too large"),
                bad("elements overflow to fit", one("U8", "[4294967297,4294967296,1]", "[0,4]"), "is too large"),
                bad("bytes overflow", one("F64", "[2305843009213693952]", "[0,4]"), "is too large"),
                bad(
                        "too many axes",
                        one("F32", "[" + "1,".repeat(100_000) + "1]", "[0,4]"),
                        "shape has more than 64 values"),
                bad("one offset", one("F32", "[1]", "[4]"), "must be begin and end, found [4]"),
                bad("three offsets", one("F32", "[1]", "[0,4,8]"), "has more than 2 values"),
                bad("offsets backwards", one("F32", "[1]", "[4,0]"), "begin after their end"),
                bad("negative offset", one("F32", "[1]", "[-4,0]"), "found -4"),
                bad("beyond the data", one("F32", "[2]", "[0,8]"), "reach beyond the 4 bytes of data"),
                bad(
                        "far beyond the data",
                        one("F32", "[1]", "[9223372036854775803,9223372036854775807]"),
                        "reach beyond"),
                bad("fewer bytes than shape", one("F32", "[2]", "[0,4]"), "F32 of shape [2] needs 8 bytes"),
                bad("more bytes than shape", one("F16", "[1]", "[0,4]"), "needs 2 bytes, data_offsets [0, 4] hold 4"),
                bad("scalar without bytes", one("F32", "[]", "[0,0]"), "needs 4 bytes"),
                bad("bytes without elements", one("F32", "[0]", "[0,4]"), "needs 0 bytes"),
                bad("overlap", "{" + good("a") + "," + good("b") + "}", "b: overlaps the tensor before it"),
                bad(
                        "partial overlap",
                        "{" + entry("a", "U8", "[3]", "[0,3]") + "," + entry("b", "U8", "[2]", "[2,4]") + "}",
                        "b: overlaps"),
                bad(
                        "nothing inside another",
                        "{" + good("a") + "," + entry("b", "U8", "[0]", "[2,2]") + "}",
                        "b: overlaps"),
                bad("hole at the start", one("U8", "[3]", "[1,4]"), "a: 1 bytes before it belong to no tensor"),
                bad(
                        "hole",
                        "{" + entry("a", "U8", "[1]", "[0,1]") + "," + entry("b", "U8", "[1]", "[3,4]") + "}",
                        "b: 2 bytes before it"),
                bad("trailing bytes", one("U8", "[3]", "[0,3]"), "the last 1 bytes belong to no tensor"),
                bad("data without tensors", "{}", "the last 4 bytes belong to no tensor"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void isRefusedFromTheDisk(String name, byte[] bytes, String reason) throws Exception {
        Path path = Files.write(folder.resolve("hostile.safetensors"), bytes);
        assertThatThrownBy(() -> SafetensorsFile.open(path).close())
                .isInstanceOf(MalformedTensorFileException.class)
                .hasMessageStartingWith(path + ": ")
                .hasMessageContaining(reason)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(2000));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void isRefusedFromMemory(String name, byte[] bytes, String reason) {
        assertThatThrownBy(() -> SafetensorsFile.of(ByteBuffer.wrap(bytes), "resource"))
                .isInstanceOf(MalformedTensorFileException.class)
                .hasMessageStartingWith("resource: ")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unusualFiles")
    void unusualButRightIsAccepted(String name, byte[] bytes) throws Exception {
        SafetensorsFile.of(ByteBuffer.wrap(bytes), "resource").close();
    }

    static Stream<Arguments> unusualFiles() {
        String many = String.join(
                ",",
                IntStream.range(0, 20_000)
                        .mapToObj(i -> entry("t" + i, "F32", "[0]", "[0,0]"))
                        .toList());
        return Stream.of(
                Arguments.of("no tensors", file("{}", NOTHING)),
                Arguments.of("padding", file("{}      ", NOTHING)),
                Arguments.of("no name", file("{" + good("") + "}", new byte[4])),
                Arguments.of("other alphabets", file("{" + good("ħ€𝄞") + "}", new byte[4])),
                Arguments.of(
                        "unknown fields",
                        file("{\"a\":{\"x\":[{}],\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}", NOTHING)),
                Arguments.of(
                        "data in another order",
                        file(
                                "{" + entry("a", "U8", "[2]", "[2,4]") + "," + entry("b", "U8", "[2]", "[0,2]") + "}",
                                new byte[4])),
                Arguments.of("many tensors of nothing", file("{" + many + "}", NOTHING)));
    }

    private static String good(String name) {
        return entry(name, "F32", "[1]", "[0,4]");
    }

    private static String one(String dtype, String shape, String offsets) {
        return "{" + entry("a", dtype, shape, offsets) + "}";
    }

    private static byte[] length(long length) {
        return RawSafetensors.littleEndian(8).putLong(length).array();
    }

    private static Arguments bad(String name, byte[] bytes, String reason) {
        return Arguments.of(name, bytes, reason);
    }

    /** With four bytes of data. */
    private static Arguments bad(String name, String json, String reason) {
        return bad(name, file(json, new byte[4]), reason);
    }
}
