package dev.robis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.robis.nn.tensor.WeightsHome;
import dev.robis.seg.AnomalySegmenter;
import dev.robis.seg.refine.SamModel;
import dev.robis.seg.synthetic.Product;
import dev.robis.seg.synthetic.SyntheticConfig;
import dev.robis.seg.synthetic.SyntheticDataset;
import dev.robis.weights.catalogue.Downloads;
import dev.robis.weights.catalogue.NetworkException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the README and the pages show compiles and runs: each method with things that are called like its parameters. */
@Timeout(300)
class DocsTest {

    @TempDir
    static Path folder;

    private static final Map<String, Callable<?>> THINGS = new LinkedHashMap<>();
    private static AnomalySegmenter segmenter;

    static List<Snippet> snippets() throws IOException {
        return Snippet.all();
    }

    @BeforeAll
    static void things() throws IOException {
        Path data = folder.resolve("data");
        SyntheticDataset.write(
                data,
                SyntheticConfig.defaults()
                        .withSize(224, 224)
                        .withProducts(List.of(Product.WOVEN_FABRIC))
                        .withCounts(4, 2, 1, 1));
        Files.move(data.resolve(Product.WOVEN_FABRIC.category()), data.resolve("can"));
        Path photo = data.resolve("can/test_public/bad/000_regular.png");
        Path truth = data.resolve("can/test_public/ground_truth/bad/000_regular_mask.png");
        Path weights = TinySam.write(folder.resolve("sam.safetensors"));
        THINGS.put("data", () -> data);
        THINGS.put("bundle", () -> folder.resolve("bundle"));
        THINGS.put("image", () -> photo);
        THINGS.put("photo", () -> photo);
        THINGS.put("photos", () -> List.of(photo));
        THINGS.put("coarse", () -> truth);
        THINGS.put("weights", () -> weights);
        THINGS.put("config", () -> SamModel.inferred(weights).config());
        THINGS.put("sam", () -> SamModel.inferred(weights));
        THINGS.put("refined", () -> folder.resolve("refined.png"));
        THINGS.put("segmenter", () -> segmenter = AnomalySegmenter.open(bundle(data)));
        THINGS.put("page", () -> folder.resolve("page.html"));
        THINGS.put("checkpoint", () -> weights);
        THINGS.put("safetensors", () -> folder.resolve("converted.safetensors"));
        THINGS.put("downloads", () -> Downloads.in(new WeightsHome(folder.resolve("home")))
                .offline());
    }

    @AfterAll
    static void close() {
        if (segmenter != null) segmenter.close();
    }

    /** Of the README's own making, whichever of the two is asked for first. */
    private static Path bundle(Path data) throws Exception {
        Path bundle = folder.resolve("bundle");
        if (!Files.exists(bundle)) {
            Snippet readme = Snippet.all().get(0);
            Method learn = readme.methods(Files.createDirectories(folder.resolve("readme")))
                    .get(0);
            learn.setAccessible(true);
            learn.invoke(null, data, bundle);
        }
        return bundle;
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void whatIsShownCompilesAndRuns(Snippet snippet, @TempDir Path classes) throws Exception {
        if (snippet.text().contains("class Inspection")) bundle(folder.resolve("data"));
        for (Method method : snippet.methods(classes)) {
            if (method.getName().equals("learn")) continue; // has run
            method.setAccessible(true);
            List<Object> arguments = new ArrayList<>();
            for (Parameter parameter : method.getParameters()) arguments.add(thing(snippet, parameter));
            try {
                method.invoke(null, arguments.toArray());
            } catch (InvocationTargetException e) {
                // Only downloads may fail: there is no network, and they say what to do.
                assertThat(e.getCause())
                        .as("%s", snippet)
                        .isInstanceOf(NetworkException.class)
                        .hasMessageContaining("curl");
            }
        }
    }

    private static Object thing(Snippet snippet, Parameter parameter) throws Exception {
        if (parameter.getName().equals("name"))
            return snippet.text().contains("catalogue") ? "sam_vit_b" : "prompt_encoder.no_mask_embed.weight";
        assertThat(THINGS).as("%s", snippet).containsKey(parameter.getName());
        return THINGS.get(parameter.getName()).call();
    }

    @Test
    void thePagesHaveSnippets() throws IOException {
        assertThat(snippets()).hasSizeGreaterThanOrEqualTo(7);
    }
}
