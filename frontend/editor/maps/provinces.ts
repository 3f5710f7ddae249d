/** The provinces as the page tells them, and how one is found by name. */
import { fold, matchesWords } from "../surface/fold";

export interface Province {
  key: string;
  name: string;
  /** Its tile on the schematic map, from 1. */
  column: number;
  row: number;
  islands: { name: string; column: number; row: number } | null;
  /** Near the seat of its administration. */
  lat: number | null;
  lon: number | null;
}

/** Return the provinces that a few letters, with or without marks, can mean; an archipelago leads to its province. */
export function findProvinces(provinces: Province[], question: string): Province[] {
  const asked = fold(question.trim());
  if (!asked) return [];
  const names = (one: Province): string => `${one.name} ${one.islands?.name ?? ""}`;
  const found = provinces.filter((one) => matchesWords(names(one), asked));
  return found.sort((one, other) => Number(fold(other.name).startsWith(asked)) - Number(fold(one.name).startsWith(asked)));
}
