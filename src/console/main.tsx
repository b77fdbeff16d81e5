import "@mantine/core/styles.css";
import "./console.css";
import { createTheme, MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ApiFailure } from "./api/client.ts";
import { router } from "./router.tsx";
import { loadSpoken, SpeechProvider } from "./texts/use-texts.tsx";

/** A hiccup heals by itself; whatever lasts longer is said at once, with a way to try again. */
const RETRIES = 1;
const RETRY_AFTER_MS = 500;

const theme = createTheme({
  primaryColor: "fir",
  primaryShade: 7,
  defaultRadius: "md",
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
  headings: {
    fontWeight: "700",
    sizes: { h1: { fontSize: "1.7rem" }, h2: { fontSize: "1.2rem" }, h3: { fontSize: "1rem" } },
  },
  focusRing: "auto",
  respectReducedMotion: true,
  colors: {
    fir: ["#eef7f3", "#dcece4", "#b4d9c8", "#89c5aa", "#65b491", "#4ea981", "#2f8a66", "#1d5b49", "#164a3b", "#0d382c"],
  },
});

const client = new QueryClient({
  defaultOptions: {
    // Without a connection everything fails at once and says so; nothing is sent later, when nobody expects it any more.
    mutations: { networkMode: "always" },
    queries: {
      networkMode: "always",
      staleTime: 5_000,
      retryDelay: RETRY_AFTER_MS,
      // Only what may heal by itself is asked again.
      retry: (failures, error) =>
        error instanceof ApiFailure && (error.kind === "offline" || error.kind === "broken") && failures < RETRIES,
    },
  },
});

const container = document.querySelector("#root");
if (container === null) throw new Error("The page has no #root");
void render(container);

/** No top-level await: with one, the bundler parts the first page into twice as many scripts. */
async function render(place: Element): Promise<void> {
  const first = await loadSpoken();
  createRoot(place).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <SpeechProvider first={first}>
          <QueryClientProvider client={client}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </SpeechProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
