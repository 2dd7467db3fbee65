package dev.robis.weights;

import dev.robis.nn.tensor.MalformedTensorFileException;
import dev.robis.weights.PickleValue.Constant;
import dev.robis.weights.PickleValue.Dict;
import dev.robis.weights.PickleValue.Items;
import dev.robis.weights.PickleValue.Sequence;
import dev.robis.weights.PickleValue.Storage;
import dev.robis.weights.PickleValue.Tuple;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Python's pickle machine, restricted: the binary opcodes of protocols 2 to 5, and no name but those of
 * {@link PickleGlobal}. It imports and calls nothing; what a file asks to call becomes a description of a tensor or
 * the file is refused. Its memory is bounded by the number of opcodes, its stack of calls does not grow with the depth
 * of what is built. For one thread, one pickle.
 *
 * <p>Source: {@code Lib/pickletools.py} of CPython.
 */
final class Unpickler {

    private static final int MOST_OPCODES = 2_000_000;
    private static final int MOST_INTEGER_BYTES = 255;
    private static final int LONGEST_NAME = 500;
    private static final int HIGHEST_PROTOCOL = 5;

    private final PickleInput in;
    private final Consumer<Storage> storages;
    private final List<Object> stack = new ArrayList<>();
    private final Deque<Integer> marks = new ArrayDeque<>();
    private final Map<Long, Object> memo = new HashMap<>();

    private Unpickler(PickleInput in, Consumer<Storage> storages) {
        this.in = in;
        this.storages = storages;
    }

    /**
     * Reads one pickle; the input stands behind it then.
     *
     * @param storages told of every storage that the pickle refers to
     * @throws MalformedTensorFileException if it is damaged, too large, or asks for anything but tensors
     */
    static Object read(PickleInput in, Consumer<Storage> storages) throws IOException {
        return new Unpickler(in, storages).run();
    }

    private Object run() throws IOException {
        for (int count = 0; count < MOST_OPCODES; count++) {
            int opcode = in.u8();
            if (opcode == '.') return pop();
            try {
                execute(opcode);
            } catch (TorchObjects.WrongArguments e) {
                throw in.malformed(String.valueOf(e.getMessage()));
            }
        }
        throw in.malformed("the pickle has more than " + MOST_OPCODES + " opcodes");
    }

    private void execute(int opcode) throws IOException, TorchObjects.WrongArguments {
        switch (opcode) {
            case 0x80 -> protocol(in.u8()); // PROTO
            case 0x95 -> in.length(); // FRAME: of no use where all is at hand
            case '(' -> marks.push(stack.size()); // MARK
            case '0' -> pop(); // POP
            case '1' -> popToMark(); // POP_MARK
            case '2' -> push(top()); // DUP
            case 'N' -> push(Constant.NONE);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'J' -> push((long) in.i32()); // BININT
            case 'K' -> push((long) in.u8()); // BININT1
            case 'M' -> push((long) in.u16()); // BININT2
            case 0x8a -> push(integer(in.u8())); // LONG1
            case 0x8b -> push(integer(in.u32())); // LONG4
            case 'G' -> push(in.f64()); // BINFLOAT
            case 'X', 'T' -> push(in.utf8(in.u32())); // BINUNICODE, and BINSTRING of Python 2
            case 0x8c, 'U' -> push(in.utf8(in.u8())); // SHORT_BINUNICODE, SHORT_BINSTRING
            case 0x8d -> push(in.utf8(in.length())); // BINUNICODE8
            case 'B' -> bytes(in.u32()); // BINBYTES
            case 'C' -> bytes(in.u8()); // SHORT_BINBYTES
            case 0x8e, 0x96 -> bytes(in.length()); // BINBYTES8, BYTEARRAY8
            case ')' -> push(new Tuple(List.of())); // EMPTY_TUPLE
            case 0x85 -> push(new Tuple(pop(1))); // TUPLE1
            case 0x86 -> push(new Tuple(pop(2))); // TUPLE2
            case 0x87 -> push(new Tuple(pop(3))); // TUPLE3
            case 't' -> push(new Tuple(popToMark())); // TUPLE
            case ']', 0x8f -> push(new Sequence(new ArrayList<>(0))); // EMPTY_LIST, EMPTY_SET
            case 'l', 0x91 -> push(new Sequence(popToMark())); // LIST, FROZENSET
            case 'a' -> append(pop(1)); // APPEND
            case 'e', 0x90 -> append(popToMark()); // APPENDS, ADDITEMS
            case '}' -> push(new Dict()); // EMPTY_DICT
            case 'd' -> dict(popToMark()); // DICT
            case 's' -> put(pop(2)); // SETITEM
            case 'u' -> put(popToMark()); // SETITEMS
            case 'c' -> global(in.line(LONGEST_NAME), in.line(LONGEST_NAME)); // GLOBAL
            case 0x93 -> stackGlobal(pop(2)); // STACK_GLOBAL
            case 'i' -> instance(in.line(LONGEST_NAME), in.line(LONGEST_NAME)); // INST
            case 'R', 0x81 -> call(pop(2)); // REDUCE, NEWOBJ
            case 0x92 -> call(pop(3)); // NEWOBJ_EX
            case 'b' -> build(pop()); // BUILD
            case 'q' -> memoize(in.u8()); // BINPUT
            case 'r' -> memoize(in.u32()); // LONG_BINPUT
            case 0x94 -> memoize(memo.size()); // MEMOIZE
            case 'h' -> push(recall(in.u8())); // BINGET
            case 'j' -> push(recall(in.u32())); // LONG_BINGET
            case 'Q' -> persistent(pop()); // BINPERSID
            default -> throw in.malformed(
                    String.format("opcode 0x%02x does not occur in a PyTorch checkpoint; is this a pickle?", opcode));
        }
    }

