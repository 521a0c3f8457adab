package dev.mizu.http;

/** A request that is refused whole, with its HTTP status. */
final class BadRequest extends RuntimeException {
    static final int MALFORMED = 400;
    static final int UNAUTHORIZED = 401;
    static final int FORBIDDEN = 403;
    static final int TOO_LARGE = 413;
    static final int UNSUPPORTED_MEDIA_TYPE = 415;
    static final int WRONG_SHAPE = 422;

    private final int status;

    BadRequest(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
