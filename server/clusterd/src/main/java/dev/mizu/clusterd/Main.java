package dev.mizu.clusterd;

import dev.mizu.base.concurrent.Ticker;
import dev.mizu.base.time.Clock;
import dev.mizu.protocol.wire.Handshake;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A replica as a process: started by a region, told through its standard input where to dial and how to prove itself.
 * It lives as long as its region: the end of standard input, or of the connection, is its own.
 */
public final class Main {
    private static final System.Logger LOG = System.getLogger(Main.class.getName());
    private static final Duration BEAT = Duration.ofSeconds(1);
    /** Half the time of a lease: who slept longer may have lost what it held, and starts again. */
    private static final long SLEPT_MILLIS = 30_000;

    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        try {
            int port = Integer.parseInt(line(in));
            Handshake.Identity identity =
                    new Handshake.Identity(Long.parseLong(line(in)), line(in), Long.parseLong(line(in)));
            Handshake.Secret secret = Handshake.Secret.parse(line(in));
            Path data = Path.of(line(in));
            Thread.ofPlatform().name("region watch").daemon(true).start(() -> watch(in));
            ServedReplica.Start start = new ServedReplica.Start(
                    args.length > 0 ? args[0] : identity.replica(), new Brain.Address(port, identity, secret), data);
            ServedReplica.run(start, Main::end);
            LOG.log(System.Logger.Level.INFO, "replica {0} is up", identity.replica());
        } catch (IOException e) {
            end("the region could not be reached: " + e.getMessage());
        }
        watchClock();
        Thread.currentThread().join();
    }

    private static String line(BufferedReader in) throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new IOException("this program is started by a region, which tells it what it must know");
        }
        return line;
    }

    private static void watch(BufferedReader in) {
        try {
            while (in.read() >= 0) {
                // Nothing is said; the end is what counts.
            }
        } catch (IOException e) {
            end("the region is gone: " + e.getMessage());
        }
        end("the region is gone");
    }

    private static void watchClock() {
        AtomicLong last = new AtomicLong(Clock.SYSTEM.epochMillis());
        Ticker.start("clock watch", BEAT, () -> {
            long now = Clock.SYSTEM.epochMillis();
            if (now - last.getAndSet(now) > SLEPT_MILLIS) {
                end("the process was suspended");
            }
        }, failure -> end("the clock watch failed: " + failure));
    }

    /** All that is durable is right, and what is not is made again: so nothing needs a careful end. */
    static void end(String reason) {
        System.err.println("clusterd: " + reason);
        Runtime.getRuntime().halt(1);
    }
}
