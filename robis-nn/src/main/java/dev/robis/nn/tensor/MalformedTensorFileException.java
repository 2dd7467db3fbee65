package dev.robis.nn.tensor;

import java.io.IOException;

/** A file of tensors is damaged, hostile, or not of the kind that it was opened as. */
public class MalformedTensorFileException extends IOException {

    private static final long serialVersionUID = 1;

    /**
     * @param file where it was found
     * @param problem what is wrong, and where in the file
     */
    public MalformedTensorFileException(String file, String problem) {
        super(file + ": " + problem);
    }

    public MalformedTensorFileException(String file, String problem, Throwable cause) {
        super(file + ": " + problem, cause);
    }
}
