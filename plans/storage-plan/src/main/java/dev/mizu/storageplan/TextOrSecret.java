package dev.mizu.storageplan;

import dev.mizu.base.id.GlobalId;

/** A connection's setting: readable text, or the id of the secret that holds it. */
public sealed interface TextOrSecret {
    /** In the clear. */
    record Text(String value) implements TextOrSecret {}

    /** To be asked of the secret store when the connection is opened. */
    record Secret(GlobalId id) implements TextOrSecret {}
}
