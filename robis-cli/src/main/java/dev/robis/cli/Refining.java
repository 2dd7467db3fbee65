package dev.robis.cli;

import dev.robis.seg.data.Dataset;
import dev.robis.seg.data.Split;
import dev.robis.seg.refine.MaskRule;
import dev.robis.seg.refine.RefineConfig;
import dev.robis.seg.refine.SamFiner;
import dev.robis.seg.refine.SamModel;
import dev.robis.seg.stage.RefineStage;
import dev.robis.seg.stage.ResultFolders;

/** Refines the masks of one category after the other; SAM is in memory only while one is refined. */
record Refining(RefineConfig config, SamModel model, ResultFolders folders, Console console) {

    void run(Dataset dataset, Split split) throws Exception {
        String category = dataset.category();
        RefineStage.Result result;
        try (SamFiner finer = new SamFiner(config, model)) {
            RefineStage stage = new RefineStage(folders, finer);
            result = console.stage(
                    "refine", category, listener -> stage.run(category, dataset.samples(split), listener));
        }
        if (result.rule() == MaskRule.SKIP)
            console.say("refine %s: masks stay as they are, by the rule of the category", category);
        else
            console.say(
                    "refine %s: %d masks refined with SAM %s, %d had nothing to refine",
                    category, result.masks() - result.empty(), model.name(), result.empty());
    }
}
