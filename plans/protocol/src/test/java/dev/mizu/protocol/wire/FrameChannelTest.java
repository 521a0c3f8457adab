package dev.mizu.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FrameChannelTest {
    private static final long SEED = Long.getLong("frames.seed", System.nanoTime());
    private static final int FRAMES = 3_000;

    /** Collects what comes. */
    private static final class Ear implements FrameChannel.Receiver {
        final LinkedBlockingQueue<byte[]> bodies = new LinkedBlockingQueue<>();
        final CountDownLatch ended = new CountDownLatch(1);

        @Override
        public void received(byte[] body) {
            bodies.add(body);
        }

        @Override
        public void ended(String reason) {
            ended.countDown();
        }
    }

    private record Pair(FrameChannel a, Ear atA, FrameChannel b, Ear atB) {}

    private static Pair pair() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            SocketChannel dialled = SocketChannel.open(server.getLocalAddress());
            Ear atA = new Ear();
            Ear atB = new Ear();
            return new Pair(FrameChannel.over(dialled, atA), atA, FrameChannel.over(server.accept(), atB), atB);
        }
    }

    @Test
    void framesOfEverySizeArriveInOrderWhileNobodyWaits() throws Exception {
        System.out.println("frames.seed=" + SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        Pair pair = pair();
        pair.a().begin("a");
        byte[][] sent = new byte[FRAMES][];
        for (int i = 0; i < FRAMES; i++) {
            int size = switch (random.nextInt(20)) {
                case 0 -> 0;
                case 1 -> random.nextInt(400_000);
                default -> 8 + random.nextInt(200);
            };
            sent[i] = new byte[size];
            random.nextBytes(sent[i]);
            // Nobody reads yet: far more than a socket holds is sent, and no call waits.
            pair.a().send(sent[i]);
        }
        pair.b().begin("b");
        for (byte[] body : sent) {
            assertThat(pair.atB().bodies.poll(20, TimeUnit.SECONDS)).isEqualTo(body);
        }
        pair.a().close();
        assertThat(pair.atB().ended.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(pair.atA().ended.await(5, TimeUnit.SECONDS)).isTrue();
        pair.a().send(new byte[1]);
    }

    @Test
    void sendersOnSeveralThreadsKeepTheirOwnOrder() throws Exception {
        Pair pair = pair();
        pair.a().begin("a");
        pair.b().begin("b");
        Thread[] threads = new Thread[4];
        for (int t = 0; t < threads.length; t++) {
            int who = t;
            threads[t] = Thread.ofPlatform().start(() -> {
                for (int i = 0; i < FRAMES; i++) {
                    pair.a().send(ByteBuffer.allocate(8).putInt(who).putInt(i).array());
                }
            });
        }
        int[] next = new int[threads.length];
        for (int i = 0; i < threads.length * FRAMES; i++) {
            ByteBuffer body = ByteBuffer.wrap(pair.atB().bodies.poll(20, TimeUnit.SECONDS));
            int who = body.getInt();
            assertThat(body.getInt()).isEqualTo(next[who]++);
        }
        pair.b().close();
        assertThat(pair.atA().ended.await(5, TimeUnit.SECONDS)).isTrue();
    }
}
