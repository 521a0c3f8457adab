package dev.mizu.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mizu.protocol.wire.Handshake.Identity;
import dev.mizu.protocol.wire.Handshake.RefusedException;
import dev.mizu.protocol.wire.Handshake.Secret;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HandshakeTest {
    private static final long EPOCH = 100;
    private static final Identity WHO = new Identity(EPOCH, "u1", 3);

    private final Secret secret = Secret.random();
    private final ExecutorService brain = Executors.newVirtualThreadPerTaskExecutor();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        brain.shutdownNow();
    }

    private Future<Identity> accept(long epoch) {
        return accept(() -> {
            try (Socket socket = server.accept()) {
                return Handshake.accept(socket, epoch,
                        who -> who.equals(WHO) ? Optional.of(secret) : Optional.empty());
            }
        });
    }

    private Future<Identity> accept(Callable<Identity> side) {
        return brain.submit(side);
    }

    private Socket dial() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
    }

    @Test
    void bothKnowEachOther() throws Exception {
        Future<Identity> accepted = accept(EPOCH);
        try (Socket socket = dial()) {
            Handshake.introduce(socket, WHO, secret);
        }
        assertThat(accepted.get()).isEqualTo(WHO);
    }

    @Test
    void aWrongSecretIsRefused() throws IOException {
        refused(accept(EPOCH), WHO, Secret.random(), "the replica's proof is wrong");
    }

    @Test
    void anEarlierStartIsRefused() throws IOException {
        refused(accept(EPOCH), new Identity(EPOCH, "u1", 2), secret, "replica u1 is not expected in its start 2");
    }

    @Test
    void aReplicaOfAnEarlierRegionIsRefused() throws IOException {
        refused(accept(EPOCH), new Identity(EPOCH - 1, "u1", 3), secret, "started by another region, of epoch 99");
    }

    private void refused(Future<Identity> accepted, Identity who, Secret with, String why) throws IOException {
        try (Socket socket = dial()) {
            assertThatThrownBy(() -> Handshake.introduce(socket, who, with))
                    .isInstanceOf(RefusedException.class).hasMessageContaining(why);
        }
        assertThatThrownBy(accepted::get).hasMessageContaining(why);
    }

    @Test
    void anOlderRegionIsRefused() throws IOException {
        Future<Identity> accepted = accept(EPOCH - 1);
        try (Socket socket = dial()) {
            assertThatThrownBy(() -> Handshake.introduce(socket, WHO, secret))
                    .isInstanceOf(RefusedException.class).hasMessageContaining("of epoch 99 is older");
        }
        assertThatThrownBy(accepted::get).isNotNull();
    }

    @Test
    void aRegionThatDoesNotKnowTheSecretIsRefused() throws IOException {
        Future<Identity> accepted = accept(() -> {
            try (Socket socket = server.accept()) {
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                out.writeInt(0x6d697a75);
                out.writeInt(Handshake.VERSION);
                out.writeLong(EPOCH);
                out.write(new byte[32]);
                DataInputStream in = new DataInputStream(socket.getInputStream());
                in.readNBytes(4 + 4 + 8 + 4 + 2 + 8 + 32 + 32);
                out.writeBoolean(true);
                out.write(new byte[32]);
                return WHO;
            }
        });
        try (Socket socket = dial()) {
            assertThatThrownBy(() -> Handshake.introduce(socket, WHO, secret))
                    .hasMessageContaining("the region's proof is wrong");
        }
        assertThat(accepted).succeedsWithin(java.time.Duration.ofSeconds(5));
    }

    @Test
    void anotherVersionIsRefusedInClearWords() throws IOException {
        Future<Identity> accepted = accept(EPOCH);
        try (Socket socket = dial()) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            in.readNBytes(4 + 4 + 8 + 32);
            out.writeInt(0x6d697a75);
            out.writeInt(2);
            assertThat(in.readBoolean()).isFalse();
            assertThat(in.readUTF())
                    .isEqualTo("the replica speaks version 2 of the protocol, this region version 1");
        }
        assertThatThrownBy(accepted::get).hasMessageContaining("version 2");
    }
}
