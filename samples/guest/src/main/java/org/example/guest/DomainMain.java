package org.example.guest;

import java.util.concurrent.CountDownLatch;

/** What {@code /init} of a domain starts, compiled for the target {@code xen}. Runs until the domain ends. */
public final class DomainMain {
    private DomainMain() {}

    /**
     * Starts the program on the store of the hypervisor.
     *
     * @param args none
     */
    public static void main(String[] args) throws InterruptedException {
        try (XylemDomain domain = XylemDomain.builder()
                .memoryDriver(sizeKiB -> System.out.println("guest: resize to " + sizeKiB + " KiB"))
                .start()) {
            System.out.println("guest: started, goal " + domain.balloon().goalKiB() + " KiB");
            domain.problems().forEach(problem -> System.out.println("guest: " + problem));
            new CountDownLatch(1).await();
        }
    }
}
