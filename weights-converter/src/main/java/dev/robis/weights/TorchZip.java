package dev.robis.weights;

import dev.robis.nn.tensor.MalformedTensorFileException;
import dev.robis.nn.tensor.TensorInfo;
import dev.robis.weights.PickleValue.Storage;
import dev.robis.weights.PickleValue.View;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The container of {@code torch.save} since PyTorch 1.6: a zip archive of one folder with a pickle {@code data.pkl}, the
 * storages {@code data/0}, {@code data/1}, ... and, since 2.1, the byte order in {@code byteorder}.
 */
final class TorchZip {

    static final String PICKLE = "data.pkl";

    private static final int LONGEST_ORDER = 16;

    private final String file;
    private final ZipArchive archive;
    private final String folder;

    private TorchZip(String file, ZipArchive archive, String pickle) {
        this.file = file;
        this.archive = archive;
        this.folder = pickle.substring(0, pickle.length() - PICKLE.length());
    }

    /**
     * @param pickle name of the entry
     * @param archive closed with the result
     */
    static Checkpoint read(String file, ZipArchive archive, String pickle) throws IOException {
        return new TorchZip(file, archive, pickle).read();
    }

    private Checkpoint read() throws IOException {
        Map<Storage, Bytes> storages = new HashMap<>();
        List<Storage> found = new ArrayList<>();
        Object root = Unpickler.read(new PickleInput(file, PICKLE, archive.entry(folder + PICKLE), 0), found::add);
        for (Storage storage : found) if (!storages.containsKey(storage)) storages.put(storage, bytes(storage));
        NamedViews named = NamedViews.of(root, file);
        ByteOrder order = order();
        List<StridedTensor> tensors = new ArrayList<>();
        named.views()
                .forEach((name, view) ->
                        tensors.add(tensor(name, view, Objects.requireNonNull(storages.get(view.storage())), order)));
        long bytes = 0;
        for (Bytes storage : storages.values()) bytes += storage.size();
        return new Checkpoint(
                Checkpoint.Format.PYTORCH_ZIP, new StridedTensors(file, tensors, bytes, archive), named.groups());
    }

    static StridedTensor tensor(String name, View view, Bytes storage, ByteOrder order) {
        TensorInfo info = new TensorInfo(name, view.dtype(), view.shape());
        return new StridedTensor(info, storage, order, view.offset(), view.strides());
    }

    private Bytes bytes(Storage storage) throws IOException {
        Bytes bytes = archive.entry(folder + "data/" + storage.key());
        if (bytes.size() != storage.bytes())
            throw new MalformedTensorFileException(
                    file,
                    "storage " + Quote.of(storage.key()) + " must have " + storage.bytes() + " bytes, found "
                            + bytes.size());
        return bytes;
    }

    private ByteOrder order() throws IOException {
        String entry = folder + "byteorder";
        if (!archive.names().contains(entry)) return ByteOrder.LITTLE_ENDIAN;
        Bytes bytes = archive.entry(entry);
        byte[] content = new byte[(int) Math.min(LONGEST_ORDER, bytes.size())];
        bytes.read(0, ByteBuffer.wrap(content));
        String order = new String(content, StandardCharsets.ISO_8859_1);
        return switch (order) {
            case "little" -> ByteOrder.LITTLE_ENDIAN;
            case "big" -> ByteOrder.BIG_ENDIAN;
            default -> throw new MalformedTensorFileException(
                    file, "byteorder must be little or big, found " + Quote.of(order));
        };
    }
}
