package dev.xylem.xenstore.server;

import dev.xylem.store.Operations;
import dev.xylem.store.Path;
import dev.xylem.store.StoreException;
import dev.xylem.store.Transaction;
import dev.xylem.xenstore.wire.Message;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask for an operation, together with its handler: a handler gets at nothing that its rule does not cover. So an
 * operation that works on nodes cannot forget about access, and one for everybody cannot reach other domains.
 */
sealed interface Rule {
    /** Whether a client may ask this at all; otherwise it gets EACCES before anything else is looked at. */
    boolean admits(Client client, Message request);

    /**
     * Has a request handled that was admitted and has the right shape.
     *
     * @param inside the transaction that it names, or null
     * @throws StoreException with the error for the client; what was written of the reply is taken back
     */
    void handle(Client client, @Nullable Transaction inside, Exchange exchange) throws StoreException;

    /** Does what a request asks for and writes the payload of the reply. */
    @FunctionalInterface
    interface Handler<T> {
        void handle(T on, Exchange exchange) throws StoreException;
    }

    /** Does what a request asks of a node. */
    @FunctionalInterface
    interface NodeHandler {
        void handle(Operations on, Path path, Exchange exchange) throws StoreException;
    }

    /**
     * Whoever has a right to the node that the first argument names: the handler gets the view of the store that decides it
     * for this client.
     *
     * @param right one of {@link dev.xylem.store.Acl#READ}, {@link dev.xylem.store.Acl#WRITE} and {@link
     *     dev.xylem.store.Acl#OWN}; what is said here the tests demand of the store
     * @param special whether the special nodes count as nodes (P-4)
     */
    record OnNode(int right, boolean special, NodeHandler handler) implements Rule {
        @Override
        public boolean admits(Client client, Message request) {
            return true;
        }

        @Override
        public void handle(Client client, @Nullable Transaction inside, Exchange exchange) throws StoreException {
            handler.handle(inside != null ? inside : client.session(), exchange.path(client.home()), exchange);
        }
    }

    /** Everybody: the handler gets at the client's own connection and nothing else. */
    record Anybody(Handler<Client> handler) implements Rule {
        @Override
        public boolean admits(Client client, Message request) {
            return true;
        }

        @Override
        public void handle(Client client, @Nullable Transaction inside, Exchange exchange) throws StoreException {
            handler.handle(client, exchange);
        }
    }

    /** Privileged clients. */
    record Privileged(Handler<Administration> handler) implements Rule {
        @Override
        public boolean admits(Client client, Message request) {
            return client.privileged();
        }

        @Override
        public void handle(Client client, @Nullable Transaction inside, Exchange exchange) throws StoreException {
            handler.handle(client.administration(), exchange);
        }
    }

    /** Everybody for what concerns the connection itself, privileged clients when there are arguments. */
    record PrivilegedAboutOthers(Handler<Client> own, Handler<Administration> others) implements Rule {
        @Override
        public boolean admits(Client client, Message request) {
            return true;
        }

        @Override
        public void handle(Client client, @Nullable Transaction inside, Exchange exchange) throws StoreException {
            if (exchange.arguments().count() == 0) {
                own.handle(client, exchange);
            } else if (client.privileged()) {
                others.handle(client.administration(), exchange);
            } else {
                throw Dispatcher.denied();
            }
        }
    }

    /** Privileged clients, and everybody for the one command that concerns the connection itself. */
    record PrivilegedUnless(String command, Handler<Client> own, Handler<Administration> others) implements Rule {
        @Override
        public boolean admits(Client client, Message request) {
            return client.privileged() || names(request);
        }

        @Override
        public void handle(Client client, @Nullable Transaction inside, Exchange exchange) throws StoreException {
            if (exchange.arguments().text(0).equals(command)) {
                own.handle(client, exchange);
            } else {
                others.handle(client.administration(), exchange);
            }
        }

        private boolean names(Message request) {
            int length = command.length();
            if (request.length() <= length || request.payload()[length] != 0) {
                return false;
            }
            for (int i = 0; i < length; i++) {
                if (request.payload()[i] != command.charAt(i)) {
                    return false;
                }
            }
            return true;
        }
    }
}
