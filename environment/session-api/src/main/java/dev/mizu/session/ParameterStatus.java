package dev.mizu.session;

/** A session parameter that clients are told of. */
public record ParameterStatus(String name, String value) {}
