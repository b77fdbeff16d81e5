import { once } from "node:events";
import { createServer, isIP } from "node:net";
import { readPort, readVariable } from "./read-variable.ts";

/** Where a service listens. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
  /** Host and port, as URLs and workerd write them. */
  readonly authority: string;
  /** Where it is reached from this machine. */
  readonly origin: string;
}

/** What HOST and PORT say. */
export function readListenAddress(defaultPort: number): ListenAddress {
  const named = readVariable("HOST") ?? "127.0.0.1";
  const host = named === "localhost" ? "127.0.0.1" : named.replace(/^\[(.*)\]$/, "$1");
  // A name would have to be looked up, here and by workerd, which can take long and end otherwise each time.
  if (isIP(host) === 0) {
    throw new Error(`HOST must be an IP address of this machine, such as 127.0.0.1 or ::1, not ${named}`);
  }
  return listenAddress(host, readPort(readVariable("PORT"), defaultPort));
}

export function listenAddress(host: string, port: number): ListenAddress {
  const authorityOf = (address: string) => `${isIP(address) === 6 ? `[${address}]` : address}:${port}`;
  const own = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
  return { host, port, authority: authorityOf(host), origin: `http://${authorityOf(own)}` };
}

/** Throws an error that says why nothing can listen there, and what to do for `command` to listen. */
export async function checkAddressIsFree({ host, port }: ListenAddress, command: string): Promise<void> {
  const probe = createServer();
  try {
    await once(probe.listen({ host, port, exclusive: true }), "listening");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    throw new Error(explain(code, host, port, command), { cause: error });
  }
  probe.close();
  await once(probe, "close");
}

function explain(code: unknown, host: string, port: number, command: string): string {
  if (code === "EADDRNOTAVAIL" || code === "EAFNOSUPPORT") {
    return `HOST=${host} is no address of this machine; 127.0.0.1 is for this machine alone, 0.0.0.0 for all that reach it.`;
  }
  const choose = (another: number) => `Choose another, for instance: PORT=${another} ${command}`;
  if (code === "EACCES") return `Port ${port} is not for this user. ${choose(port < 1024 ? port + 8000 : port + 1)}`;
  const another = port < 65_535 ? port + 1 : port - 1;
  if (code === "EADDRINUSE") return `Port ${port} of ${host} is taken by something else. ${choose(another)}`;
  return `Port ${port} of ${host} can't be used (${String(code)}). ${choose(another)}`;
}
