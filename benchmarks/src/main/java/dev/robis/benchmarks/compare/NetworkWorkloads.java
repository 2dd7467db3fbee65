package dev.robis.benchmarks.compare;

import dev.robis.nn.inp.InpFormer;
import dev.robis.nn.inp.InpFormerTrainer;
import dev.robis.nn.inp.StepReport;
import dev.robis.nn.inp.TrainingPlan;
import dev.robis.nn.sam.SamPredictor;
import dev.robis.nn.tensor.SafetensorsFile;
import dev.robis.nn.tensor.Tensor;
import dev.robis.nn.tensor.TensorSource;
import dev.robis.nn.vit.Vit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** This library's networks. */
record NetworkWorkloads(Workspace workspace, Settings settings) {

    private static final double LEARNING_RATE = 1e-3;
    private static final double WEIGHT_DECAY = 1e-4;
    private static final double MAX_GRADIENT_NORM = 0.1;

    private Tensor input(String name) throws IOException {
        try (TensorSource inputs = SafetensorsFile.open(workspace.inputs())) {
            return inputs.tensor(name);
        }
    }

    Workload vit() throws IOException {
        Settings.Network network = settings.inference();
        Tensor images = input(SharedInputs.IMAGES);
        int side = network.side();
        try (TensorSource weights = SafetensorsFile.open(workspace.encoder("inference"))) {
            List<Integer> last = List.of(network.model().lastEncoderBlock());
            Vit vit = Vit.open(network.model().encoder(), weights, last, network.batch(), side, side);
            return new Workload() {
                private List<Tensor> tokens;

                @Override
                public void run() {
                    tokens = vit.tokens(images);
                }

                @Override
                public Map<String, Tensor> outputs() {
                    return Map.of("tokens", tokens.get(0));
                }

                @Override
                public void close() {
                    vit.close();
                }
            };
        }
    }

    Workload inp() throws IOException {
        Settings.Network network = settings.inference();
        Tensor images = input(SharedInputs.IMAGES);
        int side = network.side();
        try (TensorSource encoder = SafetensorsFile.open(workspace.encoder("inference"));
                TensorSource trained = SafetensorsFile.open(workspace.trained("inference"))) {
            InpFormer model = InpFormer.open(network.model(), encoder, trained, side, side, network.batch());
            return new Workload() {
                private List<Tensor> distances;

                @Override
                public void run() {
                    distances = model.distances(images);
                }

                @Override
                public Map<String, Tensor> outputs() {
                    return Map.of("distance0", distances.get(0), "distance1", distances.get(1));
                }

                @Override
                public void close() {
                    model.close();
                }
            };
        }
    }

    /** Losses of successive steps on the same images: the second tells whether the first moved the weights alike. */
    Workload train() throws IOException {
        Settings.Network network = settings.training();
        Tensor images = input(SharedInputs.TRAINING_IMAGES);
        TrainingPlan plan = new TrainingPlan(
                network.batch(), Long.MAX_VALUE / 2, 0, LEARNING_RATE, LEARNING_RATE, WEIGHT_DECAY, MAX_GRADIENT_NORM);
        try (TensorSource encoder = SafetensorsFile.open(workspace.encoder("training"));
                TensorSource trained = SafetensorsFile.open(workspace.trained("training"))) {
            InpFormerTrainer trainer = InpFormerTrainer.from(network.model(), plan, encoder, network.side(), trained);
            return new Workload() {
                private final List<StepReport> reports = new ArrayList<>();

                @Override
                public void run() {
                    reports.add(trainer.step(images));
                }

                @Override
                public Map<String, Tensor> outputs() {
                    Tensor losses = Tensor.zeros(reports.size());
                    for (int i = 0; i < reports.size(); i++)
                        losses.data()[i] = (float) reports.get(i).loss();
                    return Map.of("losses", losses);
                }

                @Override
                public void close() {
                    trainer.close();
                }
            };
        }
    }

    Workload sam() throws IOException {
        Tensor image = input(SharedInputs.SAM_IMAGE);
        int side = settings.sam().imageSize();
        try (TensorSource weights = SafetensorsFile.open(workspace.sam())) {
            SamPredictor sam = SamPredictor.open(settings.sam(), weights);
            return new Workload() {
                @Override
                public void run() {
                    sam.setImage(image, SamPredictor.ChannelOrder.RGB, side, side);
                }

                @Override
                public Map<String, Tensor> outputs() {
                    return Map.of("embedding", sam.imageEmbedding());
                }

                @Override
                public void close() {
                    sam.close();
                }
            };
        }
    }
}
