package io.opsbus.invocation.agentlink;

import io.opsbus.invocation.InstanceId;
import io.opsbus.rpc.http.HttpReply;
import io.opsbus.rpc.reply.Json;
import io.opsbus.rpc.reply.Tree;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What is always answered the same (agent facts 14). Agents take a status up to 400 for success, try again from 401 on, and
 * never again after 400.
 */
final class Answers {
    /** The agents' beat can only be about a minute. */
    static final String HEARTBEAT = "{\"nextInterval\":60000}";

    /** Who answers this differently owns every machine: agents run what is offered here, checked by MD5 only (threat 15). */
    static final String NO_UPDATE =
            "{\"flag\":0,\"instanceId\":\"\",\"need_update\":0,\"next_interval\":1800,\"update_info\":{\"file_name\":\"\",\"md5\":\"\",\"url\":\"\"}}";

    /** With it the agent asks again once a day only. */
    static final String NO_STATE_MANAGER = "{\"errCode\":\"ServiceNotSupported\",\"errMsg\":\"\"}";

    static final String DONE = "{\"code\":200}";

    /** Official agents newer than 2.2.3.578 do then as with a task that is not here. */
    static final String DONE_AND_UNWANTED =
            "{\"code\":200,\"errorCode\":\"TaskStatusInvalid\",\"status\":\"Terminated\"}";

    static final int UNAUTHORIZED = 401;

    private static final int FORBIDDEN = 403;

    static final int TOO_MANY_REQUESTS = 429;

    private static final String JSON = "application/json; charset=utf-8";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String NOT_PROVEN = "not signed, or not as it must be";

    private Answers() {}

    static HttpReply json(String body) {
        return HttpReply.text(200, JSON, Map.of(), body);
    }

    static HttpReply text(String body) {
        return HttpReply.text(200, TEXT, Map.of(), body);
    }

    static HttpReply bytes(byte[] body) {
        return new HttpReply(200, "application/octet-stream", Map.of(), body);
    }

    /** The agent may try again (401 and up), or must not (400). */
    static HttpReply refused(int status, String why) {
        return HttpReply.text(
                status,
                JSON,
                Map.of(),
                Json.write(Tree.build().put("code", status).put("errMsg", why).end()));
    }

    /**
     * A report of a task that is not here. Official agents newer than 2.2.3.578 read the word, take its timetable away and end its run;
     * older ones read none, and tell a report four times that hears a higher status.
     */
    static HttpReply noSuchTask() {
        return HttpReply.text(
                400,
                JSON,
                Map.of(),
                Json.write(Tree.build()
                        .put("code", 404)
                        .put("errMsg", "no such task")
                        .put("errorCode", "TaskNotFound")
                        .end()));
    }

    /**
     * A registration that is refused. Newer official agents show a person what came with a 400 only; of a higher status they show
     * the status.
     */
    static HttpReply notRegistered(String why) {
        return HttpReply.text(
                400,
                JSON,
                Map.of(),
                Json.write(Tree.build()
                        .put("code", 403)
                        .put("errCode", "RegistrationRefused")
                        .put("errMsg", why)
                        .end()));
    }

    /** What was wrong is not said: whoever forges learns nothing. */
    static HttpReply unproven() {
        return refused(UNAUTHORIZED, NOT_PROVEN);
    }

    /**
     * The same to who wants to leave. The official agent keeps a registration that JSON without the code 200 is said of, and forgets
     * one that no JSON is said of: nobody here knows it any more.
     */
    static HttpReply unprovenLeaving() {
        return HttpReply.text(UNAUTHORIZED, TEXT, Map.of(), NOT_PROVEN);
    }

    /**
     * Its registration is over, for ever. Official agents of 2.2.3.941 and newer know these words behind this status
     * ({@code agent/hybrid/hook.go} of the public source): they forget the registration and end. Only who has signed it hears this.
     */
    static HttpReply deregistered() {
        return refused(FORBIDDEN, "instance_deregistered");
    }

    /** Only who has signed it hears this. */
    static HttpReply offTime(Duration ahead) {
        String off = ahead.abs().toSeconds() + " s " + (ahead.isNegative() ? "behind" : "ahead");
        return refused(
                UNAUTHORIZED, "the clock of this machine is " + off + "; " + Proof.SKEW.toSeconds() + " are allowed");
    }

    /** Not a 400, after which an agent gives a report up. */
    static HttpReply tooMuch() {
        return refused(TOO_MANY_REQUESTS, "slow down and try again");
    }

    /** Whether this answer may come late: who hears it has no business to hurry. */
    static boolean isForTheUnwelcome(HttpReply reply) {
        return reply.status() == UNAUTHORIZED || reply.status() == FORBIDDEN || reply.status() == TOO_MANY_REQUESTS;
    }

    static String registered(InstanceId instance) {
        return Json.write(
                Tree.build().put("code", 200).put("instanceId", instance.text()).end());
    }

    static String noPlugins(InstanceId instance) {
        return Json.write(Tree.build()
                .put("code", 200)
                .put("requestId", UUID.randomUUID().toString())
                .put("instanceId", instance.text())
                .put("pluginList", new Tree.Bare(List.of()))
                .end());
    }

    static String pluginStatusTaken(InstanceId instance) {
        return Json.write(Tree.build()
                .put("code", 200)
                .put("instanceId", instance.text())
                .put("scanInterval", 1800)
                .put("pullInterval", 1800)
                .put("refreshInterval", 1800)
                .put("reportType", 1)
                .end());
    }

    static String noPluginUpdates(InstanceId instance) {
        return Json.write(Tree.build()
                .put("instanceId", instance.text())
                .put("nextInterval", 1800)
                .put("plugin", new Tree.Bare(List.of()))
                .end());
    }

    static String noGshell(InstanceId instance) {
        return Json.write(Tree.build()
                .put("code", 200)
                .put("gshellSupport", "false")
                .put("instanceId", instance.text())
                .put("requestId", UUID.randomUUID().toString())
                .end());
    }
}
