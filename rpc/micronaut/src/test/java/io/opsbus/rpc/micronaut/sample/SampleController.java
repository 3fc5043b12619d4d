package io.opsbus.rpc.micronaut.sample;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.slf4j.MDC;

@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class SampleController {
    @Get(value = "/trace", produces = MediaType.TEXT_PLAIN)
    String trace() {
        return MDC.get("service") + " " + MDC.get("traceId") + " "
                + Thread.currentThread().isVirtual();
    }

    @Get("/bug")
    String bug() {
        if (MDC.get("service") != null) {
            throw new IllegalStateException("a secret from inside");
        }
        return "the request has no log context";
    }

    @Post(value = "/echo", consumes = MediaType.ALL, produces = MediaType.TEXT_PLAIN)
    String echo(@Body byte[] body) {
        return Integer.toString(body.length);
    }
}
