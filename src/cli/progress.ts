/** A bar on the terminal that is written over itself; where nobody looks on, it says nothing. */
export function progressBar(what: string, total: number, out: NodeJS.WriteStream = process.stderr) {
  const WIDTH = 30;
  let shown = -1;
  return {
    /** So many are done. */
    at(done: number): void {
      const percent = total === 0 ? 100 : Math.floor((100 * done) / total);
      if (!out.isTTY || percent === shown) return;
      shown = percent;
      const full = Math.round((WIDTH * percent) / 100);
      out.write(`\r${what} [${'='.repeat(full)}${' '.repeat(WIDTH - full)}] ${percent} %`);
    },
    end(): void {
      if (out.isTTY) out.write('\r\u001B[K');
    },
  };
}
