package dev.robis.eval.html;

import dev.robis.eval.ImageResult.Label;
import dev.robis.eval.overlay.HeatScale;
import java.util.Base64;
import java.util.Locale;

/**
 * One image of the gallery, as {@code card.html} writes it.
 *
 * @param group of the verdict
 * @param score empty where it is not finite: not for people but for sorting
 * @param f1 of the predicted mask at the report's resolution; empty where it is undefined
 * @param level where the slider starts
 * @param top score of the highest level
 */
record Card(
        String name,
        String label,
        String group,
        String verdict,
        String score,
        String scoreText,
        String f1,
        String f1Text,
        boolean truth,
        int level,
        float top,
        int width,
        int height,
        int photoWidth,
        int photoHeight,
        String photo,
        String planes) {

    static Card of(ReportImage image, Verdict verdict, Planes planes, Photo photo, HeatScale scale) {
        int level = image.threshold().isPresent()
                ? Planes.levelOf(image.threshold().getAsDouble(), scale)
                : planes.nearestLevel();
        return new Card(
                image.name(),
                image.label().name().toLowerCase(Locale.ROOT),
                verdict.group(),
                verdict.text(),
                Float.toString(planes.score()),
                Numbers.score(planes.score()),
                planes.f1().isPresent() ? Double.toString(planes.f1().getAsDouble()) : "",
                Numbers.rate(planes.f1()),
                image.label() == Label.GOOD || image.groundTruth().isPresent(),
                level,
                scale.max(),
                planes.width(),
                planes.height(),
                photo.width(),
                photo.height(),
                Base64.getEncoder().encodeToString(photo.jpeg()),
                Base64.getEncoder().encodeToString(planes.packed()));
    }
}
