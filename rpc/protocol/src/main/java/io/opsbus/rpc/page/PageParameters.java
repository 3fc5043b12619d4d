package io.opsbus.rpc.page;

import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.parameter.Got;
import io.opsbus.rpc.parameter.ParameterError.Reason;
import io.opsbus.rpc.reply.Tree;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The parameters of paging, and the fields of the reply. With any of {@code MaxResults} and {@code NextToken} the token mode
 * counts, whatever else is sent.
 *
 * @param number {@code PageNumber}
 * @param size {@code PageSize}
 * @param results {@code MaxResults}
 * @param next {@code NextToken}
 */
public record PageParameters(
        Parameter<Integer> number,
        Parameter<Integer> size,
        Parameter<Optional<Integer>> results,
        Parameter<Optional<String>> next) {
    private static final int USUAL = 10;
    private static final int LAST = 10_000_000;

    /** Pages of 10 unless the client says otherwise, at most {@code most} by number and {@code mostByToken} by token. */
    public static PageParameters upTo(int most, int mostByToken) {
        return new PageParameters(
                Take.whole("PageNumber", 1, LAST).or(1),
                Take.whole("PageSize", 1, most).or(USUAL),
                Take.whole("MaxResults", 1, mostByToken)
                        .meaning("Switches to paging by token.")
                        .optional(),
                Take.text("NextToken").as("as returned", PageParameters::cursor).optional());
    }

    /** Pages by number alone. */
    public List<Parameter<?>> byNumber() {
        return List.of(number, size);
    }

    /** Both ways. */
    public List<Parameter<?>> all() {
        return List.of(number, size, results, next);
    }

    /** What the call asks for; the Action declares {@link #all}. */
    public PageRequest of(Call call) {
        Optional<Integer> most = call.get(results);
        Optional<String> after = call.get(next);
        return most.isPresent() || after.isPresent()
                ? new PageRequest.ByToken(after, most.orElse(USUAL))
                : ofNumber(call);
    }

    /** What the call asks for; the Action declares {@link #byNumber}. */
    public PageRequest.ByNumber ofNumber(Call call) {
        return new PageRequest.ByNumber(call.get(number), call.get(size));
    }

    /**
     * Puts what a page's reply tells beside its entries.
     *
     * @param total of all entries that match
     * @param last where this page ended, as the store wrote it; empty when nothing follows
     */
    public static void tell(Tree.Builder reply, PageRequest asked, long total, Optional<String> last) {
        reply.put("TotalCount", total);
        switch (asked) {
            case PageRequest.ByNumber(int page, int size) ->
                reply.put("PageNumber", page).put("PageSize", size).put("NextToken", "");
            case PageRequest.ByToken(var _, int size) ->
                reply.put("PageNumber", 0)
                        .put("PageSize", size)
                        .put("NextToken", last.map(PageParameters::token).orElse(""));
        }
    }

    /** The opaque form of a place in a list. */
    public static String token(String cursor) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor.getBytes(StandardCharsets.UTF_8));
    }

    private static Got<String> cursor(String name, String token) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(token);
            String cursor = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            // one spelling for each place
            return token(cursor).equals(token) ? new Got.Given<>(cursor) : unknown(name);
        } catch (IllegalArgumentException | CharacterCodingException notOurs) {
            return unknown(name);
        }
    }

    private static Got<String> unknown(String name) {
        return Got.wrong(name, Reason.MALFORMED, "is not a token this API returned");
    }
}
