package dev.xylem.processor.model;

import java.util.Optional;

/**
 * What a constant keeps out of an application.
 *
 * @param part the class of the part
 * @param use the name of the part in the application
 * @param member the value that is kept out; absent where the whole part is
 * @param key the constant
 * @param text its text
 */
public record SwitchedOff(ClassId part, String use, Optional<String> member, String key, String text) {
    /** The name in reports. */
    public String shown() {
        return member.map(name -> use + "." + name).orElse("the part " + use);
    }
}
