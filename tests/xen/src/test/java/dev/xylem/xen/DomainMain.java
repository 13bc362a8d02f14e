package dev.xylem.xen;

import dev.xylem.Problem;
import java.util.concurrent.CountDownLatch;

/** The one program of a guest, on the device of its kernel. */
final class DomainMain {
    private DomainMain() {}

    public static void main(String[] args) throws InterruptedException {
        try (XylemDomain domain = XylemDomain.builder()
                .journal(line -> System.out.println("guest: " + line))
                .start()) {
            System.out.println("guest: started");
            for (Problem problem : domain.problems()) {
                System.out.println("guest: " + problem);
            }
            new CountDownLatch(1).await();
        }
    }
}
