package io.opsbus.event.wiring.http;

import io.opsbus.event.rpc.Problem;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Gives errors the server found by itself (bad path, wrong method on a management endpoint) the same JSON form. */
@Controller
final class ErrorDoor implements ErrorController {
    private final Supplier<String> requestIds;

    ErrorDoor(Supplier<String> requestIds) {
        this.requestIds = requestIds;
    }

    @RequestMapping("/error")
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        Problem problem = status instanceof Integer known ? Problem.ofStatus(known) : Problem.NOT_FOUND;
        HttpDoor.write(problem.answer(requestIds.get()), response);
    }
}
