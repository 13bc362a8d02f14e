package dev.xylem.processor.read;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes the first sentence out of a Javadoc comment. */
final class Summary {
    private static final Pattern INLINE = Pattern.compile("\\{@\\w+\\s+([^{}]*)\\}");
    private static final Pattern MARKUP = Pattern.compile("</?[a-zA-Z][^>]*>");
    private static final Pattern BLOCK_TAG = Pattern.compile("(?m)^\\s*@\\w");
    private static final Pattern END = Pattern.compile("(?<=[.!?])\\s|\\n\\s*\\n|<p>|\\n\\s*<(?:p|ul|ol|pre|h\\d)>");

    private Summary() {}

    /** The first sentence as plain text on one line, without markup; empty where there is none. */
    static String of(@Nullable String comment) {
        if (comment == null) {
            return "";
        }
        String text = BLOCK_TAG.split(comment.strip(), 2)[0];
        text = INLINE.matcher(text).replaceAll("$1");
        text = END.split(text, 2)[0];
        text = MARKUP.matcher(text).replaceAll("");
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
