package dev.mizu.sqlplanner.plan;

/** Something to tell the user besides the result. {@code severity} is PostgreSQL's word: NOTICE, WARNING. */
public record PlanNotice(String severity, String code, String message) {
    public static PlanNotice notice(String code, String message) {
        return new PlanNotice("NOTICE", code, message);
    }

    public static PlanNotice warning(String code, String message) {
        return new PlanNotice("WARNING", code, message);
    }
}
