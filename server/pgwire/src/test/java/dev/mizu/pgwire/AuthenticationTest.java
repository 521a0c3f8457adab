package dev.mizu.pgwire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mizu.auth.Authenticator;
import dev.mizu.auth.PemIdentity;
import dev.mizu.auth.ScramVerifier;
import dev.mizu.session.fake.FakeRegion;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AuthenticationTest {
    private static final String PASSWORD = "p\u00e4ssw\u00f6rd \u2460";

    private final FakeRegion region = new FakeRegion();
    private final Map<String, ScramVerifier> stored =
            Map.of("alice", ScramVerifier.create(PASSWORD, new SecureRandom()));

    private PgServerConfig with(Authenticator authenticator) {
        return PgServerConfig.loopback(0).withAccess(new PgServerConfig.Access(authenticator, false, 10));
    }

    private Optional<ScramVerifier> verifier(String user) {
        return Optional.ofNullable(stored.get(user));
    }

    private void login(PgServerConfig config, String user, String password, String sslmode) throws SQLException {
        try (PgServer server = PgServer.start(config, region)) {
            Properties properties = new Properties();
            properties.setProperty("user", user);
            properties.setProperty("password", password);
            properties.setProperty("sslmode", sslmode);
            properties.setProperty("assumeMinServerVersion", "9.5");
            try (Connection connection = DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:" + server.address().getPort() + "/db", properties);
                    ResultSet rows = connection.createStatement().executeQuery("rows 20000")) {
                int count = 0;
                while (rows.next()) {
                    count++;
                }
                assertThat(count).isEqualTo(20_000);
            }
        }
    }

    @Test
    void scramAndCleartext() throws SQLException {
        for (Authenticator authenticator : new Authenticator[] {
            new Authenticator.Scram(this::verifier),
            new Authenticator.Cleartext(Authenticator.SecretCheck.stored(this::verifier))
        }) {
            login(with(authenticator), "alice", PASSWORD, "disable");
            assertThat(region.requests().getLast().user()).isEqualTo("alice");
            int before = region.requests().size();
            for (String user : new String[] {"alice", "mallory"}) {
                assertThatThrownBy(() -> login(with(authenticator), user, "wrong", "disable"))
                        .isInstanceOfSatisfying(SQLException.class, e -> {
                            assertThat(e.getSQLState()).isEqualTo("28P01");
                            assertThat(e.getMessage()).doesNotContain("wrong");
                        });
            }
            assertThat(region.requests()).hasSize(before);
        }
    }

    @Test
    void verifiersAreStoredAsPostgresDoes() {
        ScramVerifier verifier = stored.get("alice");
        assertThat(verifier.encoded()).matches("SCRAM-SHA-256\\$4096:[^$:]+\\$[^$:]+:[^$:]+")
                .doesNotContain("p\u00e4ss");
        ScramVerifier read = ScramVerifier.parse(verifier.encoded()).orElseThrow();
        assertThat(read.matches(PASSWORD)).isTrue();
        assertThat(read.matches("other")).isFalse();
        assertThat(ScramVerifier.parse("md5abc")).isEmpty();
        assertThat(ScramVerifier.parse("SCRAM-SHA-256$x:y$z:w")).isEmpty();
    }

    @Test
    void encryption(@TempDir Path folder) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair keys = generator.generateKeyPair();
        X500Name name = new X500Name("CN=localhost");
        byte[] certificate = new JcaX509v3CertificateBuilder(name, BigInteger.ONE, Date.from(Instant.now()),
                Date.from(Instant.now().plusSeconds(3600)), name, keys.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())).getEncoded();
        Path chain = Files.writeString(folder.resolve("tls.crt"), pem("CERTIFICATE", certificate));
        Path key = Files.writeString(folder.resolve("tls.key"), pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
        PgServerConfig config = with(new Authenticator.Scram(this::verifier))
                .withTls(new PgServerConfig.Tls(PemIdentity.load(chain, key), true));
        login(config, "alice", PASSWORD, "require");
        assertThatThrownBy(() -> login(config, "alice", PASSWORD, "disable"))
                .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08004"));
    }

    private static String pem(String label, byte[] bytes) {
        StringWriter out = new StringWriter();
        out.write("-----BEGIN " + label + "-----\n");
        out.write(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes));
        out.write("\n-----END " + label + "-----\n");
        return out.toString();
    }
}
