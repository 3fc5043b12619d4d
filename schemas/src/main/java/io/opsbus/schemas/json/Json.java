package io.opsbus.schemas.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;

/** The one JSON factory, strict and set for hostile input. */
final class Json {
    /** Events are two objects deep; deeper is only ever an unknown field. */
    private static final int DEEPEST = 32;

    static final JsonFactory FACTORY = new JsonFactoryBuilder()
            // a table of names shared by all events would be the sender's to fill
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();

    private Json() {}
}
