package dev.mizu.repr.text;

import dev.mizu.base.error.SqlState;
import dev.mizu.repr.Datum;
import dev.mizu.repr.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Arrays, lists, maps and records as text. Records can only be printed: their text does not say their types. */
final class ContainerText {
    private static final int MAX_DIMENSIONS = 6;
    private static final int MAX_ELEMENTS = 1 << 27;

    private ContainerText() {}

    static void printArray(ScalarType element, Datum.Array array, StringBuilder out) {
        List<Datum.Dim> dims = array.dims();
        if (dims.stream().anyMatch(dim -> dim.lower() != 1)) {
            for (Datum.Dim dim : dims) {
                out.append('[').append(dim.lower()).append(':').append(dim.lower() + dim.length() - 1).append(']');
            }
            out.append('=');
        }
        if (dims.isEmpty()) {
            out.append("{}");
        } else {
            printDimension(element, array, 0, 0, out);
        }
    }

    /** Prints one slice; returns the index of the element after it. */
    private static int printDimension(
            ScalarType element, Datum.Array array, int depth, int from, StringBuilder out) {
        int index = from;
        out.append('{');
        for (int i = 0; i < array.dims().get(depth).length(); i++) {
            out.append(i == 0 ? "" : ",");
            if (depth + 1 < array.dims().size()) {
                index = printDimension(element, array, depth + 1, index, out);
            } else {
                printElement(element, array.elements().get(index++), out);
            }
        }
        out.append('}');
        return index;
    }

    static void printInt2Vector(Datum.Array array, StringBuilder out) {
        for (int i = 0; i < array.elements().size(); i++) {
            out.append(i == 0 ? "" : " ").append(array.elements().get(i).asLong());
        }
    }

    static void printList(ScalarType element, Datum.ListDatum list, StringBuilder out) {
        out.append('{');
        for (int i = 0; i < list.elements().size(); i++) {
            out.append(i == 0 ? "" : ",");
            printElement(element, list.elements().get(i), out);
        }
        out.append('}');
    }

    static void printMap(ScalarType value, Datum.MapDatum map, StringBuilder out) {
        out.append('{');
        String separator = "";
        for (Map.Entry<String, Datum> entry : map.entries().entrySet()) {
            out.append(separator);
            int start = out.length();
            out.append(entry.getKey());
            quoteElement(start, true, out);
            out.append("=>");
            printElement(value, entry.getValue(), out);
            separator = ",";
        }
        out.append('}');
    }

    static void printRecord(ScalarType.Record type, Datum.Record record, StringBuilder out) {
        out.append('(');
        for (int i = 0; i < record.fields().size(); i++) {
            out.append(i == 0 ? "" : ",");
            Datum field = record.fields().get(i);
            if (!field.isNull()) {
                int start = out.length();
                DatumText.print(type.fields().get(i).type().scalar(), field, out);
                quoteDoubling(start, "\"\\(),", out);
            }
        }
        out.append(')');
    }

    /** Nested containers stand as they are; everything else is quoted where it must be. */
    private static void printElement(ScalarType type, Datum datum, StringBuilder out) {
        if (datum.isNull()) {
            out.append("NULL");
            return;
        }
        int start = out.length();
        DatumText.print(type, datum, out);
        boolean nested = type instanceof ScalarType.ListOf || type instanceof ScalarType.MapOf
                || type instanceof ScalarType.Array && out.charAt(start) == '{';
        if (!nested) {
            quoteElement(start, false, out);
        }
    }

    /** Quotes {@code out} from {@code start} with backslashes when it would not be read back as it is. */
    private static void quoteElement(int start, boolean key, StringBuilder out) {
        int length = out.length() - start;
        boolean needed = length == 0
                || length == 4 && "null".equalsIgnoreCase(out.substring(start));
        for (int i = start; !needed && i < out.length(); i++) {
            char c = out.charAt(i);
            needed = c == '"' || c == '\\' || c == '{' || c == '}' || c == ',' || key && c == '='
                    || NumberText.isBlank(c);
        }
        if (needed) {
            String plain = out.substring(start);
            out.setLength(start);
            out.append('"');
            for (int i = 0; i < plain.length(); i++) {
                char c = plain.charAt(i);
                out.append(c == '"' || c == '\\' ? "\\" : "").append(c);
            }
            out.append('"');
        }
    }

    /** Quotes as records and ranges do: quotes and backslashes are doubled. */
    static void quoteDoubling(int start, String special, StringBuilder out) {
        boolean needed = out.length() == start;
        for (int i = start; !needed && i < out.length(); i++) {
            needed = special.indexOf(out.charAt(i)) >= 0 || NumberText.isBlank(out.charAt(i));
        }
        if (needed) {
            String plain = out.substring(start);
            out.setLength(start);
            out.append('"');
            for (int i = 0; i < plain.length(); i++) {
                char c = plain.charAt(i);
                out.append(c == '"' || c == '\\' ? String.valueOf(c) : "").append(c);
            }
            out.append('"');
        }
    }

