/**
 * The reference's stages over its folders: cut ({@link dev.robis.seg.stage.CropStage}), score ({@link
 * dev.robis.seg.stage.TestStage}), merge, binarize, refine. One by one or streamed through, they make the same maps and masks.
 * {@link dev.robis.seg.stage.ResultFolders} says where things are. Built on the facade; for the command line.
 */
package dev.robis.seg.stage;
