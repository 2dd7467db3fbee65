/**
 * Networks as ONNX models with the weights of this project, so that ONNX Runtime can be measured beside it. Start with
 * {@link dev.robis.benchmarks.onnx.VitOnnx}.
 */
package dev.robis.benchmarks.onnx;
