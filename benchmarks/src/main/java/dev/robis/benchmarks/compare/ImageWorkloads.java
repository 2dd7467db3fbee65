package dev.robis.benchmarks.compare;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.eval.ImageResult;
import dev.robis.eval.OfficialConfig;
import dev.robis.eval.OfficialScores;
import dev.robis.eval.SplitEvaluator;
import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.seg.AnomalySegmenter;
import dev.robis.seg.binarize.Binarizer;
import dev.robis.seg.binarize.BinaryResult;
import dev.robis.seg.binarize.MeBin;
import dev.robis.seg.binarize.ScoreStatistics;
import dev.robis.seg.binarize.SearchRange;
import dev.robis.seg.image.ImageFiles;
import dev.robis.seg.image.InputTransform;
import dev.robis.seg.result.Segmentation;
import dev.robis.seg.tile.Tile;
import dev.robis.seg.tile.TileGrid;
import dev.robis.seg.tile.TileMerger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What this library does to images and maps. */
record ImageWorkloads(Workspace workspace, Settings settings) {

    private static final double AUPRO_LIMIT = 0.3;

    Workload decode() {
        return new Workload() {
            private Planar<GrayU8> image;

            @Override
            public void run() throws IOException {
                image = ImageFiles.read(workspace.whole().image());
            }

            @Override
            public Map<String, Tensor> outputs() {
                Tensor bands = Tensor.zeros(3, image.height, image.width);
                for (int band = 0; band < 3; band++)
                    for (int i = 0; i < image.width * image.height; i++)
                        bands.data()[band * image.width * image.height + i] = image.getBand(band).data[i] & 0xff;
                return Map.of("image", bands);
            }
        };
    }

    /** @param keep whether the tiles are also written */
    Workload cut(boolean keep) throws IOException {
        Settings.Photo photo = settings.photo();
        InputTransform transform = new InputTransform(
                settings.inference().side(), settings.inference().side());
        TileGrid grid = TileGrid.reference(photo.width(), photo.height(), photo.window(), photo.overlap());
        Path folder = Files.createDirectories(workspace.folder().resolve("our-tiles"));
        List<Path> files = IntStream.range(0, grid.count())
                .mapToObj(i -> folder.resolve(i + ".png"))
                .toList();
        float[] inputs = new float[grid.count() * transform.length()];
        return new Workload() {
            @Override
            public void run() throws IOException {
                Planar<GrayU8> image = ImageFiles.read(workspace.whole().image());
                List<Planar<GrayU8>> tiles =
                        grid.tiles().stream().map(tile -> grid.cut(image, tile)).toList();
                if (keep) ImageFiles.writePngs(files, tiles::get);
                for (int i = 0; i < tiles.size(); i++) transform.write(tiles.get(i), inputs, i * transform.length());
            }

            @Override
            public Map<String, Tensor> outputs() {
                int side = transform.cropSize();
                return Map.of("inputs", new Tensor(new int[] {grid.count(), 3, side, side}, inputs));
            }
        };
    }

    Workload merge() throws IOException {
        Settings.Photo photo = settings.photo();
        TileGrid grid = TileGrid.reference(photo.width(), photo.height(), photo.window(), photo.overlap());
        int side = photo.mapSide();
        float[] scores = input(SharedInputs.TILE_MAPS).data();
        GrayF32[] maps = new GrayF32[grid.count()];
        for (int i = 0; i < maps.length; i++) maps[i] = map(scores, i * side * side, side, side);
        return new Workload() {
            private GrayF32 merged;

            @Override
            public void run() {
                TileMerger merger = TileMerger.reference(grid, side);
                List<Tile> tiles = grid.tiles();
                for (int i = 0; i < maps.length; i++) merger.add(tiles.get(i), maps[i]);
                merged = merger.finish();
            }

            @Override
            public Map<String, Tensor> outputs() {
                return Map.of("map", new Tensor(new int[] {merged.height, merged.width}, merged.data));
            }
        };
    }

