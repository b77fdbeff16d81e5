import { describe, expect, it } from "vitest";
import { whyPrivate } from "../../src/contract/private-address.ts";

describe("an address", () => {
  it.each([
    "127.0.0.1",
    "127.9.9.9",
    "2130706433",
    "0x7f.1",
    "0177.0.0.1",
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "198.19.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "[::]",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:a00:1]",
    "[64:ff9b::10.0.0.1]",
    "[2002:7f00:1::]",
    "[2002:a00::1]",
    "[fc00::1]",
    "[fd12:3456::1]",
    "[fe80::1]",
    "[febf::1]",
    "[ff02::1]",
  ])("with the number %s is private", (host) => {
    expect(whyPrivate(`http://${host}:8080/hook`)).toBe("number");
  });

  it.each(["localhost", "LOCALHOST.", "hooks.localhost", "printer", "printer.local", "db.internal", "nas.home.arpa"])(
    "with the name %s is private",
    (host) => {
      expect(whyPrivate(`https://${host}/`)).toBe("name");
    },
  );

  it.each([
    "hooks.example",
    "localhost.example",
    "8.8.8.8",
    "11.0.0.1",
    "100.128.0.1",
    "172.32.0.1",
    "192.167.1.1",
    "[2001:4860:4860::8888]",
    "[::ffff:8.8.8.8]",
    "[2002:808:808::1]",
    "fd12.example",
  ])("such as %s is public", (host) => {
    expect(whyPrivate(`https://${host}/`)).toBeUndefined();
  });
});
