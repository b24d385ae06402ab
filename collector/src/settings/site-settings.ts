import * as z from 'zod';
import type { Database } from '../clickhouse/database.ts';
import { NO_TRIALS, trials, type Trials } from '../experiments/experiment.ts';
import type { Clock } from '../lib/clock.ts';
import { NO_RULES, ruleSet, type RuleSet } from '../rules/rule.ts';

/** What marketers edit in the console. */
interface EditedSettings {
  readonly rules: RuleSet;
  readonly trials: Trials;
}

/** One kind of settings with its new content. */
type SettingsChange = {
  [Kind in keyof EditedSettings]: { readonly kind: Kind; readonly content: EditedSettings[Kind] };
}[keyof EditedSettings];

/** What the console edits, of every site, in memory; the database holds every version of it. */
export interface SiteSettings {
  of(siteId: string): EditedSettings;
  /** The version that is in force; 0 before the first. */
  version(siteId: string, kind: keyof EditedSettings): number;
  /** Resolves when it is on disk and in force here; other collectors have it within 5 s. */
  save(siteId: string, change: SettingsChange, user: string): Promise<void>;
  /** Reads what this and other collectors saved. */
  refresh(): Promise<void>;
}

interface Parts {
  readonly database: Pick<Database, 'serve' | 'write'>;
  readonly clock: Clock;
  /** What is stored and can't be read (a newer collector wrote it) leaves in force what was. */
  readonly onUnreadable: (siteId: string, kind: string) => void;
}

const DEFAULTS: EditedSettings = { rules: NO_RULES, trials: NO_TRIALS };

/** Settings to be read with `refresh`. */
export function createSiteSettings({ database, clock, onUnreadable }: Parts): SiteSettings {
  const sites = new Map<string, EditedSettings>();
  const versions = new Map<string, number>();

  const of = (siteId: string) => sites.get(siteId) ?? DEFAULTS;
  const version = (siteId: string, kind: string) => versions.get(`${siteId} ${kind}`) ?? 0;

  function put(siteId: string, { kind, content }: SettingsChange, next: number): void {
    sites.set(siteId, { ...of(siteId), [kind]: content });
    versions.set(`${siteId} ${kind}`, next);
  }

  return {
    of,
    version,
    async save(siteId, change, user) {
      const next = Math.max(version(siteId, change.kind) + 1, clock());
      const row = {
        site_id: siteId,
        kind: change.kind,
        version: next,
        content: JSON.stringify(change.content),
        saved_by: user,
        saved_at: new Date(clock()).toISOString(),
      };
      await database.write.insert('site_settings', [Buffer.from(`${JSON.stringify(row)}\n`)]);
      put(siteId, change, next);
    },
    async refresh() {
      for (const row of await database.serve.query({ sql: NEWEST, row: storedRow })) {
        if (row.version <= version(row.site_id, row.kind)) continue;
        const change = parseChange(row.kind, row.content);
        if (change) put(row.site_id, change, row.version);
        else onUnreadable(row.site_id, row.kind);
      }
    },
  };
}

const storedRow = z.object({
  site_id: z.string(),
  kind: z.string(),
  version: z.coerce.number(),
  content: z.string(),
});

function parseChange(kind: string, text: string): SettingsChange | undefined {
  const content: unknown = JSON.parse(text);
  if (kind === 'rules') {
    const parsed = ruleSet.safeParse(content);
    return parsed.success ? { kind, content: parsed.data } : undefined;
  }
  if (kind !== 'trials') return undefined;
  const parsed = trials.safeParse(content);
  return parsed.success ? { kind, content: parsed.data } : undefined;
}

const NEWEST = `
SELECT site_id, kind, max(site_settings.version) AS version, argMax(content, site_settings.version) AS content
FROM site_settings
GROUP BY site_id, kind`;
