package dev.robis.seg.synthetic;

/**
 * How the product lies under the camera: pixels are turned about the middle of the image and shifted to coordinates of the
 * product's surface. Immutable.
 */
record Pose(double centreX, double centreY, double cos, double sin, double shiftU, double shiftV) {

    /** @param tilt largest angle in degrees, to either side */
    static Pose roll(Dice dice, int width, int height, double tilt) {
        double angle = StrictMath.toRadians(dice.uniform(-tilt, tilt));
        return new Pose(
                width / 2.0,
                height / 2.0,
                StrictMath.cos(angle),
                StrictMath.sin(angle),
                dice.uniform(0, 1000),
                dice.uniform(0, 1000));
    }

    double u(double x, double y) {
        return cos * (x - centreX) + sin * (y - centreY) + shiftU;
    }

    double v(double x, double y) {
        return cos * (y - centreY) - sin * (x - centreX) + shiftV;
    }

    double x(double u, double v) {
        return cos * (u - shiftU) - sin * (v - shiftV) + centreX;
    }

    double y(double u, double v) {
        return sin * (u - shiftU) + cos * (v - shiftV) + centreY;
    }
}
