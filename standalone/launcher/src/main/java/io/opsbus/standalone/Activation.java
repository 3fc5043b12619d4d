package io.opsbus.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;

/**
 * What one machine may register with, made through the API as anybody would make it.
 *
 * @param code secret; shown nowhere
 */
record Activation(String id, String code) {
    /** CreateActivation for one machine and one hour. */
    static Activation create(Api api) throws IOException {
        JsonNode answer = api.call(
                "CreateActivation",
                Map.of("InstanceCount", "1", "TimeToLiveInHours", "1", "InstanceName", "this-machine"));
        return new Activation(
                answer.path("ActivationId").asText(),
                answer.path("ActivationCode").asText());
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "Activation[" + id + "]";
    }
}
