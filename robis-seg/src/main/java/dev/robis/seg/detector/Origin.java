package dev.robis.seg.detector;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How the trained tensors of a bundle came to be. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({
    @JsonSubTypes.Type(TrainingRecord.class),
    @JsonSubTypes.Type(ImportRecord.class),
    @JsonSubTypes.Type(MemoryBankRecord.class)
})
public sealed interface Origin permits TrainingRecord, ImportRecord, MemoryBankRecord {

    /** Name of the product. */
    String category();
}
