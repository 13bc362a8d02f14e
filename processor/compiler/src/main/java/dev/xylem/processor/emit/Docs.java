package dev.xylem.processor.emit;

import com.palantir.javapoet.CodeBlock;

/** Text of the user inside comments and Javadoc of generated code. */
final class Docs {
    private Docs() {}

    /** A sentence as Javadoc, or a replacement where there is none. */
    static CodeBlock javadoc(String summary, String otherwise) {
        return CodeBlock.of("$L\n", escaped(summary.isEmpty() ? otherwise : summary));
    }

    /** Text that cannot end a comment and means itself in Javadoc. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "&#64;")
                .replace("{", "&#123;")
                .replace("}", "&#125;")
                .replace("*/", "*&#47;")
                .replace("\\u", "&#92;u");
    }
}
