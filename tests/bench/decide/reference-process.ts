import { createServer } from 'node:http';

// What decisions are measured against: a bare server that reads and JSON-parses the same requests and sends six things back
// that it knew before. Tells its parent where it listens; ends with it.
const items = Array.from({ length: 6 }, (_, index) => ({
  item_id: `i${index}`,
  title: `Thing number ${index}`,
  url: `/p/i${index}`,
  image_url: `/i/i${index}.jpg`,
  price: 5 + index,
  currency: 'EUR',
  reason: { code: 'viewed_with', with: 'i1', title: 'Thing number 1' },
}));

const server = createServer((incoming, outgoing) => {
  const pieces: Buffer[] = [];
  incoming.on('data', (piece: Buffer) => pieces.push(piece));
  incoming.on('end', () => {
    const { slots }: { slots: { id: string }[] } = JSON.parse(Buffer.concat(pieces).toString());
    const answers = slots.map(({ id }) => [id, { kind: 'recommendations', items }]);
    const body = JSON.stringify({ decision: 'none', slots: Object.fromEntries(answers) });
    outgoing.writeHead(200, {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
    });
    outgoing.end(body);
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' && address !== null ? address.port : 0 });
});
process.once('disconnect', () => process.exit(0));
