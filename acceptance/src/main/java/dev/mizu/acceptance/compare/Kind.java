package dev.mizu.acceptance.compare;

/** The types of values that random queries are made of, with the letter that says how their values are compared. */
enum Kind {
    INT("int", 'I'), NUMERIC("numeric", 'R'), TEXT("text", 'T'), BOOL("boolean", 'B'), DATE("date", 'T');

    private final String sqlName;
    private final char letter;

    Kind(String sqlName, char letter) {
        this.sqlName = sqlName;
        this.letter = letter;
    }

    String sqlName() {
        return sqlName;
    }

    char letter() {
        return letter;
    }
}
