package dev.robis.nn.tensor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The header of a safetensors file: 8 bytes of length, little-endian, then JSON. Believes nothing it reads: lengths
 * are checked before memory is taken for them, and the tensors must cover the rest of the file exactly, as the format
 * demands.
 *
 * @param metadata the file's {@code __metadata__}, empty if there is none
 * @param tensors by name, in the order of the header
 */
record SafetensorsHeader(Map<String, String> metadata, Map<String, Entry> tensors) {

    /** The name that is no tensor's. */
    static final String METADATA = "__metadata__";

    /** The limit of the format's own library, bytes. */
    static final int LONGEST = 100_000_000;

    /** Bytes before the JSON. */
    static final int PREFIX = 8;

    private static final int MOST_AXES = 64;

    /** Names are kept out of the factory's symbol table: a hostile file could fill it. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxNumberLength(64)
                    .maxNameLength(10_000)
                    .maxStringLength(16_000_000)
                    .build())
            .build();

    /**
     * A stored tensor.
     *
     * @param begin place of its first byte in the file
     * @param end place after its last
     */
    record Entry(TensorInfo info, long begin, long end) {}

    /**
     * @param bytes of the whole file
     * @param file its name, for messages
     */
    static SafetensorsHeader parse(Windows bytes, String file) throws MalformedTensorFileException {
        if (bytes.size() < PREFIX)
            throw new MalformedTensorFileException(
                    file, "expected at least " + PREFIX + " bytes, found " + bytes.size());
        long length = bytes.elements(0, PREFIX, 1).getLong();
        if (length < 2 || length > LONGEST)
            throw new MalformedTensorFileException(
                    file,
                    "expected a header of 2 to " + LONGEST + " bytes, found a length of "
                            + Long.toUnsignedString(length) + "; is this a safetensors file?");
        if (length > bytes.size() - PREFIX)
            throw new MalformedTensorFileException(
                    file, "header of " + length + " bytes reaches beyond the file of " + bytes.size() + " bytes");
        byte[] json = new byte[(int) length];
        bytes.elements(PREFIX, 1, length).get(json);
        if (json[0] != '{')
            throw new MalformedTensorFileException(
                    file, "header does not begin with '{' but with byte " + (json[0] & 0xff));
        return new Parser(file, PREFIX + length, bytes.size()).parse(json);
    }

    /** Reads one header. */
    private static final class Parser {

        private final String file;
        private final long dataBegin;
        private final long fileEnd;
        private Map<String, String> metadata = Map.of();
        private final Map<String, Entry> tensors = new LinkedHashMap<>();

        Parser(String file, long dataBegin, long fileEnd) {
            this.file = file;
            this.dataBegin = dataBegin;
            this.fileEnd = fileEnd;
        }

        SafetensorsHeader parse(byte[] json) throws MalformedTensorFileException {
            var text = new InputStreamReader(new ByteArrayInputStream(json), StandardCharsets.UTF_8.newDecoder());
            try (JsonParser parser = JSON.createParser(text)) {
                parser.nextToken();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    if (name.equals(METADATA)) metadata = metadata(parser);
                    else tensors.put(name, tensor(parser, name));
                }
                if (parser.nextToken() != null) throw malformed("header goes on after its closing brace");
            } catch (MalformedTensorFileException e) {
                throw e;
            } catch (JsonProcessingException e) {
                throw new MalformedTensorFileException(
                        file,
                        "header is not acceptable JSON: " + e.getOriginalMessage() + " at character "
                                + (e.getLocation() == null
                                        ? -1
                                        : e.getLocation().getCharOffset()),
                        e);
            } catch (CharacterCodingException e) {
                throw new MalformedTensorFileException(file, "header is not UTF-8", e);
            } catch (IOException e) {
                throw new MalformedTensorFileException(file, "header cannot be read: " + e.getMessage(), e);
            }
            requireCoverage();
            return new SafetensorsHeader(metadata, Collections.unmodifiableMap(tensors));
        }

