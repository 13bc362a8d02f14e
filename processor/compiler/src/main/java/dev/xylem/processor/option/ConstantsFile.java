package dev.xylem.processor.option;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Reads the properties file that {@code -Axylem.constants} names. */
final class ConstantsFile {
    private ConstantsFile() {}

    /**
     * The constants of a file in UTF-8.
     *
     * @throws IOException when it cannot be read, or is none
     */
    static Map<String, GivenConstants.Given> read(String name) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = new InputStreamReader(new FileInputStream(name), StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IllegalArgumentException e) {
            // A broken Unicode escape.
            throw new IOException(e.getMessage(), e);
        }
        Map<String, GivenConstants.Given> constants = new TreeMap<>();
        for (String key : properties.stringPropertyNames()) {
            constants.put(key, new GivenConstants.Given(properties.getProperty(key), "the file " + name));
        }
        return constants;
    }
}
