package dev.mizu.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** What a client wants run, in one of the two forms. */
sealed interface SqlRequest {
    /** A string of statements in one implicit transaction. */
    record Simple(String query) implements SqlRequest {}

    /** Single statements with parameters. */
    record Extended(List<Statement> statements) implements SqlRequest {}

    /** One statement; parameters are text or NULL (empty). */
    record Statement(String query, List<Optional<String>> parameters) {}

    ObjectMapper JSON = JsonMapper.builder().build();

    /** Reads JSON; throws {@link BadRequest} 400 when it is none. */
    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            throw new BadRequest(BadRequest.MALFORMED, "invalid JSON: " + e.getOriginalMessage());
        }
    }

    /** {@code {"query": ..}} or {@code {"queries": [{"query": .., "params": [..]}]}}. */
    static SqlRequest of(JsonNode body) {
        if (body.path("query").isString()) {
            return new Simple(body.path("query").stringValue());
        }
        if (!body.path("queries").isArray()) {
            throw wrongShape("expected \"query\" or \"queries\"");
        }
        List<Statement> statements = new ArrayList<>();
        for (JsonNode element : body.path("queries")) {
            if (!element.path("query").isString()) {
                throw wrongShape("expected \"query\" in every element of \"queries\"");
            }
            statements.add(new Statement(element.path("query").stringValue(), parameters(element.path("params"))));
        }
        return new Extended(statements);
    }

    private static List<Optional<String>> parameters(JsonNode array) {
        List<Optional<String>> parameters = new ArrayList<>();
        if (!array.isArray() && !array.isMissingNode() && !array.isNull()) {
            throw wrongShape("\"params\" must be an array");
        }
        for (JsonNode value : array) {
            if (!value.isString() && !value.isNull()) {
                throw wrongShape("parameters must be strings or null");
            }
            parameters.add(value.isNull() ? Optional.empty() : Optional.of(value.stringValue()));
        }
        return parameters;
    }

    /** A map of strings, as session settings come; null and absent are empty. */
    static Map<String, String> settings(JsonNode node) {
        Map<String, String> settings = new LinkedHashMap<>();
        if (node.isMissingNode() || node.isNull()) {
            return settings;
        }
        if (!node.isObject()) {
            throw new BadRequest(BadRequest.MALFORMED, "options must be a JSON map of strings");
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!entry.getValue().isString()) {
                throw new BadRequest(BadRequest.MALFORMED, "options must be a JSON map of strings");
            }
            settings.put(entry.getKey(), entry.getValue().stringValue());
        }
        return settings;
    }

    private static BadRequest wrongShape(String message) {
        return new BadRequest(BadRequest.WRONG_SHAPE, message);
    }
}
