package dev.mizu.pgwire;

import dev.mizu.session.fake.FakeRegion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Point reads a second through the door over a session that does nothing: Bind, Execute, Sync, one row back. Client and
 * server share the JVM and the machine. Arguments: seconds a run, 3 by default.
 */
public final class PgServerBenchmark {
    private static final short NONE = 0;

    private PgServerBenchmark() {}

    public static void main(String[] args) throws Exception {
        long seconds = args.length > 0 ? Long.parseLong(args[0]) : 3;
        for (String kind : List.of("virtual", "platform")) {
            ThreadFactory threads = kind.equals("virtual")
                    ? Thread.ofVirtual().factory() : Thread.ofPlatform().daemon().factory();
            try (PgServer server = PgServer.start(PgServerConfig.loopback(0).withThreads(threads), new FakeRegion())) {
                run(server, 4, seconds);
                for (int connections : new int[] {1, 16, 64}) {
                    System.out.printf("%s threads, %d connections: %,d queries/s%n", kind, connections,
                            run(server, connections, seconds));
                }
                System.out.printf("%s threads, 100-row results at 4 connections: %,d rows/s%n", kind,
                        100 * run(server, 4, seconds, "rows 100"));
            }
        }
    }

    private static long run(PgServer server, int connections, long seconds) throws Exception {
        return run(server, connections, seconds, "echo 20");
    }

    private static long run(PgServer server, int connections, long seconds, String sql) throws Exception {
        AtomicLong total = new AtomicLong();
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            clients.add(Thread.ofPlatform().start(() -> total.addAndGet(client(server, sql, end))));
        }
        for (Thread client : clients) {
            client.join();
        }
        return total.get() / seconds;
    }

    private static long client(PgServer server, String sql, long end) {
        try (RawClient client = RawClient.started(server.address().getPort())) {
            client.put('P', "s", sql, NONE).put('S').flush().skipToReady();
            long queries = 0;
            byte[] value = {0, 0, 0, 0, 0, 0, 0, 42};
            while (System.nanoTime() < end) {
                if (sql.startsWith("echo")) {
                    client.put('B', "", "s", (short) 1, (short) 1, (short) 1, 8, value, NONE);
                } else {
                    client.put('B', "", "s", NONE, NONE, NONE);
                }
                client.put('E', "", 0).put('S').flush().skipToReady();
                queries++;
            }
            return queries;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
