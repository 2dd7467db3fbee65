package dev.robis.seg.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import boofcv.alg.filter.binary.BinaryImageOps;
import boofcv.alg.misc.ImageStatistics;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.Planar;
import dev.robis.seg.data.Split;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SyntheticGeneratorTest {

    private static final SyntheticConfig CONFIG =
            SyntheticConfig.defaults().withSize(220, 200).withSeed(7);
    /**
     * Reach of shadows and of the camera's blur around a mask, pixels. The worst is the shadow of a splinter's sharpest corner (54
     * degrees): 2 of offset and 3.3 of soft edge, past a tip that may stick out of its mask by 2.3; the blur adds 1.
     */
    private static final int HALO = 8;

    private final SyntheticGenerator generator = new SyntheticGenerator(CONFIG);

    /** Checksums of the pixels, so that another machine or release of Java that draws differently is noticed. */
    @ParameterizedTest
    @CsvSource({
        "WOVEN_FABRIC, 66de63a0",
        "BRUSHED_METAL, a255a078",
        "PRINTED_PATTERN, d0528cd1",
        "SCATTERED_GRAINS, 89a1654e"
    })
    void pixelsFollowFromTheSeed(Product product, String checksum) {
        CRC32 crc = new CRC32();
        for (int i = 0; i < 4; i++) {
            SyntheticImage bad = generator.bad(product, i);
            for (GrayU8 band : bad.image().getBands()) crc.update(band.data);
            crc.update(bad.mask().data);
        }
        assertThat(Long.toHexString(crc.getValue())).isEqualTo(checksum);
    }

    @ParameterizedTest
    @EnumSource
    void everyImageIsAnother(Product product) {
        List<SyntheticImage> images = Stream.of(
                        generator.good(product, Split.TRAIN, 0),
                        generator.good(product, Split.TRAIN, 1),
                        generator.good(product, Split.VALIDATION, 0),
                        generator.good(product, Split.TEST_PUBLIC, 0),
                        generator.bad(product, 0),
                        new SyntheticGenerator(CONFIG.withSeed(8)).good(product, Split.TRAIN, 0))
                .toList();
        assertThat(images.stream().map(image -> checksum(image.image())).distinct())
                .hasSameSizeAs(images);
    }

    @ParameterizedTest
    @EnumSource
    void doesNotDependOnOrderOrThreads(Product product) {
        List<Long> parallel = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> checksum(generator.bad(product, i).image()))
                .toList();
        SyntheticGenerator other = new SyntheticGenerator(CONFIG);
        for (int i = 7; i >= 0; i--)
            assertThat(checksum(other.bad(product, i).image())).isEqualTo(parallel.get(i));
    }

    @ParameterizedTest
    @EnumSource
    void defectsTakeTurns(Product product) {
        int count = product.defects().size();
        Set<Defect> seen = IntStream.range(0, count)
                .mapToObj(i -> generator.bad(product, i).defect().orElseThrow())
                .collect(Collectors.toSet());
        assertThat(seen).containsExactlyInAnyOrderElementsOf(product.defects());
        assertThat(generator.bad(product, count).defect())
                .contains(product.defects().get(0));
    }

    @ParameterizedTest
    @EnumSource
    void goodImagesHaveEmptyMasks(Product product) {
        SyntheticImage good = generator.good(product, Split.TEST_PUBLIC, 0);
        assertThat(good.defect()).isEmpty();
        assertThat(ImageStatistics.sum(good.mask())).isZero();
    }

    /** Outside the mask nothing changes but its halo, and inside nearly everything does. */
    @ParameterizedTest
    @EnumSource
    void masksCoverWhatTheDefectChanges(Product product) {
        long seed = new Random().nextLong();
        SyntheticGenerator random = new SyntheticGenerator(CONFIG.withSeed(seed));
        for (int i = 0; i < 8; i++) {
            SyntheticImage bad = random.bad(product, i);
            String where = "%s %s %d, seed %d".formatted(product, bad.defect(), i, seed);
            GrayU8 changed = difference(bad.image(), random.goodTwin(product, i).image());
            GrayU8 mask = bad.mask(), halo = BinaryImageOps.dilate8(mask, HALO, null);

            int marked = ImageStatistics.sum(mask);
            assertThat(marked).as(where).isBetween(80, CONFIG.width() * CONFIG.height() / 6);
            assertThat(ImageStatistics.max(mask)).as(where).isEqualTo(1);
            assertThat(count(changed, halo, false))
                    .as("changed beyond the halo, %s", where)
                    .isZero();
            assertThat(count(changed, mask, true))
                    .as("changed of %d marked, %s", marked, where)
                    .isGreaterThan(marked * 4 / 5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void picturesAreWellExposed(Product product) {
        for (int i = 0; i < 3; i++) {
            SyntheticImage good = generator.good(product, Split.TRAIN, i);
            long clipped = 0;
            for (GrayU8 band : good.image().getBands())
                for (byte level : band.data) if (level == 0 || level == -1) clipped++;
            assertThat(clipped).as("clipped").isLessThan(3L * good.mask().data.length / 200);
            for (GrayU8 band : good.image().getBands())
                assertThat(ImageStatistics.mean(band)).isBetween(25.0, 235.0);
        }
    }

    @Test
    void theSmallestImageHoldsAMotifToMisprint() {
        SyntheticConfig small = CONFIG.withSize(SyntheticConfig.MIN_SIDE, SyntheticConfig.MIN_SIDE);
        for (int i = 0; i < 2000; i++) {
            PrintedPattern sheet = PrintedPattern.make(new Dice(i), small.width(), small.height());
            assertThat(sheet.cellsWithin(small.width(), small.height(), PrintedPattern.CELL_HEIGHT / 2))
                    .as("seed %d", i)
                    .isNotEmpty();
        }
    }

    @Test
    void indexMustNotBeNegative() {
        assertThatIllegalArgumentException().isThrownBy(() -> generator.bad(Product.WOVEN_FABRIC, -1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> generator.good(Product.WOVEN_FABRIC, Split.TRAIN, -1))
                .withMessageContaining("-1");
    }

    @Test
    void aMisprintNeedsAPrint() {
        Workpiece metal = BrushedMetal.make(new Dice(1), 200, 200);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Misprint().spoil(new Canvas(200, 200), metal, new Dice(1)))
                .withMessageContaining("printed pattern");
    }

    private static GrayU8 difference(Planar<GrayU8> a, Planar<GrayU8> b) {
        GrayU8 changed = new GrayU8(a.width, a.height);
        for (int band = 0; band < 3; band++)
            for (int i = 0; i < changed.data.length; i++)
                if (a.getBand(band).data[i] != b.getBand(band).data[i]) changed.data[i] = 1;
        return changed;
    }

    /** Changed pixels inside or outside a region. */
    private static int count(GrayU8 changed, GrayU8 region, boolean inside) {
        int count = 0;
        for (int i = 0; i < changed.data.length; i++)
            if (changed.data[i] == 1 && (region.data[i] == 1) == inside) count++;
        return count;
    }

    private static long checksum(Planar<GrayU8> image) {
        CRC32 crc = new CRC32();
        for (GrayU8 band : image.getBands()) crc.update(band.data);
        return crc.getValue();
    }
}
