package dev.robis.seg.data;

import java.io.IOException;

/** A folder that cannot serve as a data set. The message names the folder, what was expected and what is there. */
public final class DatasetException extends IOException {

    private static final long serialVersionUID = 1L;

    DatasetException(String message) {
        super(message);
    }
}