    Workload meBin() throws IOException {
        Tensor scores = input(SharedInputs.MAP);
        float[] range = input(SharedInputs.SEARCH_RANGE).data();
        GrayF32 map = map(scores.data(), 0, scores.shape()[1], scores.shape()[0]);
        Binarizer binarizer = Binarizer.reference(
                        ScoreStatistics.of(map).withMaxima(new SearchRange(range[0], range[1])))
                .withRule(MeBin.reference());
        return new Workload() {
            private BinaryResult result;

            @Override
            public void run() {
                result = binarizer.binarize(map);
            }

            @Override
            public Map<String, Tensor> outputs() {
                Tensor mask = Tensor.zeros(map.height, map.width);
                for (int i = 0; i < mask.data().length; i++) mask.data()[i] = result.mask().data[i];
                float[] found = {(float) result.threshold(), result.regions()};
                return Map.of("mask", mask, "found", new Tensor(new int[] {2}, found));
            }
        };
    }

    /** All official metrics of maps, AU-PRO among them. */
    Workload auPro() throws IOException {
        Tensor maps = input(SharedInputs.SPLIT_MAPS), truths = input(SharedInputs.SPLIT_TRUTHS);
        int images = maps.shape()[0], height = maps.shape()[1], width = maps.shape()[2];
        OfficialConfig config = OfficialConfig.defaults().withIntegrationLimits(AUPRO_LIMIT);
        return new Workload() {
            private double auPro;

            @Override
            public void run() {
                try (SplitEvaluator<OfficialScores> evaluator = SplitEvaluator.official(config)) {
                    for (int i = 0; i < images; i++) {
                        int from = i * width * height;
                        GrayF32 map = map(maps.data(), from, width, height);
                        evaluator.add(ImageResult.bad("image " + i)
                                .withGroundTruth(truth(truths.data(), from, width, height))
                                .withMap(map));
                    }
                    auPro = evaluator.finish().auPro(AUPRO_LIMIT).orElseThrow();
                }
            }

            @Override
            public Map<String, Tensor> outputs() {
                return Map.of("aupro", new Tensor(new int[] {1}, new float[] {(float) auPro}));
            }
        };
    }

    private static GrayU8 truth(float[] values, int from, int width, int height) {
        GrayU8 truth = new GrayU8(width, height);
        for (int i = 0; i < truth.data.length; i++) truth.data[i] = (byte) values[from + i];
        return truth;
    }

    /** From an image file to a mask file, by the facade. */
    Workload whole() throws IOException {
        AnomalySegmenter segmenter = workspace.whole().open();
        Path mask = workspace.folder().resolve("our-mask.png");
        return new Workload() {
            private Segmentation found;

            @Override
            public void run() throws IOException {
                found = segmenter.segment(workspace.whole().image());
                ImageFiles.writeMask(mask, found.mask());
            }

            @Override
            public Map<String, Tensor> outputs() {
                return Map.of("first_tile", firstTile(found.anomalyMap(), settings.photo()));
            }

            @Override
            public void close() {
                segmenter.close();
            }
        };
    }

    /**
     * The part of a map in which protocols do not differ: what belongs to the first tile alone, away from its border,
     * at the scale of tile maps and free of offset and factor.
     */
    static Tensor firstTile(GrayF32 map, Settings.Photo photo) {
        int scale = photo.window() / photo.mapSide();
        int margin = 5;
        int side = (int) (photo.mapSide() * (1 - photo.overlap())) - 2 * margin;
        Tensor part = Tensor.zeros(side, side);
        for (int y = 0; y < side; y++)
            for (int x = 0; x < side; x++) {
                int left = (x + margin) * scale + scale / 2, top = (y + margin) * scale + scale / 2;
                part.data()[y * side + x] = (map.get(left, top)
                                + map.get(left - 1, top)
                                + map.get(left, top - 1)
                                + map.get(left - 1, top - 1))
                        / 4;
            }
        return standardised(part);
    }

    private static Tensor standardised(Tensor part) {
        double mean = 0, square = 0;
        for (float value : part.data()) mean += value;
        mean /= part.data().length;
        for (float value : part.data()) square += (value - mean) * (value - mean);
        double deviation = Math.sqrt(square / part.data().length);
        for (int i = 0; i < part.data().length; i++) part.data()[i] = (float) ((part.data()[i] - mean) / deviation);
        return part;
    }

    private static GrayF32 map(float[] scores, int from, int width, int height) {
        GrayF32 map = new GrayF32(width, height);
        map.data = Arrays.copyOfRange(scores, from, from + width * height);
        return map;
    }

    private Tensor input(String name) throws IOException {
        try (TensorSource inputs = SafetensorsFile.open(workspace.inputs())) {
            return inputs.tensor(name);
        }
    }
}
