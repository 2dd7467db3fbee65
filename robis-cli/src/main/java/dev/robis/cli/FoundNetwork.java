package dev.robis.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.robis.nn.inp.ReferenceModel;
import dev.robis.weights.Architecture;
import dev.robis.weights.Checkpoint;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The network that a checkpoint holds, for people and programs.
 *
 * @param match an encoder or Segment Anything
 * @param model what a RoBiS model has beside its encoder
 */
record FoundNetwork(Optional<Architecture.Match> match, Optional<Model> model) {

    private static final String ENCODER = "encoder.";

    /**
     * @param encoder its names; one whose shape was never published is without the blocks that are read
     * @param others number of tensors that are not the encoder's
     */
    private record Model(List<String> encoder, long prototypes, long decoders, long others) {}

    static FoundNetwork in(Checkpoint checkpoint) {
        List<String> encoder = Stream.concat(
                        ReferenceModel.recognise(checkpoint).stream()
                                .map(model -> model.backbone().name()),
                        ReferenceModel.ownShape(checkpoint).stream())
                .toList();
        return new FoundNetwork(
                Architecture.recognise(checkpoint),
                encoder.isEmpty() ? Optional.empty() : Optional.of(model(encoder, checkpoint)));
    }

    private static Model model(List<String> encoder, Checkpoint checkpoint) {
        long decoders = checkpoint.names().stream()
                .filter(name -> name.matches("decoder\\.\\d+\\.norm1\\.weight"))
                .count();
        long others = checkpoint.names().stream()
                .filter(name -> !name.startsWith(ENCODER))
                .count();
        return new Model(encoder, checkpoint.require("prototype_token").shape().get(0), decoders, others);
    }

    String text() {
        return model.map(FoundNetwork::text)
                .or(() -> match.map(FoundNetwork::text))
                .orElse("unknown");
    }

    private static String text(Model model) {
        return "RoBiS model on %s, %d prototypes, %d decoder blocks"
                .formatted(String.join(" or ", model.encoder), model.prototypes, model.decoders);
    }

    private static String text(Architecture.Match match) {
        String where = match.prefix().isEmpty() ? "" : ", below \"" + match.prefix() + "\"";
        String others = match.others() == 0 ? "" : ", beside " + match.others() + " other tensors";
        return String.join(" or ", match.names()) + where + others;
    }

    /** {@code network}: null, or names and prefix of the encoder, and of a whole model its other numbers. */
    void writeField(JsonGenerator to) throws IOException {
        if (match.isEmpty() && model.isEmpty()) {
            to.writeNullField("network");
            return;
        }
        to.writeObjectFieldStart("network");
        to.writeArrayFieldStart("names");
        for (String name :
                model.map(Model::encoder).orElseGet(() -> match.orElseThrow().names())) to.writeString(name);
        to.writeEndArray();
        to.writeStringField("prefix", match.map(Architecture.Match::prefix).orElse(ENCODER));
        to.writeNumberField(
                "other_tensors", match.map(found -> (long) found.others()).orElseGet(() -> model.orElseThrow().others));
        if (model.isPresent()) {
            to.writeObjectFieldStart("robis");
            to.writeNumberField("prototypes", model.get().prototypes);
            to.writeNumberField("decoders", model.get().decoders);
            to.writeEndObject();
        }
        to.writeEndObject();
    }
}
