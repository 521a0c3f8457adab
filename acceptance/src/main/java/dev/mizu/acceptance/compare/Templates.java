package dev.mizu.acceptance.compare;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The forms of expressions that questions are made of, from {@code expressions.txt}, which says how to read it. */
record Templates(List<Template> templates) {
    private static final Pattern HOLE = Pattern.compile("\\{(?:([a-z]):)?([A-Za-z0-9?=<]+)(#?)}");

    private static final Templates ALL = read();

    /** What stands in a template: text, or a hole. */
    sealed interface Part {
        record Text(String text) implements Part {}

        /** An expression of the type {@code type}, or of the template's own when it is one of the three signs. */
        record Hole(String name, String type, boolean value) implements Part {}
    }

    /** One form: its result is a type's name or one of the three signs. */
    record Template(String result, List<Part> parts, boolean aggregate, boolean fallible) {
        Template {
            parts = List.copyOf(parts);
        }

        boolean gives(Kind kind) {
            return switch (result) {
                case "?" -> true;
                case "=" -> kind.isEquatable();
                case "<" -> aggregate ? kind.hasExtremes() : kind.isOrdered();
                default -> result.equals(kind.name().toLowerCase(java.util.Locale.ROOT));
            };
        }

        /** Whether its result's type is that of its holes of open type. */
        boolean open() {
            return "?=<".contains(result);
        }
    }

    Templates {
        templates = List.copyOf(templates);
    }

    /** The forms that give {@code kind}. */
    static List<Template> of(Kind kind, boolean aggregate, boolean fallible) {
        return ALL.templates.stream()
                .filter(one -> one.gives(kind) && one.aggregate() == aggregate && (fallible || !one.fallible()))
                .toList();
    }

    private static Templates read() {
        List<Template> templates = new ArrayList<>();
        try (InputStream in = Templates.class.getResourceAsStream("expressions.txt")) {
            if (in == null) {
                throw new IllegalStateException("expressions.txt is not on the class path");
            }
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (!line.isBlank() && line.contains(" : ") && !line.startsWith("# ")) {
                    templates.add(parse(line));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Templates(templates);
    }

    private static Template parse(String line) {
        boolean fallible = line.startsWith("! ");
        boolean aggregate = line.startsWith("@ ");
        String[] sides = (fallible || aggregate ? line.substring(2) : line).split(" : ", 2);
        List<Part> parts = new ArrayList<>();
        Matcher matcher = HOLE.matcher(sides[1]);
        int end = 0;
        while (matcher.find()) {
            parts.add(new Part.Text(sides[1].substring(end, matcher.start())));
            String name = matcher.group(1) == null ? "" : matcher.group(1);
            parts.add(new Part.Hole(name, matcher.group(2), !matcher.group(3).isEmpty()));
            end = matcher.end();
        }
        parts.add(new Part.Text(sides[1].substring(end)));
        return new Template(sides[0], parts, aggregate, fallible);
    }
}
