import type { SocialField } from '@tendero/schema';
import * as z from 'zod';

/** One value of a social profile, and the field of the consent that it needs. */
export interface SocialValue {
  readonly field: string;
  readonly value: string;
  readonly needs: SocialField;
}

const text = z
  .string()
  .min(1)
  .max(1_000)
  .refine((value) => value.isWellFormed() && !value.includes('\0'));
const plain = z.union([text, z.number().transform(String), z.boolean().transform(String)]);
const list = z
  .array(text)
  .min(1)
  .max(200)
  .transform((values) => JSON.stringify(values));

/** The claims of OpenID Connect (and two that some providers add) that are kept, under our names. */
const profileClaims = [
  { claim: 'name', field: 'name', needs: 'basic', parser: plain },
  { claim: 'given_name', field: 'given_name', needs: 'basic', parser: plain },
  { claim: 'family_name', field: 'family_name', needs: 'basic', parser: plain },
  {
    claim: 'picture',
    field: 'picture',
    needs: 'basic',
    parser: z.url({ protocol: /^https?$/ }).max(1_000),
  },
  { claim: 'locale', field: 'locale', needs: 'basic', parser: plain },
  { claim: 'email', field: 'email', needs: 'contact', parser: plain },
  { claim: 'phone_number', field: 'phone', needs: 'contact', parser: plain },
  { claim: 'birthdate', field: 'birthdate', needs: 'demographics', parser: plain },
  { claim: 'gender', field: 'gender', needs: 'demographics', parser: plain },
  {
    claim: 'address',
    field: 'country',
    needs: 'demographics',
    parser: z.object({ country: text }).transform(({ country }) => country),
  },
  { claim: 'friends_count', field: 'friends_count', needs: 'friends', parser: plain },
  { claim: 'interests', field: 'interests', needs: 'interests', parser: list },
  { claim: 'pages_followed', field: 'pages_followed', needs: 'interests', parser: list },
] as const;

/** What of a verified token's claims may be kept: `purposes` holds the granted ones, such as `social.basic`. */
export function socialValues(
  claims: Readonly<Record<string, unknown>>,
  purposes: readonly string[],
): SocialValue[] {
  return profileClaims.flatMap(({ claim, field, needs, parser }) => {
    if (!purposes.includes(`social.${needs}`)) return [];
    const parsed = parser.safeParse(claims[claim]);
    return parsed.success ? [{ field, value: parsed.data, needs }] : [];
  });
}
