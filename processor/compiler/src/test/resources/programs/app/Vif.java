package app;

import dev.xylem.Child;

/** A virtual interface: an instance of a family. */
public record Vif(String mac, @Child(orElse = "1500") int mtu) {}
