package dev.mizu.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.auth.Authenticator;
import dev.mizu.base.metrics.MetricsRegistry;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Decimal;
import dev.mizu.repr.Row;
import dev.mizu.session.fake.FakeRegion;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WebSocketDoorTest {
    private final FakeRegion region = new FakeRegion();
    private final List<HttpDoor> doors = new ArrayList<>();

    @AfterEach
    void stop() {
        doors.forEach(HttpDoor::close);
    }

    /** A client that keeps what it hears. */
    private static final class Client implements WebSocket.Listener {
        private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final StringBuilder partial = new StringBuilder();
        private final WebSocket socket;

        Client(HttpDoor door) {
            socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(URI.create(
                    "ws://127.0.0.1:" + door.address().getPort() + "/api/experimental/sql"), this).join();
        }

        void send(String text) {
            socket.sendText(text, true).join();
        }

        String next() throws InterruptedException {
            String message = heard.poll(10, TimeUnit.SECONDS);
            return message == null ? "nothing" : message;
        }

        List<String> until(String prefix) throws InterruptedException {
            List<String> all = new ArrayList<>();
            do {
                all.add(next());
            } while (!all.getLast().startsWith(prefix) && !all.getLast().equals("nothing"));
            return all;
        }

        @Override
        public CompletionStage<?> onText(WebSocket ws, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                heard.add(partial.toString());
                partial.setLength(0);
            }
            ws.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket ws, int status, String reason) {
            heard.add("close " + status + " " + reason);
            return null;
        }
    }

    private HttpDoor door(HttpDoorConfig config) {
        HttpDoor door = HttpDoor.start(config, region, new MetricsRegistry());
        doors.add(door);
        return door;
    }

    @Test
    void conversation() throws Exception {
        Client client = new Client(door(HttpDoorConfig.loopback(0)));
        client.send("{\"user\":\"alice\",\"password\":\"\",\"options\":{\"nonsense\":\"1\"}}");
        List<String> greeting = client.until("{\"type\":\"ReadyForQuery\"");
        assertThat(greeting.getFirst()).startsWith("{\"type\":\"ParameterStatus\",\"payload\":{\"name\":");
        assertThat(greeting.get(greeting.size() - 2))
                .startsWith("{\"type\":\"BackendKeyData\",\"payload\":{\"conn_id\":");
        assertThat(client.next()).contains("startup setting nonsense not set");
        client.send("{\"query\":\"select 1; notice; boom; select 2\"}");
        client.send("{\"queries\":[{\"query\":\"echo 23\",\"params\":[\"5\"]}]}");
        assertThat(client.until("{\"type\":\"ReadyForQuery\"")).containsExactly(
                "{\"type\":\"CommandStarting\",\"payload\":{\"has_rows\":true,\"is_streaming\":false}}",
                "{\"type\":\"Rows\",\"payload\":{\"columns\":[{\"name\":\"?column?\",\"type_oid\":23,\"type_len\":4,"
                        + "\"type_mod\":-1}]}}",
                "{\"type\":\"Row\",\"payload\":[\"1\"]}",
                "{\"type\":\"CommandComplete\",\"payload\":\"SELECT 1\"}",
                "{\"type\":\"CommandStarting\",\"payload\":{\"has_rows\":false,\"is_streaming\":false}}",
                "{\"type\":\"CommandComplete\",\"payload\":\"RAISE\"}",
                "{\"type\":\"Notice\",\"payload\":"
                        + "{\"message\":\"take note\",\"code\":\"01000\",\"severity\":\"warning\"}}",
                "{\"type\":\"Error\",\"payload\":"
                        + "{\"message\":\"column \\\"boom\\\" does not exist\",\"code\":\"42703\","
                        + "\"detail\":\"a detail\",\"hint\":\"a hint\",\"position\":8}}",
                "{\"type\":\"ReadyForQuery\",\"payload\":\"I\"}");
        assertThat(client.until("{\"type\":\"ReadyForQuery\"")).contains("{\"type\":\"Row\",\"payload\":[\"5\"]}");
        client.send("not json");
        assertThat(client.next()).contains("invalid JSON");
        assertThat(client.next()).contains("ReadyForQuery");
    }

    @Test
    void aStreamEndsWithTheClient() throws Exception {
        Client client = new Client(door(HttpDoorConfig.loopback(0)));
        client.send("{}");
        client.until("{\"type\":\"ReadyForQuery\"");
        client.send("{\"query\":\"subscribe\"}");
        assertThat(client.next()).contains("\"is_streaming\":true");
        client.next();
        while (region.openStreams() == 0) {
            Thread.sleep(5);
        }
        region.push(List.of(Row.of(Datum.of(Decimal.of(17)), Datum.of(1), Datum.of(42))));
        assertThat(client.next()).isEqualTo("{\"type\":\"Row\",\"payload\":[\"17\",\"1\",\"42\"]}");
        client.socket.abort();
        while (region.openSessions() > 0) {
            Thread.sleep(5);
        }
    }

    @Test
    void cancelledFromElsewhere() throws Exception {
        Client client = new Client(door(HttpDoorConfig.loopback(0)));
        client.send("{}");
        List<String> greeting = client.until("{\"type\":\"ReadyForQuery\"");
        String key = greeting.get(greeting.size() - 2);
        int id = Integer.parseInt(key.replaceAll(".*conn_id\":(\\d+).*", "$1"));
        int secret = Integer.parseInt(key.replaceAll(".*secret_key\":(\\d+).*", "$1"));
        client.send("{\"query\":\"subscribe\"}");
        while (region.openStreams() == 0) {
            Thread.sleep(5);
        }
        region.cancel(id, secret);
        assertThat(client.until("{\"type\":\"Error\"").getLast()).contains("57014");
        assertThat(client.next()).contains("ReadyForQuery");
    }

    @Test
    void wrongPassword() throws Exception {
        Client client = new Client(door(HttpDoorConfig.loopback(0).withAuthenticator(
                new Authenticator.Cleartext(Authenticator.SecretCheck.stored(user -> java.util.Optional.empty())))));
        client.send("{\"user\":\"alice\",\"password\":\"x\"}");
        assertThat(client.next()).isEqualTo("close 1002 unauthorized");
    }
}
