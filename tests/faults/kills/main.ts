import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startClickHouseFront } from '../../support/clickhouse-front.ts';
import { runSeries } from './series.ts';

// npm run test:faults -- --kills N [--home embedded|server] [--folder PATH]
// The folder keeps where it is: the same command goes on from there.

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    home: { type: 'string', default: 'embedded' },
    folder: { type: 'string', default: '.data/kills' },
  },
});
const root = join(import.meta.dirname, '../../..');
const folder = join(resolve(root, values.folder), values.home);
const front =
  values.home === 'server' ? await startClickHouseFront(join(folder, 'server')) : undefined;
try {
  const done = await runSeries({
    folder,
    kills: Number(values.kills),
    url: front?.url,
    onKill({ kills, checks, acknowledged, seconds }) {
      if (kills % 25 !== 0) return;
      const pace = (seconds / kills).toFixed(2);
      console.log(
        `${kills} kills, ${checks} checks, ${acknowledged} acknowledged, ${pace} s a kill`,
      );
    },
  });
  console.log(JSON.stringify(done));
} finally {
  await front?.close();
}
