package io.opsbus.notifier.channel.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import com.github.mustachejava.MustacheException;
import io.opsbus.notifier.channel.EventDocument;
import io.opsbus.notifier.targets.Target.Language;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.io.Writer;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Puts events into words by the templates of this service. One event is told in full, several as a digest with exact counts. */
public final class Wording {
    private final Map<Language, Map<Form, Mustache>> templates = new EnumMap<>(Language.class);

    /** Compiles every template. */
    public Wording() {
        for (var language : Language.values()) {
            var forms = new EnumMap<Form, Mustache>(Form.class);
            for (var form : Form.values()) {
                forms.put(form, compile(language, form));
            }
            templates.put(language, forms);
        }
    }

    private static Mustache compile(Language language, Form form) {
        var name = "/notifier/text/" + language.name().toLowerCase(Locale.ROOT) + "/" + form.file() + ".mustache";
        var resource = Wording.class.getResourceAsStream(name);
        if (resource == null) {
            throw new IllegalStateException("no template " + name);
        }
        try (var reader = new InputStreamReader(resource, UTF_8)) {
            return new Sheet(form).compile(reader, name);
        } catch (IOException e) {
            throw new IllegalStateException("a template cannot be read: " + name, e);
        }
    }

    /** A template's own escaping; it includes no other file. */
    private static final class Sheet extends DefaultMustacheFactory {
        private final Form form;

        Sheet(Form form) {
            this.form = form;
        }

        @Override
        public void encode(String value, Writer writer) {
            try {
                writer.write(form.harmless(value));
            } catch (IOException e) {
                throw new MustacheException("writing to memory", e);
            }
        }

        @Override
        public Reader getReader(String name) {
            throw new MustacheException("a template stands alone: " + name);
        }
    }

    /**
     * The words.
     *
     * @param events at least one
     */
    public String of(Form form, Language language, List<EventDocument> events) {
        var template = templates.getOrDefault(language, Map.of()).get(form);
        if (template == null) {
            throw new IllegalStateException("every language has every form");
        }
        var out = new StringWriter();
        template.execute(out, Digest.of(events, language));
        return out.toString().strip();
    }
}
