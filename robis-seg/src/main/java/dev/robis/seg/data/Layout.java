package dev.robis.seg.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A way of laying out one category on disk. */
interface Layout {

    /** In the order in which a folder is tried; a plain folder of images fits last. */
    List<Layout> ALL = List.of(new MvtecAd2Layout(), new MvtecAdLayout(), new VisaLayout(), new PlainLayout());

    /** What identifies the layout, for people: {@code MVTec AD 2 (train/good and test_public)}. */
    String description();

    /** Whether the category's folder looks like this layout. */
    boolean fits(Path folder) throws IOException;

    /**
     * @param folder the category's folder, absolute
     * @param warnings receives what is wrong. Modified.
     * @return the images in any order
     * @throws DatasetException if there is nothing to train on
     */
    List<Sample> read(Path folder, Warnings warnings) throws IOException;
}
