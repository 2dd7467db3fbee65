package dev.robis.seg.synthetic;

/**
 * How a product looks where it is hurt.
 *
 * @param bare colour that a scratch lays open
 * @param stain transparent colour of a stain
 * @param hole colour at the ground of a hole
 * @param gloss how bright the edge of a dent shines, 0 to 1
 * @param fibrous whether it frays, and catches loose threads
 */
record Material(Colour bare, Colour stain, Colour hole, double gloss, boolean fibrous) {}
