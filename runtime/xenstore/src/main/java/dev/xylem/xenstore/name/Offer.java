package dev.xylem.xenstore.name;

import dev.xylem.xenstore.name.Endpoint.Vchan;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where a service can be reached at one port of its name: nowhere, at a socket for everybody, or by a vchan for each client
 * domain. As text the endpoints with blanks between; of a vchan the domain is the client's. Immutable.
 */
public final class Offer {
    private static final Offer NONE = new Offer(List.of());

    private final List<Endpoint> endpoints;

    private Offer(List<Endpoint> endpoints) {
        this.endpoints = endpoints;
    }

    /** Not to be reached. */
    public static Offer none() {
        return NONE;
    }

    /**
     * At one endpoint.
     *
     * @param endpoint a socket, or a vchan for one client
     */
    public static Offer at(Endpoint endpoint) {
        return new Offer(List.of(endpoint));
    }

    /**
     * By vchans.
     *
     * @param vchans one for each client, at most
     * @throws IllegalArgumentException when there are two for a client
     */
    public static Offer vchans(Collection<Vchan> vchans) {
        return checked(List.copyOf(vchans));
    }

    /**
     * The offer that a text means.
     *
     * @throws IllegalArgumentException when it means none
     */
    public static Offer parse(String text) {
        return checked(Arrays.stream(text.split(" "))
                .filter(one -> !one.isEmpty())
                .map(Endpoint::parse)
                .toList());
    }

    private static Offer checked(List<? extends Endpoint> endpoints) {
        Set<Integer> clients = new HashSet<>();
        for (Endpoint endpoint : endpoints) {
            if (endpoint instanceof Vchan vchan) {
                if (!clients.add(vchan.domain())) {
                    throw new IllegalArgumentException("there are two vchans for domain " + vchan.domain());
                }
            } else if (endpoints.size() > 1) {
                throw new IllegalArgumentException("a service is reached at one socket, or by vchans");
            }
        }
        return new Offer(List.copyOf(endpoints));
    }

    /** The socket, if there is one. */
    Optional<Endpoint> socket() {
        return endpoints.stream()
                .filter(endpoint -> !(endpoint instanceof Vchan))
                .findFirst();
    }

    /** The vchans, with the client's domain each. */
    List<Vchan> vchans() {
        return endpoints.stream()
                .filter(Vchan.class::isInstance)
                .map(Vchan.class::cast)
                .toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Offer offer && offer.endpoints.equals(endpoints);
    }

    @Override
    public int hashCode() {
        return endpoints.hashCode();
    }

    @Override
    public String toString() {
        return endpoints.stream().map(Endpoint::toString).collect(Collectors.joining(" "));
    }
}
