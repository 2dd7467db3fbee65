package dev.robis.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.robis.nn.tensor.DType;
import dev.robis.nn.tensor.MalformedTensorFileException;
import dev.robis.weights.PickleWriter.TestTensor;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pickles that mean harm, in both containers. */
@Timeout(60)
class HostilePickleTest {

    @TempDir
    Path folder;

    private final Map<String, StoredData> storages = Map.of("0", SampleFiles.random(DType.F32, 12, 1));

    private void assertRefused(byte[] pickle, String... reason) throws Exception {
        Path zip = folder.resolve("hostile-zip.pth");
        TorchFiles.writeZip(zip, pickle, storages, Map.of());
        assertThatThrownBy(() -> Checkpoint.open(zip))
                .isInstanceOf(MalformedTensorFileException.class)
                .hasMessageStartingWith(zip.toString())
                .hasMessageContainingAll(reason);
        Path legacy = folder.resolve("hostile-legacy.pth");
        TorchFiles.writeLegacy(legacy, pickle, storages);
        assertThatThrownBy(() -> Checkpoint.open(legacy))
                .isInstanceOf(MalformedTensorFileException.class)
                .hasMessageStartingWith(legacy.toString())
                .hasMessageContainingAll(reason);
    }

    private static PickleWriter pickle() {
        return new PickleWriter().protocol();
    }

    @ParameterizedTest
    @CsvSource({
        "os,system",
        "posix,system",
        "nt,system",
        "builtins,eval",
        "builtins,exec",
        "builtins,getattr",
        "__builtin__,apply",
        "subprocess,Popen",
        "torch.hub,load",
        "torch.storage,_load_from_bytes",
        "torch.serialization,load",
        "torch,load",
        "collections,namedtuple",
        "numpy.core.multiarray,fromfile",
        "webbrowser,open",
        "torch.nn.modules.linear,Linear",
        "collections.OrderedDict,__reduce__"
    })
    void everyOtherNameIsRefusedInEverySpelling(String module, String name) throws Exception {
        String full = "asks for " + module + "." + name;
        assertRefused(pickle().global(module, name).text("id").op(0x85, 'R').stop(), full);
        assertRefused(pickle().global(module, name).op('0', 'N').stop(), full); // named only, and thrown away
        assertRefused(pickle().text(module).text(name).op(0x93).stop(), full);
        assertRefused(
                pickle().op('(')
                        .text("id")
                        .op('i')
                        .raw(SampleFiles.ascii(module + "\n" + name + "\n"))
                        .stop(),
                full);
    }

