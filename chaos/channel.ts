import { createServer } from 'node:http';
import { listenLocally } from './listen.ts';

/** Somebody else's server that Baton tells of each handoff, and that can be out of order. */
export interface Channel {
  port: number;
  url: string;
  /** While it is down, connections are cut at once. */
  setDown(down: boolean): void;
  /** How many messages it has taken. */
  taken(): number;
  close(): Promise<void>;
}

export async function openChannel(): Promise<Channel> {
  let isDown = false;
  let messages = 0;
  const server = createServer((request, response) => {
    if (isDown) request.socket.destroy();
    request.resume().once('end', () => {
      messages += 1;
      response.writeHead(200).end();
    });
  });
  const port = await listenLocally(server);
  return {
    port,
    url: `http://127.0.0.1:${port}/hook`,
    setDown(down) {
      isDown = down;
    },
    taken: () => messages,
    async close() {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      server.closeAllConnections();
      await closed;
    },
  };
}
