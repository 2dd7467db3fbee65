package dev.robis.seg.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.IIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A line of text in a PNG file: the chunk {@code tEXt} with the keyword {@code Comment}. */
final class PngComment {

    private static final String FORMAT = "javax_imageio_png_1.0";
    private static final String KEYWORD = "Comment";

    private PngComment() {}

    /** An image with a comment, for a writer of PNG. */
    static IIOImage commented(BufferedImage image, String text, ImageWriter writer) throws IOException {
        IIOMetadataNode entry = new IIOMetadataNode("tEXtEntry");
        entry.setAttribute("keyword", KEYWORD);
        entry.setAttribute("value", text);
        IIOMetadataNode chunks = new IIOMetadataNode("tEXt");
        chunks.appendChild(entry);
        IIOMetadataNode root = new IIOMetadataNode(FORMAT);
        root.appendChild(chunks);
        IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), null);
        metadata.mergeTree(FORMAT, root);
        return new IIOImage(image, null, metadata);
    }

    /** @return nothing if the file is no PNG or has no comment */
    static Optional<String> read(Path file) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        try (ImageInputStream stream = new FileImageInputStream(file.toFile())) {
            if (!reader.getOriginatingProvider().canDecodeInput(stream)) return Optional.empty();
            reader.setInput(stream);
            NodeList entries =
                    ((Element) reader.getImageMetadata(0).getAsTree(FORMAT)).getElementsByTagName("tEXtEntry");
            for (int i = 0; i < entries.getLength(); i++) {
                Element entry = (Element) entries.item(i);
                if (entry.getAttribute("keyword").equals(KEYWORD)) return Optional.of(entry.getAttribute("value"));
            }
            return Optional.empty();
        } catch (IIOException | RuntimeException e) { // the reader believes lengths
            throw new UnreadableImageException(file, "expected a PNG, found a damaged one", e);
        } finally {
            reader.dispose();
        }
    }
}
