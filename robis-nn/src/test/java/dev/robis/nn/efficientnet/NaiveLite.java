package dev.robis.nn.efficientnet;

import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import java.util.ArrayList;
import java.util.List;

/** The network as its definition says it, one operation after the other, in double precision. */
final class NaiveLite {

    private NaiveLite() {}

    /** Channels last. */
    record Plane(int height, int width, int channels, double[] values) {

        double at(int y, int x, int c) {
            return y < 0 || y >= height || x < 0 || x >= width ? 0 : values[(y * width + x) * channels + c];
        }
    }

    static List<Plane> blocks(LiteConfig config, TensorSource weights, Tensor image) {
        int height = image.shape()[2], width = image.shape()[3];
        double[] values = new double[3 * height * width];
        for (int c = 0; c < 3; c++)
            for (int i = 0; i < height * width; i++) values[i * 3 + c] = image.data()[c * height * width + i];
        Plane x = relu6(norm(
                convolution(new Plane(height, width, 3, values), weights.tensor("_conv_stem.weight"), 2, false),
                weights,
                "_bn0",
                config.epsilon()));
        List<Plane> outputs = new ArrayList<>();
        for (LiteConfig.Block block : config.blocks()) {
            Plane y = x;
            String name = block.name();
            if (block.expansion() > 1)
                y = relu6(norm(
                        convolution(y, weights.tensor(name + "._expand_conv.weight"), 1, false),
                        weights,
                        name + "._bn0",
                        config.epsilon()));
            y = relu6(norm(
                    convolution(y, weights.tensor(name + "._depthwise_conv.weight"), block.stride(), true),
                    weights,
                    name + "._bn1",
                    config.epsilon()));
            y = norm(
                    convolution(y, weights.tensor(name + "._project_conv.weight"), 1, false),
                    weights,
                    name + "._bn2",
                    config.epsilon());
            if (block.stride() == 1 && x.channels == y.channels)
                for (int i = 0; i < y.values.length; i++) y.values[i] += x.values[i];
            outputs.add(y);
            x = y;
        }
        return outputs;
    }

    private static Plane convolution(Plane x, Tensor weight, int stride, boolean depthwise) {
        int out = weight.shape()[0], in = weight.shape()[1], side = weight.shape()[2];
        int height = (x.height + stride - 1) / stride, width = (x.width + stride - 1) / stride;
        int top = Math.max((height - 1) * stride + side - x.height, 0) / 2;
        int left = Math.max((width - 1) * stride + side - x.width, 0) / 2;
        double[] values = new double[height * width * out];
        for (int oy = 0; oy < height; oy++)
            for (int ox = 0; ox < width; ox++)
                for (int o = 0; o < out; o++) {
                    double sum = 0;
                    for (int i = 0; i < in; i++)
                        for (int ky = 0; ky < side; ky++)
                            for (int kx = 0; kx < side; kx++)
                                sum += weight.data()[((o * in + i) * side + ky) * side + kx]
                                        * x.at(oy * stride - top + ky, ox * stride - left + kx, depthwise ? o : i);
                    values[(oy * width + ox) * out + o] = sum;
                }
        return new Plane(height, width, out, values);
    }

    private static Plane norm(Plane x, TensorSource weights, String name, double epsilon) {
        float[] gain = weights.tensor(name + ".weight").data();
        float[] offset = weights.tensor(name + ".bias").data();
        float[] mean = weights.tensor(name + ".running_mean").data();
        float[] variance = weights.tensor(name + ".running_var").data();
        for (int i = 0; i < x.values.length; i++) {
            int c = i % x.channels;
            x.values[i] = (x.values[i] - mean[c]) / Math.sqrt(variance[c] + epsilon) * gain[c] + offset[c];
        }
        return x;
    }

    private static Plane relu6(Plane x) {
        for (int i = 0; i < x.values.length; i++) x.values[i] = Math.min(Math.max(x.values[i], 0), 6);
        return x;
    }
}