    private void protocol(int version) throws IOException {
        if (version > HIGHEST_PROTOCOL)
            throw in.malformed(
                    "has pickle protocol " + version + "; known protocols are those up to " + HIGHEST_PROTOCOL);
    }

    private Object integer(long length) throws IOException {
        if (length > MOST_INTEGER_BYTES) throw in.malformed("has an integer of " + length + " bytes");
        byte[] little = in.few((int) length);
        byte[] big = new byte[little.length];
        for (int i = 0; i < big.length; i++) big[i] = little[little.length - 1 - i];
        BigInteger value = big.length == 0 ? BigInteger.ZERO : new BigInteger(big);
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    private void bytes(long length) throws IOException {
        in.skip(length);
        push(Constant.INERT);
    }

    private void global(String module, String name) throws IOException {
        push(PickleGlobal.named(module, name)
                .orElseThrow(() -> in.malformed("asks for " + Quote.plain(module + "." + name)
                        + ", which weights never need; the file may be hostile, or it contains a whole model instead of its"
                        + " state_dict. Nothing in it was executed")));
    }

    private void stackGlobal(List<Object> names) throws IOException {
        if (!(names.get(0) instanceof String module) || !(names.get(1) instanceof String name))
            throw in.malformed("has a name that is not text");
        global(module, name);
    }

    private void instance(String module, String name) throws IOException {
        global(module, name);
        Object type = pop();
        popToMark();
        if (type instanceof PickleGlobal global && global.kind() == PickleGlobal.Kind.INERT) push(Constant.INERT);
        else throw in.malformed("has an object of the class " + Quote.plain(module + "." + name));
    }

    private void call(List<Object> callableAndArguments) throws TorchObjects.WrongArguments {
        push(TorchObjects.call(callableAndArguments.get(0), callableAndArguments.get(1)));
    }

    private void persistent(Object id) throws TorchObjects.WrongArguments {
        Storage storage = TorchObjects.storage(id);
        storages.accept(storage);
        push(storage);
    }

    /** State that Python would set as attributes: {@code _metadata} of a state dict, the fields of a namespace. */
    private void build(Object state) throws IOException {
        if (state instanceof Items || state == Constant.NONE || state == Constant.INERT) {
            Object object = top();
            if (object instanceof Dict || object == Constant.INERT || object instanceof PickleValue.View) return;
        }
        throw in.malformed("sets attributes of something that has no attributes");
    }

    private void dict(List<Object> keysAndValues) throws IOException {
        push(new Dict());
        put(keysAndValues);
    }

    private void put(List<Object> keysAndValues) throws IOException {
        if (keysAndValues.size() % 2 != 0) throw in.malformed("has a key without a value");
        if (top() instanceof Dict dict) dict.items().addAll(keysAndValues);
        else if (top() != Constant.INERT) throw in.malformed("puts entries into something that is not a dictionary");
    }

    private void append(List<Object> items) throws IOException {
        if (top() instanceof Sequence list) list.items().addAll(items);
        else if (top() != Constant.INERT) throw in.malformed("appends to something that is not a list");
    }

    private void memoize(long index) throws IOException {
        memo.put(index, top());
    }

    private Object recall(long index) throws IOException {
        Object value = memo.get(index);
        if (value == null) throw in.malformed("refers to value " + index + ", which was not stored");
        return value;
    }

    private void push(Object value) {
        stack.add(value);
    }

    private Object top() throws IOException {
        requireValues(1);
        return stack.get(stack.size() - 1);
    }

    private Object pop() throws IOException {
        requireValues(1);
        return stack.remove(stack.size() - 1);
    }

    private List<Object> pop(int count) throws IOException {
        requireValues(count);
        return cut(stack.size() - count);
    }

    private List<Object> popToMark() throws IOException {
        if (marks.isEmpty()) throw in.malformed("lacks a mark");
        return cut(marks.pop());
    }

    private List<Object> cut(int from) {
        List<Object> tail = stack.subList(from, stack.size());
        List<Object> result = new ArrayList<>(tail);
        tail.clear();
        return result;
    }

    private void requireValues(int count) throws MalformedTensorFileException {
        if (stack.size() - (marks.isEmpty() ? 0 : marks.peek()) < count)
            throw in.malformed("takes more values than there are");
    }
}