    static Datum parseArray(ScalarType element, String text) {
        return new ArrayReader(element, text).read();
    }

    /** Reads one array literal. Owned by one call. */
    private static final class ArrayReader {
        private final ScalarType element;
        private final LiteralScanner scanner;
        private final List<Integer> lengths = new ArrayList<>();
        private final List<Datum> elements = new ArrayList<>();
        /** The nesting at which elements stand, -1 before the first. */
        private int leafDepth = -1;

        ArrayReader(ScalarType element, String text) {
            this.element = element;
            this.scanner = new LiteralScanner(text, "array");
        }

        Datum read() {
            List<Datum.Dim> declared = declaredDimensions();
            if (scanner.peek() != '{') {
                throw scanner.malformed("array value must start with \"{\" or dimension information");
            }
            slice(0);
            scanner.expectEnd();
            List<Datum.Dim> dims = new ArrayList<>();
            for (int i = 0; !elements.isEmpty() && i < lengths.size(); i++) {
                dims.add(new Datum.Dim(i < declared.size() ? declared.get(i).lower() : 1, lengths.get(i)));
            }
            if (!declared.isEmpty() && !declared.equals(dims)) {
                throw scanner.malformed("specified array dimensions do not match array contents");
            }
            return new Datum.Array(dims, elements);
        }

        /** {@code [2:3][1:4]=}, or nothing. */
        private List<Datum.Dim> declaredDimensions() {
            List<Datum.Dim> dims = new ArrayList<>();
            while (scanner.accept('[')) {
                int lower = scanner.integer();
                scanner.expect(':');
                long length = (long) scanner.integer() - lower + 1;
                scanner.expect(']');
                if (length < 1 || length > MAX_ELEMENTS) {
                    throw scanner.malformed("upper bound cannot be less than lower bound");
                }
                dims.add(new Datum.Dim(lower, (int) length));
            }
            if (!dims.isEmpty()) {
                scanner.expect('=');
            }
            return dims;
        }

        private void slice(int depth) {
            if (depth == MAX_DIMENSIONS) {
                throw TextFormatException.of(SqlState.PROGRAM_LIMIT_EXCEEDED,
                        "number of array dimensions exceeds the maximum allowed (" + MAX_DIMENSIONS + ")");
            }
            boolean first = lengths.size() == depth;
            if (first) {
                lengths.add(0);
            }
            int count = 0;
            scanner.expect('{');
            if (!scanner.accept('}')) {
                do {
                    item(depth);
                    count++;
                } while (scanner.accept(','));
                scanner.expect('}');
            }
            if (first) {
                lengths.set(depth, count);
            } else if (lengths.get(depth) != count) {
                throw ragged();
            }
        }

        private void item(int depth) {
            if (scanner.peek() == '{') {
                if (leafDepth >= 0 && leafDepth <= depth) {
                    throw ragged();
                }
                slice(depth + 1);
            } else {
                if (leafDepth >= 0 && leafDepth != depth || lengths.size() > depth + 1) {
                    throw ragged();
                }
                leafDepth = depth;
                elements.add(parseElement(element, scanner.element(false)));
            }
        }

        private TextFormatException ragged() {
            return scanner.malformed("multidimensional arrays must have sub-arrays with matching dimensions");
        }
    }

    private static Datum parseElement(ScalarType type, LiteralScanner.Token token) {
        Optional<String> value = token.value();
        return value.isEmpty() ? Datum.NULL : DatumText.parse(type, value.get());
    }

    static Datum parseInt2Vector(String text) {
        List<Datum> elements = new ArrayList<>();
        for (String part : NumberText.trim(text).split("\\s+")) {
            if (!part.isEmpty()) {
                elements.add(Datum.of(NumberText.parseLong(part, "smallint", Short.MIN_VALUE, Short.MAX_VALUE)));
            }
        }
        return Datum.Array.of(elements);
    }

    static Datum parseList(ScalarType element, String text) {
        LiteralScanner scanner = new LiteralScanner(text, "list");
        List<Datum> elements = new ArrayList<>();
        scanner.expect('{');
        if (!scanner.accept('}')) {
            do {
                elements.add(parseElement(element, scanner.element(false)));
            } while (scanner.accept(','));
            scanner.expect('}');
        }
        scanner.expectEnd();
        return new Datum.ListDatum(elements);
    }

    static Datum parseMap(ScalarType value, String text) {
        LiteralScanner scanner = new LiteralScanner(text, "map");
        TreeMap<String, Datum> entries = new TreeMap<>();
        scanner.expect('{');
        if (!scanner.accept('}')) {
            do {
                LiteralScanner.Token key = scanner.element(true);
                if (key.nested()) {
                    throw scanner.malformed("a key must be text");
                }
                scanner.expect('=');
                scanner.expect('>');
                Datum parsed = parseElement(value, scanner.element(false));
                key.value().ifPresent(name -> entries.put(name, parsed));
            } while (scanner.accept(','));
            scanner.expect('}');
        }
        scanner.expectEnd();
        return new Datum.MapDatum(entries);
    }
}
