package io.opsbus.notifier.channel.sms;

import io.opsbus.notifier.channel.egress.EgressDial;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.MessageType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;
import org.jsmpp.session.connection.socket.SocketConnection;
import org.jsmpp.util.InvalidDeliveryReceiptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One bound session to the centre, opened when it is needed and again when it broke; keeps to the centre's throughput. */
public final class SmppLink implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(SmppLink.class);
    private static final byte UDHI = 0x40;

    private final Smsc smsc;
    private final EgressDial dial;
    private final Throughput throughput;
    private final ReentrantLock lock = new ReentrantLock();
    private final Receipts receipts;
    private @Nullable SMPPSession session;
    private boolean closed;

    /** Not connected yet. */
    public SmppLink(Smsc smsc, EgressDial dial, Receipts receipts) {
        this(smsc, dial, receipts, Throughput.of(smsc.aSecond()));
    }

    SmppLink(Smsc smsc, EgressDial dial, Receipts receipts, Throughput throughput) {
        this.smsc = smsc;
        this.receipts = receipts;
        this.dial = dial;
        this.throughput = throughput;
    }

    /** What the centre takes a second. */
    Throughput throughput() {
        return throughput;
    }

    /**
     * Submits every part to a number; returns when the centre has taken the last.
     *
     * @param moments when each part goes
     * @param caller whose message it is
     * @return the centre's ids of the parts
     */
    List<String> submit(String number, SmsParts parts, List<Long> moments, EgressDial.Caller caller)
            throws IOException, InterruptedException, PDUException, ResponseTimeoutException, InvalidResponseException,
                    NegativeResponseException {
        var plain = number.startsWith("+") ? number.substring(1) : number;
        var named = !smsc.source().chars().allMatch(Character::isDigit);
        var ids = new ArrayList<String>();
        for (var i = 0; i < moments.size(); i++) {
            throughput.await(moments.get(i));
            ids.add(bound(caller)
                    .submitShortMessage(
                            "",
                            named ? TypeOfNumber.ALPHANUMERIC : TypeOfNumber.UNKNOWN,
                            named ? NumberingPlanIndicator.UNKNOWN : NumberingPlanIndicator.ISDN,
                            smsc.source(),
                            TypeOfNumber.INTERNATIONAL,
                            NumberingPlanIndicator.ISDN,
                            plain,
                            new ESMClass(parts.several() ? UDHI : 0),
                            (byte) 0,
                            (byte) 1,
                            null,
                            null,
                            new RegisteredDelivery(SMSCDeliveryReceipt.SUCCESS_FAILURE),
                            (byte) 0,
                            DataCodings.newInstance((byte) (parts.ucs2() ? 8 : 0)),
                            (byte) 0,
                            parts.parts().get(i))
                    .getMessageId());
        }
        return ids;
    }

    private SMPPSession bound(EgressDial.Caller caller) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            if (closed) {
                throw new IOException("the link is closed");
            }
            if (session != null && session.getSessionState().isTransmittable()) {
                return session;
            }
            if (session != null) {
                session.unbindAndClose();
            }
            var fresh = new SMPPSession((host, port) -> new SocketConnection(connect(caller)));
            fresh.setTransactionTimer(smsc.patience().toMillis());
            fresh.setMessageReceiverListener(new Incoming());
            fresh.connectAndBind(
                    smsc.host(),
                    smsc.port(),
                    new BindParameter(
                            BindType.BIND_TRX,
                            smsc.login().id(),
                            smsc.login().secret().reveal(),
                            smsc.systemType(),
                            TypeOfNumber.UNKNOWN,
                            NumberingPlanIndicator.UNKNOWN,
                            null),
                    smsc.patience().toMillis());
            session = fresh;
            return fresh;
        } finally {
            lock.unlock();
        }
    }

    private Socket connect(EgressDial.Caller caller) throws IOException {
        var socket = dial.connect(smsc.host(), smsc.port(), smsc.patience(), caller);
        return smsc.tls().isEmpty() ? socket : secured(socket, smsc.tls().get());
    }

    /** Nothing is said to a centre whose certificate is not that of the host the operator named. */
    private Socket secured(Socket plain, SSLContext trust) throws IOException {
        var socket = (SSLSocket) trust.getSocketFactory().createSocket(plain, smsc.host(), smsc.port(), true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        try {
            socket.startHandshake();
            return socket;
        } catch (IOException untrusted) {
            LOGGER.atWarn()
                    .addKeyValue("host", smsc.host())
                    .addKeyValue("port", smsc.port())
                    .addKeyValue("why", untrusted.getMessage())
                    .log("no TLS with the centre of short messages: nothing is sent to it");
            socket.close();
            throw untrusted;
        }
    }

    /** What the centre told of messages it took. */
    Receipts receipts() {
        return receipts;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (session != null) {
                session.unbindAndClose();
                session = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /** What the centre tells of messages it took. */
    private final class Incoming implements MessageReceiverListener {
        @Override
        public void onAcceptDeliverSm(DeliverSm message) {
            if (!MessageType.SMSC_DEL_RECEIPT.containedIn(message.getEsmClass())) {
                return; // somebody answers the news; nobody reads that here
            }
            try {
                receipts.heard(message.getShortMessageAsDeliveryReceipt());
            } catch (InvalidDeliveryReceiptException _) {
                receipts.unreadable();
            }
        }

        @Override
        public void onAcceptAlertNotification(AlertNotification notification) {
            // nobody waits for a phone to be reachable: retries do not depend on it
        }

        @Override
        public DataSmResult onAcceptDataSm(DataSm message, Session source) throws ProcessRequestException {
            throw new ProcessRequestException("data_sm is not taken", 0x00000003);
        }
    }
}
