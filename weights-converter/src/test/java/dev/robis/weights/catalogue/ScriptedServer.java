package dev.robis.weights.catalogue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A web server on a bare socket that answers as its script says, however wrong that is. Closes after each answer. */
final class ScriptedServer implements AutoCloseable {

    /** What was asked: the path, or under a proxy the whole address, and the headers by lower-case name. */
    record Request(String path, Map<String, String> headers) {

        /** Where the asked range begins; 0 without one. */
        int from() {
            String range = headers.get("range");
            return range == null ? 0 : Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
        }
    }

    @FunctionalInterface
    interface Script {
        /**
         * @param number of the request, from 0
         */
        void answer(int number, Request request, OutputStream out) throws Exception;
    }

    private final ServerSocket socket;
    private final Script script;
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    ScriptedServer(Script script) throws IOException {
        this.script = script;
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + path);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** All that were made so far. */
    List<Request> requests() {
        return requests;
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!socket.isClosed())
            try {
                Socket connection = socket.accept();
                daemon(() -> serve(connection));
            } catch (IOException e) {
                return; // closed
            }
    }

    private void serve(Socket connection) {
        try (connection) {
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
            String line = reader.readLine();
            if (line == null) return;
            Map<String, String> headers = new TreeMap<>();
            for (String each = reader.readLine(); each != null && !each.isEmpty(); each = reader.readLine()) {
                String[] header = each.split(":", 2);
                headers.put(header[0].toLowerCase(Locale.ROOT), header[1].trim());
            }
            Request request = new Request(line.split(" ", 3)[1], headers);
            int number;
            synchronized (requests) {
                number = requests.size();
                requests.add(request);
            }
            script.answer(number, request, connection.getOutputStream());
        } catch (Exception e) {
            // The client went away, as clients do.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Writes a head. */
    static void head(OutputStream out, int status, String... headers) throws IOException {
        StringBuilder text = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\nConnection: close\r\n");
        for (String header : headers) text.append(header).append("\r\n");
        out.write(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }
}
