package app;

import dev.xylem.Change;
import java.util.Optional;

public interface MemoryDriver {
    void balloonTo(long goalKiB);

    void tell(Change<Long> goalKiB, Optional<String> name);
}
