package dev.mizu.expr.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.expr.functions.builtin.BuiltinFunctions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** How much of the surface is there: every signature users may expect is looked for. The number only grows. */
class SignatureCoverageTest {
    private static final int REACHED = 862;
    private static final Map<String, String> SPELLINGS = Map.ofEntries(
            Map.entry("boolean", "bool"), Map.entry("smallint", "int2"), Map.entry("integer", "int4"),
            Map.entry("bigint", "int8"), Map.entry("real", "float4"), Map.entry("double precision", "float8"),
            Map.entry("character", "bpchar"), Map.entry("character varying", "varchar"),
            Map.entry("timestamp without time zone", "timestamp"),
            Map.entry("timestamp with time zone", "timestamptz"), Map.entry("integer[]", "int4[]"));

    private static String spelled(Object type) {
        return SPELLINGS.getOrDefault(type.toString(), type.toString());
    }

    private static String signature(FunctionDef def) {
        List<String> params = new ArrayList<>();
        for (int i = 0; i < def.params().size(); i++) {
            boolean repeats = def.variadic() && i == def.params().size() - 1;
            params.add((repeats ? "VARIADIC " : "") + spelled(def.params().get(i)));
        }
        return def.name() + '(' + String.join(", ", params) + ')';
    }

    @Test
    void signaturesAreThere() throws IOException {
        Map<String, FunctionDef> declared = BuiltinFunctions.all().stream()
                .collect(Collectors.toMap(SignatureCoverageTest::signature, def -> def, (a, b) -> a));
        List<String> lines = Files.readAllLines(
                Path.of("src/test/resources/dev/mizu/expr/functions/signatures.tsv"));
        Map<String, List<String>> missing = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        int found = 0;
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split("\t", -1);
            String wanted = fields[1] + '(' + fields[3] + ')';
            FunctionDef def = declared.get(wanted);
            if (def == null) {
                missing.computeIfAbsent(fields[2], kind -> new ArrayList<>()).add(wanted);
                continue;
            }
            found++;
            String returns = fields[4].replace("setof ", "");
            if (!spelled(def.result()).equals(returns) && def.result() instanceof ParamType.Exact
                    && !returns.equals("record") && def.kind() != FunctionDef.Kind.WINDOW) {
                wrong.add(wanted + " returns " + def.result() + ", not " + fields[4]);
            }
        }
        System.out.println("function signatures: " + found + " of " + (lines.size() - 1) + ", missing " + missing);
        assertThat(found).as("signatures found; missing: %s", missing).isGreaterThanOrEqualTo(REACHED);
        assertThat(wrong).isEmpty();
    }
}
