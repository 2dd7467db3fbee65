package dev.robis.weights;

/** The kinds of files that {@link Checkpoint} reads. */
public enum CheckpointFormat {
    PYTORCH_ZIP("PyTorch (zip)"),
    PYTORCH_LEGACY("PyTorch (before 1.6)"),
    SAFETENSORS("safetensors"),
    SHARDED_SAFETENSORS("safetensors in shards"),
    NPZ("NumPy npz");

    private final String title;

    CheckpointFormat(String title) {
        this.title = title;
    }

    /** Its name, for people. */
    public String title() {
        return title;
    }
}