    @Test
    void allowedNamesMakeNothingButTensors() throws Exception {
        assertRefused(pickle().text("eval").op(')', 'R').stop(), "calls something that is not a name");
        assertRefused(pickle().global("torch", "FloatStorage").op(')', 'R').stop(), "calls a type");
        assertRefused(
                pickle().global("torch._utils", "_rebuild_parameter")
                        .text("no tensor")
                        .op(0x85, 'R')
                        .stop(),
                "parameter that is not a tensor");
        assertRefused(
                pickle().global("torch._tensor", "_rebuild_from_type_v2")
                        .op('(')
                        .global("torch._tensor", "_rebuild_from_type_v2")
                        .global("torch", "Tensor")
                        .op(')', '}', 't', 'R')
                        .stop(),
                "unknown class");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 1_000, 100_000})
    void deepNestingIsRefusedOrHarmless(int depth) throws Exception {
        PickleWriter lists = pickle().times(depth, ']').times(depth - 1, 'a');
        PickleWriter dicts = pickle();
        for (int i = 0; i < depth; i++) dicts.op('}').text("k");
        PickleWriter tuples = pickle().op(')').times(depth, 0x85);
        dicts.op('N').times(depth, 's');
        for (PickleWriter nested : List.of(lists, dicts, tuples)) {
            byte[] bytes = nested.stop();
            if (depth < 64) {
                Path file = folder.resolve("nested.pth");
                TorchFiles.writeZip(file, bytes, Map.of(), Map.of());
                try (Checkpoint checkpoint = Checkpoint.open(file)) {
                    assertThat(checkpoint.names()).isEmpty();
                }
            } else assertRefused(bytes, "nested");
        }
    }

    @Test
    void aContainerWithinItselfIsRefused() throws Exception {
        assertRefused(pickle().op(']', 'q', 0, 'h', 0, 'a').stop(), "nested", "contain themselves");
        assertRefused(pickle().op('}', 'q', 0).text("me").op('h', 0, 's').stop(), "nested", "contain themselves");
    }

    /** Thirty lists, each twice in the next: a thousand million values in a hundred bytes. */
    @Test
    void listsThatDoubleAreRefused() throws Exception {
        PickleWriter bomb = pickle().op(']', 'q', 0, 'K', 1, 'a');
        for (int i = 1; i <= 30; i++) bomb.op(']', 'q', i, '(', 'h', i - 1, 'h', i - 1, 'e');
        assertRefused(bomb.stop(), "more than", "values");
    }

    /** A dictionary made of the same long list again and again would copy it every time. */
    @Test
    void copiesDoNotMultiply() throws Exception {
        PickleWriter bomb = pickle().op(']', 'q', 0, '(');
        for (int i = 0; i < 50_000; i++) bomb.op('K', 1, 'K', 2, 0x86);
        bomb.op('e', '0');
        bomb.global("collections", "OrderedDict").op('q', 1, '0');
        for (int i = 0; i < 50_000; i++) bomb.op('h', 1, 'h', 0, 0x85, 'R');
        byte[] bytes = bomb.op('N').stop();
        Path file = folder.resolve("copies.pth");
        TorchFiles.writeZip(file, bytes, Map.of(), Map.of());
        Checkpoint.open(file).close();
    }

    @Test
    void tooManyOpcodesAreRefused() throws Exception {
        assertRefused(pickle().times(1_500_000, 'N', '0').op('N').stop(), "opcodes");
        assertRefused(pickle().times(3_000_000, '}').stop(), "opcodes");
    }

    @Test
    void declaredLengthsAreNotBelieved() throws Exception {
        assertRefused(pickle().op('X').little(-1).stop(), "4294967295", "left");
        assertRefused(pickle().op('B').little(0x7fffffff).stop(), "2147483647", "left");
        assertRefused(pickle().op(0x8d).little(-1).little(0x7fffffff).stop(), "left");
        assertRefused(pickle().op(0x8e).little(-1).little(-1).stop(), "length");
        assertRefused(pickle().op(0x8b).little(1 << 30).stop(), "integer of");
        assertRefused(pickle().op('X').little(2 << 20).raw(new byte[2 << 20]).stop(), "text of");
    }

    @Test
    void anUnsoundMachineIsRefused() throws Exception {
        assertRefused(pickle().op('R').stop(), "than there are");
        assertRefused(pickle().op('N', '(', '0').stop(), "than there are");
        assertRefused(pickle().op('t').stop(), "mark");
        assertRefused(pickle().op('h', 7).stop(), "not stored");
        assertRefused(pickle().op('}', '(').text("k").op('u').stop(), "without a value");
        assertRefused(pickle().op('N', 'N', 'N', 's').stop(), "not a dictionary");
        assertRefused(pickle().op('N', 'N', 'a').stop(), "not a list");
        assertRefused(pickle().op('N', '}', 'b').stop(), "attributes");
        assertRefused(pickle().op(0x80, 9).stop(), "protocol 9");
        assertRefused(pickle().op('P').stop(), "opcode 0x50");
        assertRefused(pickle().op(0x82, 1).stop(), "opcode 0x82"); // EXT1: a name by number
        assertRefused(pickle().op(0x97).stop(), "opcode 0x97"); // NEXT_BUFFER
        assertRefused(pickle().text("no storage").op('Q').stop(), "persistent id");
    }

    @Test
    void tensorsStayWithinTheirStorage() throws Exception {
        long max = Long.MAX_VALUE;
        assertView(0, List.of(13L), List.of(1L), "beyond");
        assertView(1, List.of(3L, 4L), List.of(4L, 1L), "beyond");
        assertView(12, List.of(), List.of(), "beyond");
        assertView(max, List.of(1L), List.of(1L), "beyond");
        assertView(0, List.of(2L), List.of(max), "beyond");
        assertView(1, List.of(2L), List.of(max), "too large");
        assertView(0, List.of(max, max), List.of(0L, 0L), "too large");
        assertView(0, List.of(3L, max), List.of(max, 1L), "too large");
        assertView(-1, List.of(1L), List.of(1L), "whole number");
        assertView(0, List.of(-1L), List.of(1L), "whole number");
        assertView(11, List.of(2L), List.of(-1L), "whole number");
        assertView(0, List.of(1L, 1L), List.of(1L), "strides");
        assertView(0, Collections.nCopies(65, 1L), Collections.nCopies(65, 1L), "axes");
        assertView(0, List.of(1_000_000_000_000L), List.of(0L), "bytes, but the file has only");
    }

    private void assertView(long offset, List<Long> shape, List<Long> strides, String reason) throws Exception {
        TestTensor tensor = new TestTensor("0", storages.get("0"), offset, shape, strides);
        assertRefused(PickleWriter.pickle(Map.of("w", tensor)), reason);
    }

    @Test
    void theSameTensorAThousandTimesIsRefused() throws Exception {
        StoredData large = SampleFiles.random(DType.F32, 1 << 20, 1);
        PickleWriter repeated = pickle().op('}', '(').text("0").value(TestTensor.dense("0", large, List.of(1L << 20)));
        repeated.op('q', 0);
        for (int i = 1; i < 1000; i++) repeated.text("" + i).op('h', 0);
        Path file = folder.resolve("repeated.pth");
        TorchFiles.writeZip(file, repeated.op('u').stop(), Map.of("0", large), Map.of());
        assertThatThrownBy(() -> Checkpoint.open(file))
                .isInstanceOf(MalformedTensorFileException.class)
                .hasMessageContaining("but the file has only");
    }

    @Test
    void storagesMustHaveTheirSize() throws Exception {
        StoredData claimed =
                new StoredData(DType.F32, 1L << 40, storages.get("0").content());
        byte[] pickle = PickleWriter.pickle(Map.of("w", TestTensor.dense("0", claimed, List.of(1L << 40))));
        Path zip = folder.resolve("claimed-zip.pth");
        TorchFiles.writeZip(zip, pickle, storages, Map.of());
        assertThatThrownBy(() -> Checkpoint.open(zip)).hasMessageContainingAll("4398046511104 bytes", "found 48");
        Path legacy = folder.resolve("claimed-legacy.pth");
        TorchFiles.writeLegacy(legacy, pickle, storages);
        assertThatThrownBy(() -> Checkpoint.open(legacy)).hasMessageContainingAll("1099511627776", "found 12");
        TorchFiles.writeLegacy(legacy, pickle, Map.of("0", claimed));
        assertThatThrownBy(() -> Checkpoint.open(legacy)).hasMessageContaining("truncated");
        assertRefused(pickle().storage("0", "FloatStorage", Long.MAX_VALUE).stop(), "elements");
    }

    @Test
    void storagesThatLeadOutOfTheFolderAreNotFound() throws Exception {
        for (String key : List.of("../data.pkl", "/etc/passwd", "..", "")) {
            Path file = folder.resolve("outside.pth");
            TestTensor tensor = TestTensor.dense(key, storages.get("0"), List.of(12L));
            TorchFiles.writeZip(file, PickleWriter.pickle(Map.of("w", tensor)), storages, Map.of());
            assertThatThrownBy(() -> Checkpoint.open(file)).hasMessageContaining("has no entry");
        }
    }

    @Test
    void namesCannotSpoilATerminalOrHideATensor() throws Exception {
        TestTensor tensor = TestTensor.dense("0", storages.get("0"), List.of(12L));
        assertRefused(PickleWriter.pickle(Map.of("a\u001b[2Jb", tensor)), "\"a?[2Jb\"");
        PickleWriter twice =
                pickle().op('}', '(').text("a").value(tensor).text("a").value(tensor);
        assertRefused(twice.op('u').stop(), "two tensors have the name \"a\"");
        assertRefused(PickleWriter.pickle(Map.of("n".repeat(1001), tensor)), "characters");
    }

    /** What training scripts leave beside the weights is passed over. */
    @Test
    void inertObjectsArePassedOver() throws Exception {
        TestTensor tensor = TestTensor.dense("0", storages.get("0"), List.of(12L));
        PickleWriter pickle = pickle().op('}', '(');
        pickle.text("args")
                .global("argparse", "Namespace")
                .op(')', 0x81, '}')
                .text("lr")
                .op('G')
                .raw(new byte[8]);
        pickle.op('s', 'b');
        pickle.text("best")
                .global("numpy.core.multiarray", "scalar")
                .global("numpy", "dtype")
                .text("f8");
        pickle.op(0x89, 0x88, 0x87, 'R', 'C', 8).raw(new byte[8]).op(0x86, 'R');
        pickle.text("seen").global("__builtin__", "set").op(']', 'K', 1, 'a', 0x85, 'R');
        pickle.text("weight").value(tensor);
        Path file = folder.resolve("inert.pth");
        TorchFiles.writeZip(file, pickle.op('u').stop(), storages, Map.of());
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThat(checkpoint.names()).containsExactly("weight");
        }
    }
}
