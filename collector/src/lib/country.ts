import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isIP } from 'node:net';
import { type CountryResponse, Reader } from 'mmdb-lib';
import * as z from 'zod';

/** The country of an address as ISO 3166-1 alpha-2; empty where nobody knows. The address goes no further. */
export type CountryOf = (address: string) => string;

/** What the database says of a range; the reader's own types are those of another one. */
const range = z
  .object({ country_code: z.string().length(2) })
  .nullable()
  .catch(null);

/** Answers that are kept, since a visitor's requests come one after the other. */
const KEPT = 10_000;

/** Opens the offline database of the registry package (8 MB; ranges by the registries' own files, CC0). */
export function openCountries(): CountryOf {
  const path = createRequire(import.meta.url).resolve(
    '@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb',
  );
  const reader = new Reader<CountryResponse>(readFileSync(path));
  const known = new Map<string, string>();
  return (address) => {
    const found = known.get(address);
    if (found !== undefined) return found;
    const said = isIP(address) === 0 ? null : range.parse(reader.get(address));
    const country = said?.country_code ?? '';
    if (known.size >= KEPT) known.clear();
    known.set(address, country);
    return country;
  };
}