        private Map<String, String> metadata(JsonParser parser) throws IOException {
            if (parser.nextToken() != JsonToken.START_OBJECT)
                throw malformed(METADATA + " must be an object, found " + parser.currentToken());
            Map<String, String> result = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                if (parser.nextToken() != JsonToken.VALUE_STRING)
                    throw malformed(METADATA + " \"" + key + "\" must be a string, found " + parser.currentToken());
                result.put(key, parser.getText());
            }
            return Collections.unmodifiableMap(result);
        }

        private Entry tensor(JsonParser parser, String name) throws IOException {
            if (parser.nextToken() != JsonToken.START_OBJECT)
                throw malformed(name + " must be an object, found " + parser.currentToken());
            DType dtype = null;
            List<Long> shape = null;
            List<Long> offsets = null;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "dtype" -> dtype = dtype(parser, name);
                    case "shape" -> shape = wholeNumbers(parser, name, field, MOST_AXES);
                    case "data_offsets" -> offsets = wholeNumbers(parser, name, field, 2);
                    default -> parser.skipChildren();
                }
            }
            if (dtype == null || shape == null || offsets == null)
                throw malformed(
                        name + " lacks " + (dtype == null ? "dtype" : shape == null ? "shape" : "data_offsets"));
            return entry(name, dtype, shape, offsets);
        }

        private DType dtype(JsonParser parser, String name) throws IOException {
            String found = parser.currentToken() == JsonToken.VALUE_STRING
                    ? parser.getText()
                    : String.valueOf(parser.currentToken());
            for (DType known : DType.values()) if (known.name().equals(found)) return known;
            throw malformed(
                    name + ": dtype must be one of " + Arrays.toString(DType.values()) + ", found " + brief(found));
        }

        private List<Long> wholeNumbers(JsonParser parser, String name, String field, int most) throws IOException {
            if (parser.currentToken() != JsonToken.START_ARRAY)
                throw malformed(name + ": " + field + " must be an array, found " + parser.currentToken());
            List<Long> numbers = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (numbers.size() == most) throw malformed(name + ": " + field + " has more than " + most + " values");
                numbers.add(wholeNumber(parser, name, field));
            }
            return numbers;
        }

        private long wholeNumber(JsonParser parser, String name, String field) throws IOException {
            String problem = name + ": " + field + " must hold whole numbers from 0 to 2^63 - 1, found ";
            if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) throw malformed(problem + brief(parser.getText()));
            try {
                long number = parser.getLongValue();
                if (number < 0) throw malformed(problem + number);
                return number;
            } catch (InputCoercionException e) {
                throw new MalformedTensorFileException(file, problem + parser.getText(), e);
            }
        }

        private Entry entry(String name, DType dtype, List<Long> shape, List<Long> offsets)
                throws MalformedTensorFileException {
            if (offsets.size() != 2) throw malformed(name + ": data_offsets must be begin and end, found " + offsets);
            long begin = offsets.get(0);
            long end = offsets.get(1);
            if (begin > end) throw malformed(name + ": data_offsets begin after their end: " + offsets);
            if (end > fileEnd - dataBegin)
                throw malformed(name + ": data_offsets " + offsets + " reach beyond the " + (fileEnd - dataBegin)
                        + " bytes of data");
            TensorInfo info = new TensorInfo(name, dtype, shape);
            long bytes;
            try {
                bytes = Math.multiplyExact(info.elements(), (long) dtype.bytes());
            } catch (ArithmeticException e) {
                throw new MalformedTensorFileException(file, name + ": shape " + shape + " is too large", e);
            }
            if (bytes != end - begin)
                throw malformed(name + ": " + dtype + " of shape " + shape + " needs " + bytes + " bytes, data_offsets "
                        + offsets + " hold " + (end - begin));
            return new Entry(info, dataBegin + begin, dataBegin + end);
        }

        private void requireCoverage() throws MalformedTensorFileException {
            List<Entry> sorted = new ArrayList<>(tensors.values());
            sorted.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
            long covered = dataBegin;
            for (Entry entry : sorted) {
                String name = entry.info.name();
                if (entry.begin < covered) throw malformed(name + ": overlaps the tensor before it");
                if (entry.begin > covered)
                    throw malformed(name + ": " + (entry.begin - covered) + " bytes before it belong to no tensor");
                covered = entry.end;
            }
            if (covered != fileEnd) throw malformed("the last " + (fileEnd - covered) + " bytes belong to no tensor");
        }

        private MalformedTensorFileException malformed(String problem) {
            return new MalformedTensorFileException(file, problem);
        }

        private static String brief(String text) {
            return text.length() <= 40 ? "\"" + text + "\"" : "\"" + text.substring(0, 40) + "...\"";
        }
    }
}
