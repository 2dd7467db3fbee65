package dev.robis.seg.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.robis.seg.detector.Sha256;
import java.util.List;

/** The digest that tells two bundles apart whose answers may differ. */
final class Identity {

    /** Fields and keys in alphabetical order, so that the digest does not depend on how a record is written down. */
    private static final ObjectMapper CANONICAL = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private Identity() {}

    static String of(BundleDescription of) {
        List<Object> decisive = List.of(
                of.model(),
                of.maps(),
                of.training(),
                of.modelSha256(),
                of.encoderSha256(),
                of.calibration(),
                of.categories());
        try {
            return Sha256.of(CANONICAL.writeValueAsBytes(decisive));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // records of numbers and strings can be written
        }
    }
}
