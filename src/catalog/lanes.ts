import type { AddressAnswer, Deliveries, Sending } from "./deliveries.ts";

/** Where notices go, with the secret that signs them. */
export interface Address {
  readonly id: string;
  readonly url: string;
  readonly secret: string;
}

export interface LaneTools {
  readonly deliveries: Deliveries;
  listAddresses(): readonly Address[];
  /** Never throws. */
  post(address: Address, sending: Sending): Promise<AddressAnswer>;
  readonly clock: () => number;
}

/** An attempt takes less: should the object die during one, it is made again after this time. */
const LEASE_MS = 6_000;
/**
 * Addresses that failed last and are tried at once. The platform opens only six connections of an object at a time, and
 * those that hang must leave some of them to the others.
 */
const MOST_TROUBLED_AT_ONCE = 3;

/** Drives the lanes: each address gets its notices one after the other, and none waits for another address. */
export function openLanes({ deliveries, listAddresses, post, clock }: LaneTools) {
  const running = new Map<string, { readonly isTroubled: boolean; readonly work: Promise<void> }>();

  async function drive(address: Address): Promise<void> {
    for (;;) {
      const sending = deliveries.take(address.id, LEASE_MS);
      if (sending === undefined) return;
      deliveries.settle(sending, await post(address, sending));
    }
  }

  function start(): void {
    const now = clock();
    for (const address of listAddresses()) {
      if (running.has(address.id) || (deliveries.nextAt(address.id) ?? Infinity) > now) continue;
      const isTroubled = deliveries.isTroubled(address.id);
      const troubled = [...running.values()].filter((lane) => lane.isTroubled).length;
      if (isTroubled && troubled >= MOST_TROUBLED_AT_ONCE) continue;
      const work = drive(address).finally(() => running.delete(address.id));
      running.set(address.id, { isTroubled, work });
    }
  }

  return {
    /** Sends what is due, in all lanes at once; ends when nothing is due any more. */
    async sendDue(): Promise<void> {
      for (start(); running.size > 0; start()) {
        await Promise.race([...running.values()].map(({ work }) => work));
      }
    },

    nextAt(): number | undefined {
      const instants = listAddresses().flatMap(({ id }) => {
        const at = deliveries.nextAt(id);
        // What has come about since a lane began is sent by whoever drives it.
        return at === undefined ? [] : [running.has(id) ? Math.max(at, clock() + LEASE_MS) : at];
      });
      return instants.length === 0 ? undefined : Math.min(...instants);
    },
  };
}

export type Lanes = ReturnType<typeof openLanes>;
