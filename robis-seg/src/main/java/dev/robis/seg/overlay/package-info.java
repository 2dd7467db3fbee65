/** Pictures for people: {@link dev.robis.seg.overlay.Overlays} puts heat and contours on photographs. */
package dev.robis.seg.overlay;
