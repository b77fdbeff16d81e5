import type { Tongue } from "../../tongue.ts";
import { BASHKIR } from "./bashkir.ts";
import { BELARUSIAN } from "./belarusian.ts";
import { KAZAKH } from "./kazakh.ts";
import { KYRGYZ } from "./kyrgyz.ts";
import type { NeighbourWords } from "./neighbour-words.ts";
import { TAJIK } from "./tajik.ts";
import { TATAR } from "./tatar.ts";
import { UKRAINIAN } from "./ukrainian.ts";
import { UZBEK } from "./uzbek.ts";

export const NEIGHBOURS: Readonly<Record<Tongue, NeighbourWords>> = {
  uk: UKRAINIAN,
  be: BELARUSIAN,
  kk: KAZAKH,
  tt: TATAR,
  ba: BASHKIR,
  uz: UZBEK,
  tg: TAJIK,
  ky: KYRGYZ,
};
