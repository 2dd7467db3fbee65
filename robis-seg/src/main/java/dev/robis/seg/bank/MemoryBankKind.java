package dev.robis.seg.bank;

import dev.robis.nn.bank.MemoryBank;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.seg.config.MapConfig;
import dev.robis.seg.config.ModelConfig;
import dev.robis.seg.detector.Detector;
import dev.robis.seg.detector.DetectorKind;
import dev.robis.seg.detector.DetectorTrainer;

/** A memory bank: what is far from everything that good images look like is anomalous. Needs no training. */
public final class MemoryBankKind implements DetectorKind {

    @Override
    public String name() {
        return ModelConfig.MEMORY_BANK;
    }

    @Override
    public Detector open(ModelConfig model, MapConfig maps, TensorSource encoder, TensorSource kept) {
        BankFeatures features = new BankFeatures(model, encoder);
        try {
            return new MemoryBankDetector(features, MemoryBank.of(kept, features.layers()), maps);
        } catch (RuntimeException e) {
            features.close();
            throw e;
        }
    }

    /** The scales of the layers need more of them than a range of scores does. */
    @Override
    public double heldOutShare() {
        return 1 / 8.0;
    }

    @Override
    public DetectorTrainer trainer() {
        return new MemoryBankTraining();
    }
}
