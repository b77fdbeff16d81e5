/**
 * An app that is open: the real web SDK with its real provider, listening for news. Prints what its tray shows, as one
 * word a line, whenever that changes. A process of its own, because Node has an EventSource only behind a switch:
 *
 *   node --experimental-eventsource listen-with-web-provider.ts <origin> <headers as JSON>
 */
import { OFREPWebProvider } from "@openfeature/ofrep-web-provider";
import { OpenFeature, ProviderEvents, type Provider } from "@openfeature/web-sdk";

const [origin = "", headers = "[]"] = process.argv.slice(2);

const provider = new OFREPWebProvider({
  baseUrl: origin,
  // Written by the test that starts this.
  headers: JSON.parse(headers) as [string, string][],
  query: new URLSearchParams({ eventStreams: "1" }),
  cacheMode: "disabled",
});
const client = OpenFeature.getClient();
const tell = () => console.log(client.getStringValue("tray-icon-key", "none"));

await OpenFeature.setContext({ platform: "ios", timezone: "Europe/Moscow" });
// The provider's types were made without exactOptionalPropertyTypes.
await OpenFeature.setProviderAndWait(provider as unknown as Provider);
client.addHandler(ProviderEvents.ConfigurationChanged, tell);
tell();
process.stdin.on("end", () => process.exit(0)).resume();
