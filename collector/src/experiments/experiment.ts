import { STRATEGIES } from '@tendero/schema';
import * as z from 'zod';

const id = z.string().regex(/^[a-z0-9-]{1,40}$/);
const name = z.string().trim().min(1).max(100);

const experiment = z.strictObject({
  id,
  name,
  isOn: z.boolean(),
  slot: name,
  /** In ms UTC; what was shown before counts for nothing. */
  startedAt: z.number().int().min(0),
  /** Equal shares. The first is what the others are compared with. */
  strategies: z
    .array(z.enum(STRATEGIES))
    .min(2)
    .max(4)
    .refine((all) => new Set(all).size === all.length, { error: 'expected different strategies' }),
});

/** What of a site's recommendations is left to chance. */
export const trials = z.strictObject({
  /** Share of people who see only what is popular, in every slot. */
  holdout: z.strictObject({
    share: z.number().min(0).max(0.5),
    startedAt: z.number().int().min(0),
  }),
  /** Share of decisions in which one place of a slot goes to something further down. */
  exploration: z.number().min(0).max(0.2),
  experiments: z.array(experiment).max(20),
});

export type Trials = Readonly<z.output<typeof trials>>;

export const NO_TRIALS: Trials = {
  holdout: { share: 0, startedAt: 0 },
  exploration: 0,
  experiments: [],
};
