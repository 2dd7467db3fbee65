package dev.robis.seg.synthetic;

/** Colour as in a file, 0 is black and 1 white; may leave that range while a picture is made. */
record Colour(double red, double green, double blue) {

    static Colour grey(double value) {
        return new Colour(value, value, value);
    }

    Colour times(double factor) {
        return new Colour(red * factor, green * factor, blue * factor);
    }

    /** As paint that lets the ground shine through. */
    Colour over(Colour ground) {
        return new Colour(red * ground.red, green * ground.green, blue * ground.blue);
    }

    Colour plus(double value) {
        return new Colour(red + value, green + value, blue + value);
    }

    /** @param share of the other colour, 0 to 1 */
    Colour mix(Colour other, double share) {
        return new Colour(
                red + (other.red - red) * share,
                green + (other.green - green) * share,
                blue + (other.blue - blue) * share);
    }

    /** Largest difference of a channel. */
    double distance(Colour other) {
        return Math.max(
                Math.abs(red - other.red), Math.max(Math.abs(green - other.green), Math.abs(blue - other.blue)));
    }
}
