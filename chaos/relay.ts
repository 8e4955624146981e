import { connect, createServer, type Socket } from 'node:net';
import { listenLocally } from './listen.ts';

/** A way to a server whose address stays although the server behind it dies and comes back elsewhere. */
export interface Relay {
  port: number;
  /** New connections go to these ports of 127.0.0.1 in turn, past those that refuse; none: nobody answers. */
  lead(ports: readonly number[]): void;
  /** Cuts all connections there are, as a broken network does. */
  cut(): void;
  close(): Promise<void>;
}

/** Listens on a free port of 127.0.0.1 and hands each connection on: a load balancer, or a network that can break. */
export async function openRelay(): Promise<Relay> {
  let targets: readonly number[] = [];
  let next = 0;
  const sockets = new Set<Socket>();

  const server = createServer((incoming) => {
    keep(incoming);
    const first = next;
    next += 1;
    tryTarget(0);

    function tryTarget(tries: number): void {
      const port = targets[(first + tries) % targets.length];
      if (port === undefined || tries === targets.length || incoming.destroyed) return void incoming.destroy();
      const outgoing = connect(port, '127.0.0.1');
      keep(outgoing);
      let connected = false;
      outgoing.once('connect', () => {
        connected = true;
        incoming.pipe(outgoing).pipe(incoming);
      });
      outgoing.once('close', () => (connected ? incoming.destroy() : tryTarget(tries + 1)));
      incoming.once('close', () => outgoing.destroy());
    }
  });

  function keep(socket: Socket): void {
    sockets.add(socket);
    socket.setNoDelay(true);
    // Whoever sits at the other end sees the connection close; that is all there is to it.
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
  }

  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  const port = await listenLocally(server);
  return {
    port,
    lead(ports) {
      targets = ports;
    },
    cut,
    close() {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      cut();
      return closed;
    },
  };
}
