package dev.xylem.benchmarks.xenstore;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Memory of running processes, in octets. */
final class Memory {
    private Memory() {}

    /** What is alive on the heap of a JVM after full collections, and its direct buffers. */
    @SuppressWarnings("BanJNDI") // The process at the other end is one that we started.
    static long live(ProcessHandle process) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
            String address = machine.startLocalManagementAgent();
            machine.detach();
            try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address))) {
                return live(connector.getMBeanServerConnection());
            }
        } catch (AttachNotSupportedException none) {
            throw new IOException("no JVM that can be attached to: process " + process.pid(), none);
        }
    }

    private static long live(MBeanServerConnection connection) throws IOException {
        MemoryMXBean heap = ManagementFactory.getPlatformMXBean(connection, MemoryMXBean.class);
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            heap.gc();
            least = Math.min(least, heap.getHeapMemoryUsage().getUsed());
        }
        long direct = ManagementFactory.getPlatformMXBeans(connection, BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return least + direct;
    }

    /** What the kernel counts as resident. */
    static long resident(ProcessHandle process) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            if (line.startsWith("VmRSS:")) {
                return 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        throw new IOException("process " + process.pid() + " has no memory");
    }
}
