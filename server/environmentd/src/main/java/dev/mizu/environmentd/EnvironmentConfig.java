package dev.mizu.environmentd;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What an environment is started with. Ports of 0 mean any free one.
 *
 * @param data the region's folder
 * @param tls certificate chain and private key in PEM; empty = no TLS
 */
public record EnvironmentConfig(
        Path data, InetAddress listen, int sqlPort, int systemSqlPort, int httpPort, Optional<TlsFiles> tls) {
    /** PEM files. */
    public record TlsFiles(Path certificate, Path key) {}

    /** On loopback, on free ports. */
    public static EnvironmentConfig anywhere(Path data) {
        return new EnvironmentConfig(data, InetAddress.getLoopbackAddress(), 0, 0, 0, Optional.empty());
    }
}
