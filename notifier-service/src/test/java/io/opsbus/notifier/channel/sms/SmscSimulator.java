package io.opsbus.notifier.channel.sms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliveryReceipt;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GSMSpecificFeature;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.bean.MessageMode;
import org.jsmpp.bean.MessageType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.BroadcastSmResult;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.QueryBroadcastSmResult;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.session.connection.ServerConnection;
import org.jsmpp.session.connection.ServerConnectionFactory;
import org.jsmpp.session.connection.socket.ServerSocketConnection;
import org.jsmpp.util.DeliveryReceiptState;
import org.jsmpp.util.MessageId;

/** A centre: jsmpp's own server, which remembers what it got and answers as it is told. */
public final class SmscSimulator implements ServerMessageReceiverListener, AutoCloseable {
    private final ServerSocket socket;
    private final SMPPServerSessionListener listener;
    private final List<SubmitSm> submitted = new CopyOnWriteArrayList<>();
    private final List<SMPPServerSession> sessions = new CopyOnWriteArrayList<>();
    private final AtomicInteger binds = new AtomicInteger();
    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
    private final String password;
    private volatile int status;
    private volatile DeliveryReceiptState arrival = DeliveryReceiptState.DELIVRD;

    SmscSimulator() {
        this("pw");
    }

    /** Lets in who shows this password. */
    public SmscSimulator(String password) {
        this(password, ServerSocketFactory.getDefault());
    }

    /** The same behind sockets of that kind. */
    SmscSimulator(String password, ServerSocketFactory sockets) {
        this.password = password;
        try {
            socket = sockets.createServerSocket(0, 10, InetAddress.getLoopbackAddress());
            // the library's own factory would not tell the port it got
            listener = new SMPPServerSessionListener(0, new Bound(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        listener.setMessageReceiverListener(this);
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return socket.getLocalPort();
    }

    public List<SubmitSm> submitted() {
        return submitted;
    }

    int binds() {
        return binds.get();
    }

    /** Answers every message with this status; 0 takes it. */
    void answer(int commandStatus) {
        status = commandStatus;
    }

    /** Answers what is for a number with this status; 0 takes it. */
    public void answer(String number, int commandStatus) {
        statuses.put(number, commandStatus);
    }

    /** The numbers of the messages it took, in order. */
    public List<String> numbers() {
        return submitted.stream().map(SubmitSm::getDestAddress).toList();
    }

    /** Tells this of every message it took. */
    void receipts(DeliveryReceiptState state) {
        arrival = state;
    }

    /** How many sessions are bound now. */
    long bound() {
        return sessions.stream().filter(one -> one.getSessionState().isBound()).count();
    }

    /** Breaks every session off. */
    void hangUp() {
        sessions.forEach(SMPPServerSession::close);
        sessions.clear();
    }

    /** Hands out one socket, whatever port is asked for. */
    private record Bound(ServerSocket socket) implements ServerConnectionFactory {
        @Override
        public ServerConnection listen(int port) {
            return new ServerSocketConnection(socket);
        }

        @Override
        public ServerConnection listen(int port, int timeout) {
            return listen(port);
        }

        @Override
        public ServerConnection listen(int port, int timeout, int backlog) {
            return listen(port);
        }
    }

    private void accept() {
        while (true) {
            try {
                var session = listener.accept();
                Thread.ofVirtual().start(() -> bind(session));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void bind(SMPPServerSession session) {
        try {
            var request = session.waitForBind(30_000);
            if (request.getPassword().equals(password)) {
                binds.incrementAndGet();
                sessions.add(session);
                request.accept("smsc", InterfaceVersion.IF_34);
            } else {
                request.reject(SMPPConstant.STAT_ESME_RINVPASWD);
            }
        } catch (PDUStringException | TimeoutException | IOException _) {
            session.close();
        }
    }

    @Override
    public SubmitSmResult onAcceptSubmitSm(SubmitSm message, SMPPServerSession source) throws ProcessRequestException {
        int answer = statuses.getOrDefault(message.getDestAddress(), status);
        if (answer != 0) {
            throw new ProcessRequestException("as told", answer);
        }
        submitted.add(message);
        try {
            var id = new MessageId(Integer.toString(submitted.size()));
            Thread.ofVirtual().start(() -> receipt(message, source, id.getValue()));
            return new SubmitSmResult(id, new OptionalParameter[0]);
        } catch (PDUStringException e) {
            throw new ProcessRequestException("no id", SMPPConstant.STAT_ESME_RSYSERR, e);
        }
    }

    private void receipt(SubmitSm message, SMPPServerSession to, String id) {
        var now = Date.from(Instant.EPOCH);
        var receipt = new DeliveryReceipt(id, 1, 1, now, now, arrival, "000", "");
        try {
            to.deliverShortMessage(
                    "",
                    TypeOfNumber.INTERNATIONAL,
                    NumberingPlanIndicator.ISDN,
                    message.getDestAddress(),
                    TypeOfNumber.UNKNOWN,
                    NumberingPlanIndicator.UNKNOWN,
                    message.getSourceAddr(),
                    new ESMClass(MessageMode.DEFAULT, MessageType.SMSC_DEL_RECEIPT, GSMSpecificFeature.DEFAULT),
                    (byte) 0,
                    (byte) 0,
                    new RegisteredDelivery(0),
                    DataCodings.ZERO,
                    receipt.toString().getBytes(StandardCharsets.US_ASCII));
        } catch (PDUException
                | ResponseTimeoutException
                | InvalidResponseException
                | NegativeResponseException
                | IOException _) {
            // the session has gone; so has its receipt
        }
    }

    private static ProcessRequestException no() {
        return new ProcessRequestException("not here", SMPPConstant.STAT_ESME_RINVCMDID);
    }

    @Override
    public SubmitMultiResult onAcceptSubmitMulti(SubmitMulti message, SMPPServerSession source)
            throws ProcessRequestException {
        throw no();
    }

    @Override
    public QuerySmResult onAcceptQuerySm(QuerySm message, SMPPServerSession source) throws ProcessRequestException {
        throw no();
    }

    @Override
    public void onAcceptReplaceSm(ReplaceSm message, SMPPServerSession source) throws ProcessRequestException {
        throw no();
    }

    @Override
    public void onAcceptCancelSm(CancelSm message, SMPPServerSession source) throws ProcessRequestException {
        throw no();
    }

    @Override
    public BroadcastSmResult onAcceptBroadcastSm(BroadcastSm message, SMPPServerSession source)
            throws ProcessRequestException {
        throw no();
    }

    @Override
    public void onAcceptCancelBroadcastSm(CancelBroadcastSm message, SMPPServerSession source)
            throws ProcessRequestException {
        throw no();
    }

    @Override
    public QueryBroadcastSmResult onAcceptQueryBroadcastSm(QueryBroadcastSm message, SMPPServerSession source)
            throws ProcessRequestException {
        throw no();
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm message, Session source) throws ProcessRequestException {
        throw no();
    }

    /** The text of messages that belong together, and how many of them there were. */
    static String text(List<SubmitSm> parts, Charset charset) {
        var text = new StringBuilder();
        for (var part : new ArrayList<>(parts)) {
            var bytes = part.getShortMessage();
            var header = part.isUdhi() ? bytes[0] + 1 : 0;
            text.append(new String(bytes, header, bytes.length - header, charset));
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        hangUp();
        listener.close();
    }
}
