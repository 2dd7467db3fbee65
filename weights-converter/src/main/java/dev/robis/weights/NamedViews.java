package dev.robis.weights;

import dev.robis.nn.tensor.MalformedTensorFileException;
import dev.robis.weights.PickleValue.Dict;
import dev.robis.weights.PickleValue.Items;
import dev.robis.weights.PickleValue.View;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tensors of nested dictionaries and lists, under the keys that lead to them, joined with dots. What is no tensor
 * is left out.
 *
 * @param views by name, in the order of the file
 * @param groups keys of the outermost dictionary below which there are tensors
 */
record NamedViews(Map<String, View> views, Set<String> groups) {

    private static final int DEEPEST = 64;
    private static final int MOST_VALUES = 4_000_000;
    private static final int MOST_TENSORS = 200_000;
    private static final int LONGEST_NAME = 1000;

    /**
     * @param root the value of a pickle
     * @param file its name, for messages
     * @throws MalformedTensorFileException if values are nested too deep or without end, are too many, or two tensors
     *     get one name
     */
    static NamedViews of(Object root, String file) throws MalformedTensorFileException {
        Walk walk = new Walk(file);
        walk.visit("tensor", root, 0);
        while (!walk.path.isEmpty()) walk.step();
        return new NamedViews(Collections.unmodifiableMap(walk.views), Collections.unmodifiableSet(walk.groups));
    }

    /** One pass from the outside in, with a stack of its own: Java's would end at deep nesting. */
    private static final class Walk {

        private final String file;
        private final Map<String, View> views = new LinkedHashMap<>();
        private final Set<String> groups = new LinkedHashSet<>();
        private final Deque<Level> path = new ArrayDeque<>();
        private int values;

        Walk(String file) {
            this.file = file;
        }

        /** A container, and how far the walk is in it. */
        private static final class Level {

            private final List<Object> items;
            private final boolean keyed;
            private final String prefix;
            private int next;

            Level(Items container, String prefix) {
                this.items = container.items();
                this.keyed = container instanceof Dict;
                this.prefix = prefix;
            }
        }

        void step() throws MalformedTensorFileException {
            Level level = path.peek();
            if (level.next == level.items.size()) {
                path.pop();
                return;
            }
            Object key = level.keyed ? level.items.get(level.next++) : Long.valueOf(level.next);
            Object value = level.items.get(level.next++);
            if (key instanceof String || key instanceof Long) visit(key.toString(), value, path.size());
        }

        void visit(String key, Object value, int depth) throws MalformedTensorFileException {
            if (++values > MOST_VALUES)
                throw new MalformedTensorFileException(file, "holds more than " + MOST_VALUES + " values");
            if (value instanceof View view) add(name(key, depth), view);
            if (!(value instanceof Items items)) return;
            if (depth == DEEPEST)
                throw new MalformedTensorFileException(
                        file,
                        "dictionaries and lists are nested more than " + DEEPEST
                                + " levels deep, or contain themselves");
            path.push(new Level(items, depth == 0 ? "" : name(key, depth) + "."));
        }

        private String name(String key, int depth) throws MalformedTensorFileException {
            String name = depth == 0 ? key : path.peek().prefix + key;
            if (name.length() > LONGEST_NAME)
                throw new MalformedTensorFileException(
                        file, "the name " + Quote.of(name) + " has more than " + LONGEST_NAME + " characters");
            return name;
        }

        private void add(String name, View view) throws MalformedTensorFileException {
            if (views.size() == MOST_TENSORS)
                throw new MalformedTensorFileException(file, "holds more than " + MOST_TENSORS + " tensors");
            if (!name.codePoints().allMatch(Quote::isHarmless))
                throw new MalformedTensorFileException(
                        file, "the tensor name " + Quote.of(name) + " has characters that cannot be printed");
            if (views.put(name, view) != null)
                throw new MalformedTensorFileException(file, "two tensors have the name " + Quote.of(name));
            if (path.size() > 1 && path.peekLast().keyed) groups.add(outermostKey());
        }

        private String outermostKey() {
            Iterator<Level> inwards = path.descendingIterator();
            inwards.next();
            String prefix = inwards.next().prefix;
            return prefix.substring(0, prefix.length() - 1);
        }
    }
}
