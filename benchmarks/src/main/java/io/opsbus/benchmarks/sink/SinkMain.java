package io.opsbus.benchmarks.sink;

/** The sink as a program. Arguments: its ports for HTTP/1.1, h2c and control; milliseconds HTTP/1.1 takes to answer. */
public final class SinkMain {
    private SinkMain() {}

    public static void main(String[] args) throws Exception {
        var tally = new Tally();
        var http1 = new Http1Loop(tally, Integer.parseInt(args[0]), Integer.parseInt(args[3]));
        var http2 = new Http2Server(tally, Integer.parseInt(args[1]));
        // last: who gets an answer from it knows that the others listen
        var control = new ControlServer(tally, Integer.parseInt(args[2]));
        System.err.println("sink up: " + http1.port() + " " + http2.port() + " " + control.port());
        http1.run();
    }
}
