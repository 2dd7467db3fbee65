package dev.robis.weights;

import dev.robis.nn.tensor.MalformedTensorFileException;
import dev.robis.nn.tensor.TensorInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A zip archive of NumPy arrays, as {@code numpy.savez} and {@code numpy.savez_compressed} write it. */
final class Npz {

    static final String SUFFIX = ".npy";

    private static final int MOST_ARRAYS = 20_000;

    private Npz() {}

    /**
     * @param archive all of whose entries are arrays; closed with the result
     */
    static Checkpoint read(String file, ZipArchive archive) throws IOException {
        if (archive.names().size() > MOST_ARRAYS)
            throw new MalformedTensorFileException(
                    file, "has " + archive.names().size() + " arrays, more than the " + MOST_ARRAYS + " allowed");
        List<StridedTensor> tensors = new ArrayList<>();
        long bytes = 0;
        for (String name : archive.names()) {
            Bytes entry = archive.entry(name);
            bytes += entry.size();
            tensors.add(tensor(file, name, entry));
        }
        return new Checkpoint(Checkpoint.Format.NPZ, new StridedTensors(file, tensors, bytes, archive), Set.of());
    }

    private static StridedTensor tensor(String file, String name, Bytes entry) throws IOException {
        String where = "array " + Quote.of(name);
        NpyHeader header = NpyHeader.read(entry, file, where);
        TensorInfo info =
                new TensorInfo(name.substring(0, name.length() - SUFFIX.length()), header.dtype(), header.shape());
        long expected;
        try {
            expected = Math.multiplyExact(info.elements(), (long) header.dtype().bytes());
        } catch (ArithmeticException e) {
            throw new MalformedTensorFileException(file, where + " of shape " + header.shape() + " is too large", e);
        }
        long found = entry.size() - header.bytes();
        if (found != expected)
            throw new MalformedTensorFileException(
                    file, where + " of shape " + header.shape() + " needs " + expected + " bytes, found " + found);
        return new StridedTensor(info, entry.section(header.bytes(), found), header.order(), 0, header.strides());
    }
}
