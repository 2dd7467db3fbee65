package example;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A request that occupies the service until it is told to go on. */
final class SlowUpload implements AutoCloseable {

    private final Socket socket;
    private final byte[] image;

    SlowUpload(int port, byte[] image) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        this.image = image;
        String head = "POST /segment HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: " + image.length
                + "\r\n\r\n";
        OutputStream out = socket.getOutputStream();
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(image, 0, 100);
        out.flush();
    }

    /** Sends the rest. @return the whole answer, head and body */
    String finish() throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(image, 100, image.length - 100);
        out.flush();
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        socket.getInputStream().transferTo(answer);
        return answer.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
