package dev.mizu.sqlplanner.statement;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.base.id.GlobalId;
import dev.mizu.sqlparser.ast.CreateStatement;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlparser.ast.Option;
import dev.mizu.sqlparser.ast.OptionValue;
import dev.mizu.sqlplanner.catalog.CatalogItem;
import dev.mizu.sqlplanner.catalog.ItemKind;
import dev.mizu.sqlplanner.plan.CreatePlan;
import dev.mizu.sqlplanner.plan.NewItem;
import dev.mizu.sqlplanner.plan.RequiredPrivilege.Privilege;
import dev.mizu.sqlplanner.plan.RequiredPrivilege.PrivilegeTarget;
import dev.mizu.storageplan.KafkaConnection;
import dev.mizu.storageplan.TextOrSecret;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** CREATE CONNECTION; secrets are kept by id. */
final class ConnectionPlanner {
    private final StatementContext context;
    private final Set<GlobalId> uses = new LinkedHashSet<>();

    ConnectionPlanner(StatementContext context) {
        this.context = context;
    }

    CreatePlan.CreateConnection plan(CreateStatement.CreateConnection create) {
        if (!create.type().equals("KAFKA")) {
            throw SqlException.unsupported("CREATE CONNECTION .. TO " + create.type());
        }
        Stored stored = new Stored(context);
        Stored.Place place = stored.place(create.name(), false);
        Options with = new Options("CREATE CONNECTION", create.withOptions());
        Optional<Boolean> validate = with.flag("VALIDATE");
        with.finish();
        KafkaConnection kafka = kafka(new Options("KAFKA connection", create.options()), create.position());
        List<Option> options = create.options().stream().map(this::normalised).toList();
        CreateStatement normalised = new CreateStatement.CreateConnection(
                place.ast(), false, create.type(), options, List.of(), 0);
        NewItem item = stored.item(place, normalised, uses, Stored.Clash.of(create.ifNotExists()));
        return new CreatePlan.CreateConnection(item, kafka, validate);
    }

    private Option normalised(Option option) {
        return new Option(option.name(), option.value().map(value -> value instanceof OptionValue.Secret s
                ? new OptionValue.Secret(Stored.reference(secret(s.name())), 0) : value), 0);
    }

    private KafkaConnection kafka(Options options, int position) {
        List<String> brokers = new ArrayList<>();
        Optional<OptionValue> one = options.value("BROKER");
        Optional<OptionValue> many = options.value("BROKERS");
        if (one.isPresent() == many.isPresent()) {
            throw StatementContext.error(SqlState.INVALID_PARAMETER_VALUE,
                    "exactly one of BROKER and BROKERS must be specified", position);
        }
        one.ifPresent(value -> brokers.add(broker(value)));
        many.ifPresent(value -> {
            List<OptionValue> list = value instanceof OptionValue.Sequence s ? s.values() : List.of(value);
            list.forEach(element -> brokers.add(broker(element)));
        });
        Optional<KafkaConnection.Sasl> sasl = sasl(options, position);
        Optional<KafkaConnection.Tls> tls = tls(options, position);
        KafkaConnection.Protocol protocol = options.text("SECURITY PROTOCOL").map(text -> protocol(text, position))
                .orElse(sasl.isPresent() ? KafkaConnection.Protocol.SASL_SSL : KafkaConnection.Protocol.SSL);
        Optional<String> progress = options.text("PROGRESS TOPIC");
        OptionalLong factor = options.number("PROGRESS TOPIC REPLICATION FACTOR");
        options.finish();
        return new KafkaConnection(brokers, protocol, sasl, tls, progress,
                factor.isPresent() ? OptionalInt.of((int) factor.getAsLong()) : OptionalInt.empty());
    }

    private static String broker(OptionValue value) {
        String address = switch (value) {
            case OptionValue.Broker b when b.tunnel().isPresent() ->
                    throw SqlException.unsupported("reaching a broker through a tunnel");
            case OptionValue.Broker b -> b.address();
            default -> Options.text("BROKER", value);
        };
        int colon = address.lastIndexOf(':');
        boolean port = colon > 0 && address.substring(colon + 1).matches("[0-9]{1,5}");
        if (colon > 0 && !port || address.isBlank()) {
            throw Options.invalid("BROKER", "expected host:port", value.position());
        }
        return port ? address : address + ":9092";
    }

    private static KafkaConnection.Protocol protocol(String text, int position) {
        try {
            return KafkaConnection.Protocol.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Options.invalid("SECURITY PROTOCOL", "unknown protocol " + text, position);
        }
    }

    private Optional<KafkaConnection.Sasl> sasl(Options options, int position) {
        Optional<String> mechanism = options.text("SASL MECHANISMS");
        Optional<TextOrSecret> username = options.value("SASL USERNAME").map(v -> textOrSecret("SASL USERNAME", v));
        Optional<GlobalId> password = options.value("SASL PASSWORD").map(v -> secretOnly("SASL PASSWORD", v));
        if (mechanism.isEmpty() && username.isEmpty() && password.isEmpty()) {
            return Optional.empty();
        }
        if (mechanism.isEmpty() || username.isEmpty() || password.isEmpty()) {
            throw StatementContext.error(SqlState.INVALID_PARAMETER_VALUE,
                    "SASL MECHANISMS, SASL USERNAME and SASL PASSWORD must be specified together", position);
        }
        return Optional.of(new KafkaConnection.Sasl(
                mechanism.get().toUpperCase(Locale.ROOT), username.get(), password.get()));
    }

    private Optional<KafkaConnection.Tls> tls(Options options, int position) {
        Optional<GlobalId> key = options.value("SSL KEY").map(v -> secretOnly("SSL KEY", v));
        Optional<TextOrSecret> certificate =
                options.value("SSL CERTIFICATE").map(v -> textOrSecret("SSL CERTIFICATE", v));
        Optional<TextOrSecret> authority =
                options.value("SSL CERTIFICATE AUTHORITY").map(v -> textOrSecret("SSL CERTIFICATE AUTHORITY", v));
        if (key.isPresent() != certificate.isPresent()) {
            throw StatementContext.error(SqlState.INVALID_PARAMETER_VALUE,
                    "SSL KEY and SSL CERTIFICATE must be specified together", position);
        }
        return key.isEmpty() && authority.isEmpty()
                ? Optional.empty() : Optional.of(new KafkaConnection.Tls(key, certificate, authority));
    }

    private TextOrSecret textOrSecret(String option, OptionValue value) {
        return value instanceof OptionValue.Secret s
                ? new TextOrSecret.Secret(secret(s.name()).id()) : new TextOrSecret.Text(Options.text(option, value));
    }

    private GlobalId secretOnly(String option, OptionValue value) {
        if (value instanceof OptionValue.Secret s) {
            return secret(s.name()).id();
        }
        throw Options.invalid(option, "must be a SECRET", value.position());
    }

    private CatalogItem secret(ObjectName name) {
        CatalogItem item = context.names().item(name, ItemKind.SECRET);
        uses.add(item.id());
        context.uses(item);
        context.require(new PrivilegeTarget.ItemTarget(item.id()), Privilege.USAGE);
        return item;
    }
}
