package dev.mizu.sqlparser.print;

import dev.mizu.sqlparser.ast.Option;
import dev.mizu.sqlparser.ast.OptionValue;
import dev.mizu.sqlparser.ast.OptionValue.Refresh;
import dev.mizu.sqlparser.ast.OptionValue.Schedule;
import dev.mizu.sqlparser.ast.OptionValue.Tunnel;
import java.util.List;

/** Lists of options. */
final class OptionPrinter {
    private OptionPrinter() {}

    /** {@code WITH (..)} with a blank before, nothing when there are none. */
    static Out with(Out out, List<Option> options) {
        return options.isEmpty() ? out : bracketed(out.clause("WITH "), options);
    }

    /** {@code (..)} with a blank before, nothing when there are none. */
    static Out bracketedIfAny(Out out, List<Option> options) {
        return options.isEmpty() ? out : bracketed(out.put(" "), options);
    }

    static Out bracketed(Out out, List<Option> options) {
        return out.put("(").list(options, OptionPrinter::option).put(")");
    }

    static void option(Out out, Option option) {
        out.put(option.name());
        option.value().ifPresent(value -> {
            boolean target = value instanceof OptionValue.DocOn;
            value(out.put(target ? " " : " = "), value);
        });
    }

    static void value(Out out, OptionValue value) {
        switch (value) {
            case OptionValue.Constant constant -> out.literal(constant.literal());
            case OptionValue.Name name -> out.name(name.name());
            case OptionValue.Secret secret -> out.put("SECRET ").name(secret.name());
            case OptionValue.Sequence sequence -> out.put("(").list(sequence.values(), OptionPrinter::value).put(")");
            case OptionValue.Mapping mapping -> out.put("MAP[").list(mapping.entries(), (o, entry) ->
                    value(o.string(entry.key()).put(" => "), entry.value())).put("]");
            case OptionValue.Expression expression -> ExprPrinter.expr(out, expression.expr());
            case OptionValue.For duration -> value(out.put("FOR "), duration.value());
            case OptionValue.UntilReady ready -> bracketed(out.put("UNTIL READY "), ready.options());
            case OptionValue.Group group -> bracketed(out.ident(group.name()).put(" "), group.options());
            case Refresh refresh -> refresh(out, refresh);
            case Schedule.Manual ignored -> out.put("MANUAL");
            case Schedule.OnRefresh refresh -> bracketedIfAny(out.put("ON REFRESH"), refresh.options());
            case OptionValue.Broker broker -> out.string(broker.address()).each(broker.tunnel(), (o, tunnel) -> {
                o.put(tunnel instanceof Tunnel.Ssh ? " USING SSH TUNNEL " : " USING AWS PRIVATELINK ");
                value(o, tunnel);
            });
            case Tunnel.Ssh ssh -> out.name(ssh.connection());
            case Tunnel.AwsPrivatelink link -> bracketedIfAny(out.name(link.connection()), link.options());
            case OptionValue.DocOn doc -> value(out.name(doc.target()).put(" = "), doc.text());
        }
    }

    private static void refresh(Out out, Refresh refresh) {
        switch (refresh) {
            case Refresh.OnCommit ignored -> out.put("ON COMMIT");
            case Refresh.AtCreation ignored -> out.put("AT CREATION");
            case Refresh.At at -> ExprPrinter.expr(out.put("AT "), at.time());
            case Refresh.Every every -> out.put("EVERY ").literal(every.interval())
                    .each(every.alignedTo(), (o, time) -> ExprPrinter.expr(o.put(" ALIGNED TO "), time));
        }
    }
}
