package dev.robis.seg.inp;

import dev.robis.nn.inp.InpFormerTrainer;
import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The state of an unfinished training on disk, and what it belongs to: configuration, tiles and encoder.
 *
 * @param file replaced as a whole by every checkpoint
 * @param identity what a run must have in common with the one that wrote it
 */
record Checkpoint(Path file, Map<String, String> identity) {

    private static final String LOSS_SUM = "loss_sum";

    /** The sum of the losses of the epoch so far goes with the tensors. */
    void write(InpFormerTrainer trainer, double lossSum) throws IOException {
        Map<String, String> metadata = new TreeMap<>(identity);
        metadata.put(LOSS_SUM, Double.toString(lossSum));
        SafetensorsWriter.write(file, trainer.state(), metadata);
    }

    boolean exists() {
        return Files.isRegularFile(file);
    }

    /**
     * @throws IOException if the file is damaged, or belongs to another run, naming what differs
     */
    SafetensorsFile open() throws IOException {
        SafetensorsFile source = SafetensorsFile.open(file);
        for (Map.Entry<String, String> expected : identity.entrySet()) {
            String found = source.metadata().get(expected.getKey());
            if (expected.getValue().equals(found)) continue;
            source.close();
            throw new IOException(file + ": this training began with " + expected.getKey() + " " + found
                    + ", now it is " + expected.getValue()
                    + "; resume with what it began with, or delete the folder and start again");
        }
        return source;
    }

    double lossSum(SafetensorsFile source) {
        return Double.parseDouble(source.metadata().getOrDefault(LOSS_SUM, "0"));
    }
}
