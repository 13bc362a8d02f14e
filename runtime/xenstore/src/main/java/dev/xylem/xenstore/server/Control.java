package dev.xylem.xenstore.server;

import dev.xylem.store.Account;
import dev.xylem.store.Errno;
import dev.xylem.store.Principal;
import dev.xylem.store.Quota;
import dev.xylem.store.Quotas;
import dev.xylem.store.StoreException;
import dev.xylem.xenstore.domain.Domain;
import dev.xylem.xenstore.server.RequestLog.Level;
import dev.xylem.xenstore.wire.Arguments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The commands of CONTROL for privileged clients: a word, its arguments, and a text as reply, which ends with a NUL. */
final class Control {
    /** Does a command and returns the text of the reply. */
    @FunctionalInterface
    private interface Action {
        String run(Administration server, Exchange exchange, List<String> arguments) throws StoreException;
    }

    private record Command(String name, String usage, int least, int most, Action action) {}

    private static final String OK = "OK";

    private static final List<Command> COMMANDS = List.of(
            new Command("check", "", 0, 0, Control::check),
            new Command("domains", "", 0, 0, Control::domains),
            new Command("help", "", 0, 0, Control::help),
            new Command("log", "[on|off|<level>]", 0, 1, Control::log),
            new Command("memreport", "", 0, 0, Control::memory),
            new Command("print", "<text>", 1, 1, Control::print),
            new Command("quota", "[set <name> <value>|set <domid> <name> <value>|<domid>]", 0, 4, Control::quota),
            new Command("quota-soft", "[set <name> <value>]", 0, 3, Control::quotaSoft));

    private Control() {}

    static void run(Administration server, Exchange exchange) throws StoreException {
        Arguments arguments = exchange.arguments();
        String name = arguments.text(0);
        for (Command command : COMMANDS) {
            if (command.name.equals(name)) {
                run(command, server, exchange);
                return;
            }
        }
        throw new StoreException(Errno.EINVAL, name, "is no command of CONTROL; help lists them");
    }

    private static void run(Command command, Administration server, Exchange exchange) throws StoreException {
        int count = exchange.arguments().count() - 1;
        if (count < command.least || count > command.most) {
            throw new StoreException(Errno.EINVAL, null, "use it as " + command.name + " " + command.usage);
        }
        List<String> arguments = new ArrayList<>(count);
        for (int i = 1; i <= count; i++) {
            arguments.add(exchange.arguments().text(i));
        }
        exchange.reply().text(command.action.run(server, exchange, arguments));
        exchange.reply().nul();
    }

    private static String help(Administration server, Exchange exchange, List<String> arguments) {
        return Stream.concat(
                        COMMANDS.stream().map(command -> help(command.name, command.usage)),
                        Stream.of(help(Bindings.COMMAND, Bindings.USAGE)))
                .sorted()
                .collect(Collectors.joining());
    }

    private static String help(String name, String usage) {
        return String.format(Locale.ROOT, "%-15s %s%n", name, usage);
    }

    /** recounts what is counted. */
    private static String check(Administration server, Exchange exchange, List<String> arguments) {
        List<String> wrong = server.store().check();
        if (wrong.isEmpty()) {
            return OK;
        }
        wrong.forEach(what -> server.log().note(System.Logger.Level.ERROR, "check: " + what));
        String all = String.join("\n", wrong);
        return all.length() < RequestLog.LONGEST ? all : all.substring(0, RequestLog.LONGEST) + "...";
    }

    private static String log(Administration server, Exchange exchange, List<String> arguments) throws StoreException {
        if (arguments.isEmpty()) {
            return "level: " + server.log().level().key() + "\nlevels: "
                    + Arrays.stream(Level.values()).map(Level::key).collect(Collectors.joining(" ")) + "\n";
        }
        String wanted = arguments.get(0);
        server.log(wanted.equals("on") ? Level.ALL : SysLog.level(wanted));
        return OK;
    }

    private static String print(Administration server, Exchange exchange, List<String> arguments) {
        server.log().note(System.Logger.Level.INFO, "control: " + arguments.get(0));
        return OK;
    }

