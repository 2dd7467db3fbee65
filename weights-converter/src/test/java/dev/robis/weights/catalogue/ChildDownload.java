package dev.robis.weights.catalogue;

import dev.robis.nn.tensor.WeightsHome;
import java.net.URI;
import java.nio.file.Path;

/** A process of its own that downloads one file. */
final class ChildDownload {

    private ChildDownload() {}

    /**
     * @param arguments address of the file, home
     */
    public static void main(String[] arguments) throws Exception {
        System.out.print("started\n");
        System.out.flush();
        Downloads downloads = new Downloads(new WeightsHome(Path.of(arguments[1])), Downloader.standard());
        downloads.get(Trial.weights(URI.create(arguments[0])), DownloadListener.none());
    }
}
