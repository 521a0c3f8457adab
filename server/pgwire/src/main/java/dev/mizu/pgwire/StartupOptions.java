package dev.mizu.pgwire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes the startup key {@code options} apart: {@code -c name=value}, {@code -cname=value}, {@code --name=value}. */
final class StartupOptions {
    private StartupOptions() {}

    /** Settings by name; what cannot be read stands under its own text, so that the session can complain about it. */
    static Map<String, String> parse(String options) {
        Map<String, String> settings = new LinkedHashMap<>();
        List<String> tokens = tokens(options);
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            String setting;
            if (token.equals("-c") && i + 1 < tokens.size()) {
                setting = tokens.get(++i);
            } else if (token.startsWith("--")) {
                setting = token.substring(2);
            } else if (token.startsWith("-c")) {
                setting = token.substring(2);
            } else {
                settings.put(token, "");
                continue;
            }
            int equals = setting.indexOf('=');
            if (equals > 0) {
                // As on PostgreSQL's command line, a dash stands for an underscore in names.
                settings.put(setting.substring(0, equals).replace('-', '_'), setting.substring(equals + 1));
            } else {
                settings.put(token, "");
            }
        }
        return settings;
    }

    /** Words between blanks; a backslash makes the next character part of a word. */
    private static List<String> tokens(String options) {
        List<String> tokens = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        for (int i = 0; i < options.length(); i++) {
            char c = options.charAt(i);
            if (Character.isWhitespace(c)) {
                if (inWord) {
                    tokens.add(word.toString());
                    word.setLength(0);
                }
                inWord = false;
            } else {
                i += c == '\\' && i + 1 < options.length() ? 1 : 0;
                word.append(options.charAt(i));
                inWord = true;
            }
        }
        if (inWord) {
            tokens.add(word.toString());
        }
        return tokens;
    }
}
