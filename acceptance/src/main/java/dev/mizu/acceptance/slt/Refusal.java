package dev.mizu.acceptance.slt;

import dev.mizu.acceptance.slt.SltRecord.Outcome;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What a server says when it refuses, in the forms in which files write it. */
record Refusal(String state, String message, String asDriver, String asClient) {
    static Refusal of(SQLException e) {
        String driver = Objects.requireNonNullElse(e.getMessage(), "").replaceFirst("^(ERROR|FATAL): ", "");
        Optional<ServerErrorMessage> server = e instanceof PSQLException known
                ? Optional.ofNullable(known.getServerErrorMessage()) : Optional.empty();
        String message = server.map(ServerErrorMessage::getMessage).orElse(driver);
        String client = "db error: ERROR: " + message + server.map(Refusal::more).orElse("");
        String state = Objects.requireNonNullElse(e.getSQLState(), "");
        return new Refusal(state, message, state + ": " + driver.replaceAll("\\s*\\n\\s*", " "), client);
    }

    private static String more(ServerErrorMessage server) {
        return line("DETAIL", server.getDetail()) + line("HINT", server.getHint());
    }

    private static String line(String name, @org.jspecify.annotations.Nullable String text) {
        return text == null ? "" : "\n" + name + ": " + text;
    }

    boolean is(Outcome.Fails wanted) {
        return wanted.state().filter(code -> !code.equals(state)).isEmpty()
                && Stream.of(asDriver, asClient, asClient.replaceAll("\\s*\\n\\s*", " "))
                        .anyMatch(text -> wanted.pattern().matcher(text).find());
    }

    /** Whether the last lines of a record of several statements say this. */
    boolean is(List<String> lines) {
        String said = lines.stream().map(String::strip).collect(Collectors.joining("\n"));
        return said.equals("error " + asDriver) || said.equals(asClient)
                || said.equals("db error: ERROR: " + message);
    }
}
