/**
 * Draws every decoration as the files that phones fetch: `public/i/<key>.<hash>.svg` and, for Android, PNGs that carry
 * their shape in the alpha channel alone. Names hold the hash of the SVG, so each file may be cached for ever. Also draws
 * the contact sheet `docs/img/decorations.png`. With `--check` it draws nothing and fails if anything is missing, left
 * over or changed; it compares with the manifest, as another rasteriser may compress the same pixels differently.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Decoration } from "../src/domain/campaign/decoration.ts";
import { describeProblems, readDefinitions } from "../src/cli/read-definitions.ts";

/** Android's mdpi, hdpi, xhdpi, xxhdpi and xxxhdpi of an icon of 24 dp. */
const PIXELS = [24, 36, 48, 72, 96];
/** Share of the square that an icon may fill: less is too faint for a status bar, more is a blot. */
const LEAST_COVERAGE = 0.1;
const MOST_COVERAGE = 0.7;

const root = join(import.meta.dirname, "..");
const artFolder = join(root, "public/i");
const manifestFile = join(artFolder, "manifest.json");
const sheetFile = join(root, "docs/img/decorations.png");

const definitions = readDefinitions(root);
if (!definitions.ok) stop(describeProblems(definitions.error));
const { decorations } = definitions.value;

if (process.argv.includes("--check")) checkArt();
else await drawArt();

function checkArt(): void {
  if (!existsSync(manifestFile)) stop("public/i/manifest.json is missing: run npm run generate");
  const manifest = new Map<string, unknown>(Object.entries(JSON.parse(readFileSync(manifestFile, "utf8"))));
  const expected = decorations.flatMap((decoration) => [
    svgName(decoration),
    ...PIXELS.map((px) => pngName(decoration, px)),
  ]);
  const present = readdirSync(artFolder).filter((name) => name !== "manifest.json");
  const wrong = [
    ...expected.filter((name) => !present.includes(name)).map((name) => `public/i/${name} is missing`),
    ...present.filter((name) => !expected.includes(name)).map((name) => `public/i/${name} is left over`),
    ...present
      .filter((name) => expected.includes(name) && manifest.get(name) !== hashFile(readFileSync(join(artFolder, name))))
      .map((name) => `public/i/${name} is not what the manifest records`),
    ...decorations
      .filter((decoration) => present.includes(svgName(decoration)))
      .filter((decoration) => !readFileSync(join(artFolder, svgName(decoration))).equals(readSvg(decoration)))
      .map((decoration) => `public/i/${svgName(decoration)} is not decorations/${decoration.key}.svg`),
    ...(existsSync(sheetFile) ? [] : ["docs/img/decorations.png is missing"]),
  ];
  if (wrong.length > 0) stop(`${wrong.join("\n")}\nRun npm run generate`);
  console.log(`${expected.length} files of art are as drawn`);
}

async function drawArt(): Promise<void> {
  const sharp = await loadSharp();

  const rasterise = (decoration: Decoration, pixels: number, color: string) =>
    sharp(Buffer.from(drawing([{ decoration, x: 0, y: 0, side: 24, color }], 24, 24)), {
      density: (72 * pixels) / 24,
    }).resize(pixels, pixels);

  const files = new Map<string, Buffer>();
  for (const decoration of decorations) {
    const alpha = await rasterise(decoration, 96, "#000").extractChannel("alpha").raw().toBuffer();
    const coverage = alpha.reduce((sum, value) => sum + value, 0) / 255 / alpha.length;
    if (coverage < LEAST_COVERAGE || coverage > MOST_COVERAGE) {
      const allowed = `${LEAST_COVERAGE * 100}–${MOST_COVERAGE * 100} %`;
      stop(
        `decorations/${decoration.key}.svg covers ${(coverage * 100).toFixed(1)} % of the square; keep to ${allowed}`,
      );
    }
    console.log(`${decoration.key}: covers ${(coverage * 100).toFixed(1)} %`);
    files.set(svgName(decoration), readSvg(decoration));
    for (const pixels of PIXELS) {
      const png = await rasterise(decoration, pixels, "#000").png({ compressionLevel: 9, palette: false }).toBuffer();
      files.set(pngName(decoration, pixels), png);
    }
  }

  rmSync(artFolder, { recursive: true, force: true });
  mkdirSync(artFolder, { recursive: true });
  for (const [name, content] of files) writeFileSync(join(artFolder, name), content);
  const hashes = Object.fromEntries([...files].map(([name, content]) => [name, hashFile(content)]));
  writeFileSync(manifestFile, `${JSON.stringify(hashes, undefined, 2)}\n`);

  mkdirSync(join(sheetFile, ".."), { recursive: true });
  await sharp(Buffer.from(contactSheet())).png({ compressionLevel: 9, palette: true }).toFile(sheetFile);
}

/** sharp comes with wrangler, for development only; nothing that runs in production needs it. */
async function loadSharp() {
  try {
    return (await import("sharp")).default;
  } catch {
    return stop("sharp is not installed: run npm ci, without --omit=dev");
  }
}

interface Placement {
  readonly decoration: Decoration;
  readonly x: number;
  readonly y: number;
  readonly side: number;
  readonly color: string;
}

function drawing(placements: readonly Placement[], width: number, height: number, background = ""): string {
  const icons = placements.map(
    ({ decoration, x, y, side, color }) =>
      `<svg x="${x}" y="${y}" width="${side}" height="${side}" viewBox="0 0 24 24">` +
      `<path fill="${color}" d="${decoration.path}"/></svg>`,
  );
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">` +
    `${background}${icons.join("")}</svg>`
  );
}

/** Every icon large and in the size of the tray, on light and on dark. */
function contactSheet(): string {
  const cell = 144;
  const rowHeight = 176;
  const width = cell * decorations.length;
  const themes = [
    { paper: "#ffffff", ink: "#1b1b1f" },
    { paper: "#16181d", ink: "#f2f0f4" },
  ];
  const background = themes.map(
    ({ paper }, row) => `<rect y="${row * rowHeight}" width="${width}" height="${rowHeight}" fill="${paper}"/>`,
  );
  const placements = themes.flatMap(({ ink }, row) =>
    decorations.flatMap((decoration, column) => [
      { decoration, x: column * cell + 24, y: row * rowHeight + 16, side: 96, color: ink },
      { decoration, x: column * cell + 60, y: row * rowHeight + 132, side: 24, color: ink },
    ]),
  );
  return drawing(placements, width, rowHeight * themes.length, background.join(""));
}

function svgName({ key, artHash }: Decoration): string {
  return `${key}.${artHash}.svg`;
}

function pngName({ key, artHash }: Decoration, pixels: number): string {
  return `${key}@${pixels}.${artHash}.png`;
}

function readSvg({ key }: Decoration): Buffer {
  return readFileSync(join(root, "decorations", `${key}.svg`));
}

function hashFile(content: Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

function stop(message: string): never {
  console.error(message);
  process.exit(1);
}
