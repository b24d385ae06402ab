import { describe, expect, test } from 'vitest';
import { itemFromCells } from '../../../collector/src/catalog/item-from-cells.ts';
import {
  type ItemFormat,
  type ItemLine,
  readItems,
} from '../../../collector/src/catalog/read-items.ts';
import { goods } from '../../support/catalog-of.ts';

async function* asBody(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

async function gather(body: AsyncIterable<Uint8Array>, format: ItemFormat): Promise<ItemLine[]> {
  const lines: ItemLine[] = [];
  for await (const line of readItems(body, { format, locale: 'es' })) lines.push(line);
  return lines;
}

function read(text: string, format: ItemFormat): Promise<ItemLine[]> {
  return gather(asBody(text), format);
}

describe('NDJSON', () => {
  test('reads each line for itself: a bad one costs no neighbour', async () => {
    const good = goods('a');
    const text = [
      JSON.stringify(good),
      '{ broken',
      '',
      JSON.stringify({ ...goods('b'), price: -1 }),
      JSON.stringify({ ...good, url: 'javascript:alert(1)' }),
      '[]',
      JSON.stringify({ ...good, url: '/p/\ud800' }),
    ].join('\n');
    expect(await read(text, 'ndjson')).toMatchObject([
      { line: 1, item: good },
      { line: 2, fault: { code: 'not_json' } },
      { line: 4, fault: { line: 4, code: 'invalid_item', path: 'price' }, itemId: 'b' },
      { line: 5, fault: { code: 'invalid_item', path: 'url' }, itemId: 'a' },
      { line: 6, fault: { code: 'invalid_item', path: '' }, itemId: undefined },
      { line: 7, fault: { code: 'invalid_item', path: 'url' }, itemId: 'a' },
    ]);
  });

  test('refuses a line that is too long without reading it', async () => {
    const [line] = await read(`"${'x'.repeat(70_000)}"\n`, 'ndjson');
    expect(line).toMatchObject({ fault: { code: 'line_too_long', line: 1 } });
  });
});

describe('CSV', () => {
  test('reads our column names, two languages, a category path and attributes', async () => {
    const text = [
      'item_id,title,title_en,url,image_url,price,currency,availability,category,attributes.colour,note',
      'a,"Tetera, azul",Teapot,/p/a,/i/a.svg,12.90,EUR,in_stock,Cocina > Té,azul,kept out',
    ].join('\n');
    expect(await read(text, 'csv')).toEqual([
      {
        line: 2,
        item: {
          item_id: 'a',
          title: { es: 'Tetera, azul', en: 'Teapot' },
          url: '/p/a',
          image_url: '/i/a.svg',
          price: 12.9,
          currency: 'EUR',
          availability: 'in_stock',
          category: ['Cocina', 'Té'],
          attributes: { colour: 'azul' },
        },
      },
    ]);
  });

  test('reads rows of thousands of attributes, whatever they are called', () => {
    const names = ['__proto__', 'constructor', ...Array.from({ length: 4_700 }, (_, n) => `a${n}`)];
    const cells = Object.fromEntries(names.map((name) => [`attributes.${name}`, 'x']));
    // a copy of all that were read for each that is read takes ten seconds a row
    for (let row = 0; row < 10; row += 1) {
      const item = itemFromCells(cells, { locale: 'es', separator: ',' });
      expect(item).toEqual({
        category: [],
        title: {},
        attributes: Object.fromEntries(names.map((name) => [name, 'x'])),
      });
    }
  });

  test('reads a file of a Spanish spreadsheet, wherever its body is cut', async () => {
    const text = [
      '\uFEFFitem_id;title;price;sale_price;availability;category',
      'a;"Tetera; azul, 1,2 l";1.012,90;9,5 EUR;in_stock;Cocina > Té',
      'b;Taza;1.012;;in_stock;Cocina',
    ].join('\r\n');
    async function* bytes(): AsyncGenerator<Uint8Array> {
      for (const byte of Buffer.from(text)) yield Buffer.from([byte]);
    }
    const [first, second] = await gather(bytes(), 'csv');
    expect(first).toMatchObject({
      line: 2,
      item: { title: { es: 'Tetera; azul, 1,2 l' }, price: 1012.9, sale_price: 9.5 },
    });
    // a thousand and twelve, or one and a bit: who sent it has to say
    expect(second).toMatchObject({ line: 3, itemId: 'b', fault: { path: 'price' } });
  });

  test('names the line of a bad price and of a row with a missing cell', async () => {
    const text = [
      'item_id,title,price,availability',
      'a,Taza,cheap,in_stock',
      'b,Plato',
      'c,Jarra,5,in_stock',
    ].join('\n');
    const lines = await read(text, 'csv');
    expect(lines).toHaveLength(3);
    expect(lines).toContainEqual(
      expect.objectContaining({
        line: 2,
        itemId: 'a',
        fault: expect.objectContaining({ path: 'price' }),
      }),
    );
    expect(lines).toContainEqual(
      expect.objectContaining({ line: 3, fault: expect.objectContaining({ code: 'not_csv' }) }),
    );
    expect(lines).toContainEqual(
      expect.objectContaining({
        line: 4,
        item: expect.objectContaining({ item_id: 'c', price: 5 }),
      }),
    );
  });

  test.each([
    ['is never closed', 'b,"Taza,5,in_stock\nc,Jarra,5,in_stock'],
    [
      'is never closed in a long file',
      `b,"Taza,5,in_stock\n${'c,Jarra,5,in_stock\n'.repeat(9_000)}`,
    ],
    ['stands inside a cell', 'b,Ta"za,5,in_stock'],
    ['is followed by text', 'b,"Ta"za,5,in_stock'],
  ])('refuses with its line a row whose quote %s', async (_, rows) => {
    const lines = await read(
      `item_id,title,price,availability\na,Plato,5,in_stock\n${rows}`,
      'csv',
    );
    const stored = lines.flatMap((line) => ('item' in line ? [line.item.item_id] : []));
    expect(stored).toContain('a');
    expect(stored).not.toContain('b');
    const faults = lines.flatMap((line) => ('fault' in line ? [line.fault] : []));
    expect(faults.map(({ code }) => code)).toContain('not_csv');
    expect(faults.every(({ line }) => line >= 3)).toBe(true);
  });

  test('passes on that the body broke off', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('item_id,title,price,availability\na,Plato,5,in_stock\n');
      throw new Error('connection reset');
    }
    await expect(gather(broken(), 'csv')).rejects.toThrow('connection reset');
  });

  test('reads a Google Merchant feed in tab-separated form', async () => {
    const text = [
      'id\ttitle\tlink\timage_link\tprice\tsale_price\tavailability\tproduct_type\titem_group_id',
      'a\tTetera\thttps://shop.example/a\thttps://shop.example/a.jpg\t12.90 EUR\t9.90 EUR\tin stock\tCocina > Té\tg',
      'b\tTaza\thttps://shop.example/b\thttps://shop.example/b.jpg\t3 EUR\t\tbackorder\tCocina\t',
    ].join('\n');
    expect(await read(text, 'tsv')).toMatchObject([
      {
        item: {
          item_id: 'a',
          item_group_id: 'g',
          price: 12.9,
          sale_price: 9.9,
          currency: 'EUR',
          availability: 'in_stock',
          category: ['Cocina', 'Té'],
        },
      },
      { item: { item_id: 'b', price: 3, availability: 'preorder' } },
    ]);
  });
});
