package dev.mizu.protocol.wire;

/** The message is larger than a frame may be. */
public final class BodyTooLargeException extends RuntimeException {
    BodyTooLargeException() {
        super("a message is larger than " + WireSink.BODY_MAX + " bytes");
    }
}
