package dev.robis.seg.synthetic;

import java.util.List;
import java.util.stream.IntStream;

/** Outline of a defect on the image. Immutable. */
interface Region {

    /** Distance to the outline in pixels, positive inside and negative outside; approximate off the outline. */
    double depth(double x, double y);

    /** A circle around the region. */
    Circle bounds();

    record Circle(double x, double y, double radius) {}

    /** What to do with a pixel, given its depth. */
    interface Brush {
        void touch(int x, int y, double depth);
    }

    /** Visits the pixels of the canvas whose depth is above {@code -margin}, row by row. */
    default void visit(Canvas canvas, double margin, Brush brush) {
        Circle bounds = bounds();
        int reach = (int) Math.ceil(bounds.radius + margin) + 1;
        for (int y = (int) bounds.y - reach; y <= (int) bounds.y + reach; y++) {
            for (int x = (int) bounds.x - reach; x <= (int) bounds.x + reach; x++) {
                if (!canvas.contains(x, y)) continue;
                double depth = depth(x, y);
                if (depth > -margin) brush.touch(x, y, depth);
            }
        }
    }

    /** How much of a pixel lies inside, 0 to 1. */
    static double cover(double depth) {
        return Math.max(0, Math.min(1, depth + 0.5));
    }

    /** Rises smoothly from 0 to 1 while {@code depth} goes from {@code from} to {@code to}. */
    static double ramp(double depth, double from, double to) {
        double t = Math.max(0, Math.min(1, (depth - from) / (to - from)));
        return t * t * (3 - 2 * t);
    }

    /** A lobed disc, stretched along one direction. */
    record Blob(double x, double y, double radius, double stretch, double cos, double sin, List<Lobe> lobes)
            implements Region {

        /** A wave of the outline: how often it comes around, how high it is in pixels, and where it starts. */
        record Lobe(int count, double height, double phase) {}

        /** @param unevenness how far the outline strays, as a share of the radius */
        static Blob roll(Dice dice, double x, double y, double radius, double stretch, double unevenness) {
            double angle = dice.uniform(0, Math.PI);
            List<Lobe> lobes = IntStream.rangeClosed(2, 4)
                    .mapToObj(count -> new Lobe(
                            count,
                            radius * unevenness * dice.uniform(0.4, 1) / (count - 1),
                            dice.uniform(0, 2 * Math.PI)))
                    .toList();
            return new Blob(x, y, radius, stretch, StrictMath.cos(angle), StrictMath.sin(angle), lobes);
        }

        @Override
        public double depth(double px, double py) {
            double dx = px - x, dy = py - y;
            double p = (cos * dx + sin * dy) / stretch, q = (cos * dy - sin * dx) * stretch;
            double angle = StrictMath.atan2(q, p), outline = radius;
            for (Lobe lobe : lobes) outline += lobe.height * StrictMath.cos(lobe.count * angle + lobe.phase);
            return (outline - Math.sqrt(p * p + q * q)) / stretch;
        }

        @Override
        public Circle bounds() {
            return new Circle(x, y, 1.8 * radius * stretch);
        }
    }

    /** A line with a width that tapers to its ends. */
    record Stroke(List<Point> points) implements Region {

        /** A place on the line and half the width there. */
        record Point(double x, double y, double halfWidth) {}

        private static final int SEGMENTS = 28;

        /** @param bend how far the middle strays from the straight line, as a share of the length */
        static Stroke arc(double x, double y, double angle, double length, double bend, double halfWidth) {
            double cos = StrictMath.cos(angle), sin = StrictMath.sin(angle);
            Point[] points = new Point[SEGMENTS + 1];
            for (int i = 0; i <= SEGMENTS; i++) {
                double t = 2.0 * i / SEGMENTS - 1; // -1 to 1
                double along = t * length / 2, aside = bend * length * (1 - t * t - 0.4 * t * (1 - t * t));
                double width = halfWidth * (0.35 + 0.65 * Math.sqrt(1 - t * t));
                points[i] = new Point(x + cos * along - sin * aside, y + sin * along + cos * aside, width);
            }
            return new Stroke(List.of(points));
        }

        @Override
        public double depth(double x, double y) {
            double deepest = Double.NEGATIVE_INFINITY;
            for (int i = 1; i < points.size(); i++)
                deepest = Math.max(deepest, depth(points.get(i - 1), points.get(i), x, y));
            return deepest;
        }

        private static double depth(Point a, Point b, double x, double y) {
            double dx = b.x - a.x, dy = b.y - a.y;
            double t = ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy);
            t = Math.max(0, Math.min(1, t));
            double offX = x - a.x - t * dx, offY = y - a.y - t * dy;
            return a.halfWidth + t * (b.halfWidth - a.halfWidth) - Math.sqrt(offX * offX + offY * offY);
        }

        @Override
        public Circle bounds() {
            Point middle = points.get(points.size() / 2);
            double radius = 0;
            for (Point p : points) {
                double dx = p.x - middle.x, dy = p.y - middle.y;
                radius = Math.max(radius, Math.sqrt(dx * dx + dy * dy) + p.halfWidth);
            }
            return new Circle(middle.x, middle.y, radius);
        }
    }

    /** A convex splinter: the common inside of some half planes around a middle. */
    record Shard(double x, double y, List<Side> sides) implements Region {

        /** Direction and distance of a side from the middle. */
        record Side(double normalX, double normalY, double distance) {}

        static Shard roll(Dice dice, double x, double y, double radius) {
            int count = 4 + dice.below(3);
            double turn = dice.uniform(0, 2 * Math.PI);
            Side[] sides = new Side[count];
            for (int i = 0; i < count; i++) {
                double angle = turn + 2 * Math.PI * (i + dice.uniform(-0.2, 0.2)) / count;
                sides[i] = new Side(StrictMath.cos(angle), StrictMath.sin(angle), radius * dice.uniform(0.55, 1.1));
            }
            return new Shard(x, y, List.of(sides));
        }

        @Override
        public double depth(double px, double py) {
            double depth = Double.POSITIVE_INFINITY;
            for (Side side : sides)
                depth = Math.min(depth, side.distance - side.normalX * (px - x) - side.normalY * (py - y));
            return depth;
        }

        @Override
        public Circle bounds() {
            double farthest = sides.stream().mapToDouble(Side::distance).max().orElse(0);
            return new Circle(x, y, 3 * farthest);
        }
    }
}
