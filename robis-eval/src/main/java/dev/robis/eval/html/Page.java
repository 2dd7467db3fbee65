package dev.robis.eval.html;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** The parts of the page, in the order in which they are written. Values are escaped; a value that is missing is an error. */
enum Page {
    HEAD("head.html"),
    CATEGORY("category.html"),
    CARD("card.html"),
    CATEGORY_END("category-end.html"),
    TAIL("tail.html");

    static final String STYLE = resource("report.css");
    static final String SCRIPT = resource("report.js");

    private final Template template;

    Page(String name) {
        template = Mustache.compiler()
                .escapeHTML(true)
                .emptyStringIsFalse(true)
                .withLoader(part -> new StringReader(resource(part)))
                .compile(resource(name));
    }

    /** @param context a record or a map with everything that the template names */
    void write(Object context, Writer out) {
        template.execute(context, out);
    }

    private static String resource(String name) {
        try (InputStream file = Page.class.getResourceAsStream(name)) {
            if (file == null) throw new IllegalStateException(name + " is missing from this jar");
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