    private static String memory(Administration server, Exchange exchange, List<String> arguments) {
        Runtime runtime = Runtime.getRuntime();
        StringBuilder report = new StringBuilder();
        line(report, "heap-used", runtime.totalMemory() - runtime.freeMemory());
        line(report, "heap-committed", runtime.totalMemory());
        line(report, "heap-max", runtime.maxMemory());
        line(report, "nodes", server.store().snapshot().root().size());
        line(report, "connections", server.clients().size());
        line(
                report,
                "watches",
                server.clients().all().stream().mapToLong(Client::watches).sum());
        line(
                report,
                "transactions",
                server.clients().all().stream().mapToLong(Client::transactions).sum());
        line(
                report,
                "events-waiting",
                server.clients().all().stream().mapToLong(Client::waiting).sum());
        return report.toString();
    }

    private static void line(StringBuilder report, String name, long figure) {
        report.append(String.format(Locale.ROOT, "%-17s: %12d%n", name, figure));
    }

    private static String domains(Administration server, Exchange exchange, List<String> arguments)
            throws StoreException {
        StringBuilder list = new StringBuilder();
        for (Domain domain : server.domains().list()) {
            Principal target = domain.target();
            list.append(domain.principal())
                    .append(domain.stopped() ? " stopped" : " running")
                    .append(" features ")
                    .append(domain.features())
                    .append(target == null ? "" : " target " + target)
                    .append('\n');
        }
        return list.toString();
    }

    private static String quota(Administration server, Exchange exchange, List<String> arguments)
            throws StoreException {
        if (arguments.isEmpty()) {
            return limits(server.store().quotas(), List.of(Quota.values()));
        }
        if (arguments.get(0).equals("set")) {
            return set(server, exchange, arguments.subList(1, arguments.size()));
        }
        if (arguments.size() > 1) {
            throw malformed();
        }
        return usage(server.store().account(QuotaOperations.existing(exchange, arguments.get(0))));
    }

    private static String set(Administration server, Exchange exchange, List<String> arguments) throws StoreException {
        int count = arguments.size();
        if (count < 2 || count > 3) {
            throw malformed();
        }
        int limit = (int) Exchange.number(arguments.get(count - 1), Integer.MAX_VALUE);
        Quota quota = QuotaOperations.quota(arguments.get(count - 2));
        if (count == 2) {
            server.limit(quota, limit);
        } else {
            server.limit(QuotaOperations.existing(exchange, arguments.get(0)), quota, limit);
        }
        return OK;
    }

    private static StoreException malformed() {
        return new StoreException(
                Errno.EINVAL, null, "use it as quota, quota <domid>, or quota set [<domid>] <name> <value>");
    }

    /** The soft limit of memory by the name that xenstored gives it there. */
    private static String quotaSoft(Administration server, Exchange exchange, List<String> arguments)
            throws StoreException {
        if (arguments.isEmpty()) {
            return limits(server.store().quotas(), List.of(Quota.SOFT_MEMORY));
        }
        if (arguments.size() != 3
                || !arguments.get(0).equals("set")
                || !arguments.get(1).equals(Quota.MEMORY.key())) {
            throw new StoreException(Errno.EINVAL, null, "use it as quota-soft, or quota-soft set memory <octets>");
        }
        server.limit(Quota.SOFT_MEMORY, (int) Exchange.number(arguments.get(2), Integer.MAX_VALUE));
        return OK;
    }

    private static String limits(Quotas quotas, List<Quota> which) {
        StringBuilder list = new StringBuilder("Quota settings:\n");
        for (Quota quota : which) {
            list.append(String.format(Locale.ROOT, "%-20s: %8d%n", quota.key(), quotas.of(quota)));
        }
        return list.toString();
    }

    private static String usage(Account account) {
        StringBuilder list = new StringBuilder("Domain " + account.principal() + ":\n");
        for (Quota quota : Quota.values()) {
            list.append(String.format(
                    Locale.ROOT,
                    "%-20s: %8d of %8d, refused %d%n",
                    quota.key(),
                    account.used(quota),
                    account.quotas().of(quota),
                    account.refusals(quota)));
        }
        return list.toString();
    }
}
